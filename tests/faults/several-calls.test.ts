/**
 * A. kill -9 of main during an answer that takes several calls: each image that arrived is stored, and each call is
 * made once.
 */
import { expect } from 'vitest'
import { OPENAI_KEY } from '../../e2e/stand-ins/openai'
import { GeminiStandIn, image } from '../../e2e/stand-ins/gemini'
import { soundPng } from '../../e2e/stand-ins/images'
import { readFrames } from '../../src/main/services/gemini/frames'
import { listImages } from '@shared/answer'
import type { RunDraft } from '@shared/run'
import { test as base } from './fixtures'
import { aDraft, killsAfter } from './world'

const CALLS = 3

const test = base.extend<{ gemini: GeminiStandIn }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  gemini: async ({}, use) => {
    const gemini = await GeminiStandIn.start()
    // The world has only one key.
    gemini.key = OPENAI_KEY
    await use(gemini)
    await gemini.stop()
  },
})

function askingForSeveral(): RunDraft {
  const draft = aDraft({ count: CALLS })
  if (draft.request.kind !== 'image') throw new Error('it asks for images')
  const { previews: _none, ...options } = draft.request.options
  const shape = { previews: 0, quality: 'auto', size: '1024x1024', aspectRatio: '1:1', resolution: '1K' } as const
  const request = {
    ...draft.request,
    model: 'gemini:gemini-nano-banana-2.1',
    options: { ...options, ...shape },
  } as const
  return { ...draft, request }
}

function answersAll(gemini: GeminiStandIn): void {
  for (let seed = 1; seed <= CALLS; seed += 1) {
    gemini.willAnswer(image({ bytes: soundPng({ width: 16, height: 16, seed }) }))
  }
}

test('A06 killed with two of three answers here: two images at the next start, and nothing sent again', async ({
  world,
  gemini,
}) => {
  gemini.willAnswer(image({ bytes: soundPng({ width: 16, height: 16, seed: 1 }) }))
  gemini.willAnswer(image({ bytes: soundPng({ width: 16, height: 16, seed: 2 }) }))
  const held = gemini.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
  await world.launch({ baseUrl: gemini.baseUrl })
  const draft = askingForSeveral()
  await world.start(draft)
  await held.stalled
  await expect
    .poll(async () => (await readFrames(pieces(await world.spooled()), CALLS)).filter(({ hasEnded }) => hasEnded))
    .toHaveLength(2)
  await world.kill()

  await world.launch({ baseUrl: gemini.baseUrl })
  expect(await world.becomes(draft.id, 'done')).toMatchObject({
    parts: [{ image: { width: 16 } }, { image: { width: 16 } }],
    shortfall: { code: 'connection-lost', charge: 'unknown' },
  })
  expect(gemini.paidRequests).toHaveLength(CALLS)
})

test.for([1, 2, 3, 4, 5])(
  'A08 killed after write %i of several answers: every one that was whole is there, paid once',
  async (nth, { world, gemini }) => {
    answersAll(gemini)
    await world.launch({ baseUrl: gemini.baseUrl, failpoints: [killsAfter('write', 'spool/', nth)] })
    const draft = askingForSeveral()
    void world.start(draft).catch(() => undefined)
    await world.died()
    const kept = await readFrames(pieces(world.keptAnswers), CALLS)
    const whole = kept.filter(({ body }) => isJson(body)).length

    await world.launch({ baseUrl: gemini.baseUrl })
    await world.rest()
    const { state } = world.row(draft.id)
    expect(state.status).toBe(whole > 0 ? 'done' : 'failed')
    expect(state.status === 'done' ? listImages(state.parts) : []).toHaveLength(whole)
    // The kill may come before the last call is sent.
    expect(gemini.paidRequests.length).toBeLessThanOrEqual(CALLS)
  },
)

async function* pieces(parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* parts
}

function isJson(body: Buffer): boolean {
  try {
    return typeof JSON.parse(body.toString('utf8')) === 'object'
  } catch {
    return false
  }
}
