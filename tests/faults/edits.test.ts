/** Images in a request: the same promises as for a text-only request. */
import { rm } from 'node:fs/promises'
import { expect } from 'vitest'
import type { ModelId } from '@shared/catalogue'
import type { ImageOptions } from '@shared/image-options'
import { createParts, listInputs, type InputImage } from '@shared/request'
import type { RunDraft } from '@shared/run'
import { noisyPng } from '../../e2e/stand-ins/images'
import { readImageBody } from '../../e2e/stand-ins/openai-wire'
import { ObjectStore } from '../../src/main/objects/object-store'
import { anInputImage } from '../support/input-image'
import { test } from './fixtures'
import { HalfDeafService } from './half-deaf-service'
import { aDraft, anImage, images, killsAfter, killsBefore, type World } from './world'

const input = noisyPng({ width: 48, height: 48, seed: 40 })
/** Larger than what a service reads at once. */
const large = noisyPng({ width: 300, height: 300, seed: 41 })

test.for([
  ['before it is synced', killsBefore('sync', 'objects/')],
  ['before it is decoded', killsAfter('write', 'spool/')],
  ['before the temporary file has its name', killsBefore('rename', 'objects/')],
  ['before it is recorded', killsAfter('rename', 'objects/')],
] as const)(
  'A killed once an edit has arrived, %s: the image is there at the next start, paid once',
  async ([, failpoint], { world }) => {
    const draft = await anEdit(world)
    world.openai.next.answersPlainJson(anImage())
    await world.launch({ failpoints: [failpoint] })
    world.start(draft).catch(() => undefined)
    await world.died()

    await world.launch()
    await world.becomes(draft.id, 'done')
    await world.rest()
    expect(world.openai.paidRequests.map(readImageBody)).toMatchObject([{ files: [{ field: 'image', bytes: input }] }])
    expect(listRunInputs(world.row(draft.id))).toEqual(listRunInputs(draft))
    expect((await world.profile.objects()).map(({ bytes }) => bytes)).toEqual(
      expect.arrayContaining([input, ...images(1)]),
    )
  },
)

test('A06 killed in the middle of an edit: its preview is kept, it may have been billed, and is not sent again', async ({
  world,
}) => {
  const draft = await anEdit(world)
  const answer = world.openai.next.stallsAfterPreview(1, anImage())
  await world.launch()
  void world.start(draft)
  await answer.stalled
  await world.becomes(draft.id, 'running', ({ preview }) => preview?.index === 0)
  await world.kill()

  await world.launch()
  expect(world.row(draft.id).state).toMatchObject({
    status: 'failed',
    failure: { code: 'app-stopped', charge: 'unknown', requestId: 'req_standin0001' },
    salvage: { index: 0 },
  })
  expect(listRunInputs(world.row(draft.id))).toEqual(listRunInputs(draft))
  expect(world.openai.paidRequests).toHaveLength(1)
})

/** Every way to send images to a service. None uploads before the paid call, so no copy is left anywhere. */
const WAYS = [
  ['as files of a form', 'openai:gpt-imagegen', {}],
  ['as text within JSON', 'gemini:gemini-nano-banana-2.1', { size: '1024x1024', aspectRatio: '1:1', resolution: '1K' }],
  ['as addresses that hold them', 'recraft:recraftv4_1', {}],
  [
    'with the job that is submitted',
    'fal:blackforestlabs/flux-3-klein/text-to-image',
    { aspectRatio: '1:1', resolution: '1K' },
  ],
] as const

test.for(WAYS)(
  'A02 killed while its images are being read, to be sent %s: nothing was sent',
  async ([, model, options], { world }) => {
    await using service = await HalfDeafService.start()
    const baseUrl = service.origin
    const draft = asking(await anEdit(world), model, options)
    await world.launch({ baseUrl, failpoints: [killsBefore('readFile', 'objects/')] })
    world.start(draft).catch(() => undefined)
    await world.died()

    await world.launch({ baseUrl })
    expect(world.row(draft.id).state).toMatchObject({ failure: { code: 'not-sent', charge: 'none' } })
    expect(service.connections).toBe(0)
  },
)

test.for(WAYS)(
  'A04 killed while its images are on their way, %s: reported as possibly billed, not sent again',
  async ([, model, options], { world }) => {
    await using service = await HalfDeafService.start()
    const baseUrl = service.origin
    const draft = asking(await anEdit(world, large), model, options)
    await world.launch({ baseUrl })
    world.start(draft).catch(() => undefined)
    await service.firstBytes
    expect(service.received).toBeLessThan(large.length)
    await world.kill()

    await world.launch({ baseUrl })
    expect(world.row(draft.id).state).toMatchObject({ failure: { code: 'app-stopped', charge: 'unknown' } })
    expect(listRunInputs(world.row(draft.id))).toEqual(listRunInputs(draft))
    expect((await world.profile.objects()).map(({ bytes }) => bytes.equals(large))).toEqual([true])
    expect(service.connections).toBe(1)
  },
)

test('an image that is gone from the disk costs nothing, and holds nothing back under a cap', async ({ world }) => {
  const draft = await anEdit(world)
  await rm(world.profile.path('objects'), { recursive: true })
  await world.launch({ limits: { dailyCap: 100_000, monthlyCap: null, askAbove: null } })
  void world.start(draft)
  expect(await world.ends(draft.id)).toMatchObject({ failure: { code: 'input-missing', charge: 'none' } })
  await world.rest()
  expect(world.openai.paidRequests).toHaveLength(0)
  expect(await world.budget()).toMatchObject({ reserved: 0, today: { known: 0, possible: 0 } })
})

/** An edit of an image that the user added. */
async function anEdit(world: World, image = input): Promise<RunDraft> {
  const objects = new ObjectStore({ directory: world.profile.path('objects') })
  const inputs: readonly InputImage[] = [anInputImage(await objects.put(image, { isImport: true }))]
  const draft = aDraft()
  const { request, place } = draft
  if (request.kind !== 'image') throw new Error('it asks for a text')
  return {
    ...draft,
    place: { ...place, question: { ...place.question, inputs } },
    request: { ...request, parts: createParts(place.question.text, inputs) },
  }
}

/** Returns the same edit for this model. */
function asking(draft: RunDraft, model: ModelId, options: Partial<ImageOptions>): RunDraft {
  if (draft.request.kind !== 'image') throw new Error('it asks for a text')
  const plain = { ...draft.request.options, previews: 0, quality: 'auto', ...options } as const
  return { ...draft, request: { ...draft.request, model, options: plain } }
}

/** The images of a run's question, and of its request. */
function listRunInputs({ place, request }: RunDraft): readonly unknown[] {
  return [place.question.inputs, request.kind === 'image' && listInputs(request.parts)]
}
