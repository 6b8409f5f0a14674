/**
 * What must be true after every fault, whatever it was (docs/faults.md):
 *
 * L  every image that arrived from the service is in the store, byte for byte; or it's kept and reported as waiting
 *    for disk space, for as long as the disk is full
 * M  the service got one request for each of the user's, plus one per announced retry
 * C  no answer of an earlier session is left unsettled, and no verdict on the charge is too optimistic: of equal
 *    questions, at least as many may have been billed as the service has accepted
 * S  a key appears nowhere outside of its encrypted value
 *
 * The tests of the archive check P (the page's database is rebuilt), apart from deleted chats (chats.ts). R (main is
 * never blocked) is measured in each case and reported, but not judged: it depends more on the machine than on Easel.
 *
 * The oracle reads what was sent with its own code, not with the code that it checks.
 */
import { createHash } from 'node:crypto'
import { listImages } from '@shared/answer'
import type { Run } from '@shared/run'
import type { GivenAnswer } from '../../e2e/stand-ins/http-stand-in'
import { readImageBody } from '../../e2e/stand-ins/openai-wire'
import type { World } from './world'

export type Violation = string

/** Lists everything that is broken now. Call it when nothing is in progress: at rest, or right after a restart. */
export async function violations(world: World): Promise<Violation[]> {
  const objects = await world.profile.objects()
  const stored = new Set(objects.map(({ bytes }) => computeHash(bytes)))
  const heldUp = new Set((await world.answersHeldUp()).flatMap(imagesIn).map(computeHash))
  return [
    ...objects
      .filter(({ hash, bytes }) => hash !== computeHash(bytes))
      .map(({ hash }) => `L: ${hash} holds other bytes`),
    ...findLostImages(world, stored, heldUp),
    ...unaskedRequests(world),
    ...wrongVerdicts(world),
    ...(await leakedKeys(world)),
  ]
}

/**
 * C, for the runs that a session starts with: all earlier ones are settled, or counting down visibly. A job that is
 * stored at its service continues.
 */
export function unsettled(runs: readonly Run[], hasJobs: boolean): Violation[] {
  return runs
    .filter(({ state }) => state.status === 'queued' || (state.status === 'running' && !hasJobs))
    .map(({ id, state }) => `C: ${id} is still ${state.status} after a restart`)
}

/** The intact images in an answer's body, or in the part of it that exists. */
export function imagesIn(body: Buffer): Buffer[] {
  const text = body.toString('utf8')
  const encoded = text.startsWith('{') ? imagesInJson(text) : imagesInEvents(text)
  return encoded.map((base64) => Buffer.from(base64, 'base64')).filter(isSound)
}

function findLostImages(world: World, stored: ReadonlySet<string>, heldUp: ReadonlySet<string>): Violation[] {
  const arrived = [
    // Complete answers to undisturbed runs were read to their end.
    ...world.openai.answers
      .filter((answer) => answer.isWhole && !world.asked.isDisturbed(readPrompt(answer), answer.requestId))
      .map(readBody),
    // Of the others, only what had been stored when they were interrupted counts.
    ...world.keptAnswers,
  ]
  const told = world.doneRuns().flatMap(({ state }) => (state.status === 'done' ? listImages(state.parts) : []))
  return [
    ...arrived
      .flatMap(imagesIn)
      .filter((image) => !stored.has(computeHash(image)) && !heldUp.has(computeHash(image)))
      .map((image) => `L: an image of ${image.byteLength} bytes arrived and is not in the store`),
    ...told.filter(({ hash }) => !stored.has(hash)).map(({ hash }) => `L: ${hash} was shown and is gone`),
    ...world
      .doneRuns()
      .filter(({ id }) => world.row(id).state.status !== 'done')
      .map(({ id }) => `L: ${id} was done and is so no more`),
    ...[...world.blob.blobs.values()]
      .filter(({ bytes }) => !stored.has(computeHash(bytes)))
      .map(({ pathname }) => `L: ${pathname} was uploaded and is not on the disk`),
  ]
}

