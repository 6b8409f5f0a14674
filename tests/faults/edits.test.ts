/** Images in a request: the same promises as for a text-only request. */
import { rm } from 'node:fs/promises'
import { expect } from 'vitest'
import { createParts, listInputs, type InputImage } from '@shared/request'
import type { RunDraft } from '@shared/run'
import { noisyPng } from '../../e2e/stand-ins/images'
import { readImageBody } from '../../e2e/stand-ins/openai-wire'
import { ObjectStore } from '../../src/main/objects/object-store'
import { anInputImage } from '../support/input-image'
import { test } from './fixtures'
import { aDraft, anImage, images, killsAfter, killsBefore, type World } from './world'

const input = noisyPng({ width: 48, height: 48, seed: 40 })

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

test('A killed while its images are being read: nothing was sent', async ({ world }) => {
  const draft = await anEdit(world)
  await world.launch({ failpoints: [killsBefore('readFile', 'objects/')] })
  world.start(draft).catch(() => undefined)
  await world.died()

  await world.launch()
  expect(world.row(draft.id).state).toMatchObject({ failure: { code: 'not-sent', charge: 'none' } })
  expect(world.openai.paidRequests).toHaveLength(0)
})

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
async function anEdit(world: World): Promise<RunDraft> {
  const objects = new ObjectStore({ directory: world.profile.path('objects') })
  const inputs: readonly InputImage[] = [anInputImage(await objects.put(input, { isImport: true }))]
  const draft = aDraft()
  const { request, place } = draft
  if (request.kind !== 'image') throw new Error('it asks for a text')
  return {
    ...draft,
    place: { ...place, question: { ...place.question, inputs } },
    request: { ...request, parts: createParts(place.question.text, inputs) },
  }
}

/** The images of a run's question, and of its request. */
function listRunInputs({ place, request }: RunDraft): readonly unknown[] {
  return [place.question.inputs, request.kind === 'image' && listInputs(request.parts)]
}