function unaskedRequests(world: World): Violation[] {
  const counts = new Map<string, number>()
  for (const request of world.openai.paidRequests) {
    const prompt = readAsked(request)
    if (isHelperCall(world, request)) continue
    counts.set(prompt, (counts.get(prompt) ?? 0) + 1)
  }
  return [...counts].flatMap(([prompt, count]) => {
    const allowed = world.asked.allowedRequests(prompt)
    return count > allowed ? [`M: "${prompt}" was sent ${count} times, asked for ${allowed} times`] : []
  })
}

/** The service can't tell runs of the same question apart, and accepts each at most once, so count them. */
function wrongVerdicts(world: World): Violation[] {
  const taken = new Map<string, number>()
  for (const answer of world.openai.paidAnswers) {
    if (isHelperCall(world, answer.request) || (answer.status >= 300 && answer.status < 500)) continue
    taken.set(readPrompt(answer), (taken.get(readPrompt(answer)) ?? 0) + 1)
  }
  const free = new Set(
    world
      .rows()
      .filter(isFree)
      .map(({ id }) => id),
  )
  return [...taken].flatMap(([prompt, count]) => {
    const runs = world.asked.withPrompt(prompt)
    const mayBeBilled = runs.filter(({ id }) => !free.has(id)).length
    if (count <= mayBeBilled) return []
    const says = `of ${runs.length} asked only ${mayBeBilled} say that they may have been billed`
    return [`C: "${prompt}" was taken ${count} times, but ${says}`]
  })
}

function isFree({ state }: Run): boolean {
  const charge =
    state.status === 'failed' ? state.failure.charge : state.status === 'cancelled' ? state.charge : undefined
  return charge === 'none'
}

async function leakedKeys(world: World): Promise<Violation[]> {
  const said = world.everythingSaid()
  const found = await Promise.all(
    world.secrets.map(async (secret) => [
      ...(await world.profile.filesContaining(secret)).map((file) => `S: a key lies in ${file}`),
      ...(said.includes(secret) ? ['S: a key was told'] : []),
    ]),
  )
  return found.flat()
}

function imagesInJson(text: string): string[] {
  try {
    const { data } = JSON.parse(text) as { data?: readonly { b64_json?: string; url?: string }[] }
    return (data ?? []).flatMap(({ b64_json: base64, url }) => {
      const source = base64 ?? url ?? ''
      return source.startsWith('http') || source.startsWith('/') ? [] : [source.replace(/^data:[^,]*,/, '')]
    })
  } catch {
    return []
  }
}

function imagesInEvents(text: string): string[] {
  const whole = text.split('\n\n').slice(0, -1)
  return whole.flatMap((event) => {
    const data = /^data: (.*)$/m.exec(event)?.[1]
    if (data === undefined || !/^event: .*\.completed$/m.test(event)) return []
    try {
      // The end of a text has none.
      const { b64_json: base64 } = JSON.parse(data) as { b64_json?: string }
      return base64 === undefined ? [] : [base64]
    } catch {
      return []
    }
  })
}

/** As strict as needed to tell the stand-ins' intact images from their damaged ones. */
function isSound(bytes: Buffer): boolean {
  if (bytes.subarray(1, 4).toString() === 'PNG') {
    return bytes.subarray(-8, -4).toString() === 'IEND' && bytes.readUInt32BE(16) * bytes.readUInt32BE(20) <= 1e8
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return bytes.at(-1) === 0xd9
  return bytes.subarray(8, 12).toString() === 'WEBP'
}

function readBody({ body }: GivenAnswer): Buffer {
  return body
}

function readPrompt({ request }: GivenAnswer): string {
  return readAsked(request)
}

/** A text call without a chat, which its test counts itself. */
function isHelperCall({ asked }: World, request: GivenAnswer['request']): boolean {
  return request.path.endsWith('/responses') && asked.withPrompt(readAsked(request)).length === 0
}

/** The prompt of an image, or the last message of a chat. */
function readAsked(request: GivenAnswer['request']): string {
  if (!request.path.endsWith('/responses')) return readImageBody(request).prompt ?? ''
  const { input } = request.json as { readonly input: readonly { readonly content: unknown }[] }
  return String(input.at(-1)?.content)
}

function computeHash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
