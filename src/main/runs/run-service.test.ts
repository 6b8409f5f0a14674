import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { listImages } from '@shared/answer'
import { soundSvg, svgWithScript } from '../../../e2e/stand-ins/images'
import { test } from '../../../tests/support/main/test-folder'
import {
  imageEvent,
  previewEvent,
  Main,
  images,
  failing,
  deafProvider,
  slowProvider,
  anImageDraft,
  png,
  usage,
} from '../../../tests/support/main/run-world'

test('an image run ends done, with the file, the exact cost and an entry in the ledger', async ({ folder }) => {
  const main = await Main.start(folder, images(previewEvent, imageEvent, { type: 'usage', usage }))
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({
    status: 'done',
    parts: [{ image: { format: 'png', width: 64, height: 64, bytes: png.byteLength, upload: { state: 'local' } } }],
    bill: { usage, cost: { amount: 13_200, source: 'computed' } },
  })
  await main.runs.whenIdle()
  expect(main.ledger).toEqual([
    expect.objectContaining({
      runId: run.id,
      outcome: 'done',
      images: 1,
      charge: 'charged',
      cost: 13_200,
      model: 'openai:gpt-imagegen',
    }),
  ])
  expect(await main.storedBytes(run)).toEqual([png])
})

test('starting twice with the same id pays once', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent))
  const draft = anImageDraft()
  await Promise.all([main.runs.start(draft), main.runs.start(draft)])
  await main.finished(draft)
  expect(main.calls).toBe(1)
})

test('every snapshot has a higher revision than the one before', async ({ folder }) => {
  const main = await Main.start(folder, images(previewEvent, imageEvent))
  await main.finished(anImageDraft())
  const revisions = main.snapshots.map(({ revision }) => revision)
  expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b))
})

test('Stop settles a run whose provider never reacts, and says that it may have been charged', async ({ folder }) => {
  const main = await Main.start(folder, deafProvider())
  const { id } = await main.runs.start(anImageDraft())
  await main.until(id, ({ status, ...state }) => status === 'running' && 'preview' in state)
  await main.runs.cancel(id)
  expect(main.runs.read(id)?.state).toMatchObject({ status: 'cancelled', charge: 'unknown', salvage: { index: 0 } })
})

test('C20 an answer that arrives after Stop is kept and marked as such, also after a restart', async ({ folder }) => {
  const { provider, sent, release } = slowProvider()
  const main = await Main.start(folder, provider)
  const { id } = await main.runs.start(anImageDraft())
  await sent
  await main.runs.cancel(id)
  expect(main.runs.read(id)?.state.status).toBe('cancelled')
  release()
  await main.until(id, ({ status }) => status === 'done')
  expect(main.runs.read(id)?.state).toMatchObject({ arrivedAfterStop: true, parts: [{ image: { width: 64 } }] })

  const after = await Main.start(folder, images())
  expect(after.runs.read(id)?.state).toMatchObject({ status: 'done', arrivedAfterStop: true })
})

test('an answer that was not stopped has no such mark', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent))
  expect((await main.finished(anImageDraft())).state).not.toHaveProperty('arrivedAfterStop')
})

test('a failed run keeps its last preview where it survives a restart', async ({ folder }) => {
  const main = await Main.start(folder, failing(previewEvent))
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({ status: 'failed', failure: { code: 'connection-lost', charge: 'unknown' } })
  const hash = run.state.status === 'failed' ? run.state.salvage?.image.hash : undefined
  expect(await main.objects.find(hash ?? '')).toBeDefined()
})

test('a drawing with a script is not kept, and the answer says why', async ({ folder }) => {
  const drawings = [soundSvg(), svgWithScript()].map((bytes, index) => ({ type: 'image', index, bytes }) as const)
  const main = await Main.start(folder, images(...drawings))
  const run = await main.finished(anImageDraft({ count: 2 }))
  expect(run.state).toMatchObject({
    status: 'done',
    parts: [{ image: { format: 'svg', width: 1024, height: 1024 } }],
    shortfall: { code: 'image-unsafe' },
  })
})

test('fewer intact images than requested are kept, and the answer says how many are missing', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent, { type: 'unreadable-image', index: 1 }))
  const run = await main.finished(anImageDraft({ count: 2 }))
  expect(run.state).toMatchObject({
    status: 'done',
    parts: [{ image: { width: 64 } }],
    shortfall: { code: 'image-damaged' },
  })
})

test('an image whose own call failed is missing for the reason of that call', async ({ folder }) => {
  const cause = { code: 'prompt-refused', detail: 'Not this one.' } as const
  const main = await Main.start(folder, images(imageEvent, { type: 'unreadable-image', index: 1, cause }))
  const run = await main.finished(anImageDraft({ count: 2 }))
  expect(run.state).toMatchObject({
    status: 'done',
    parts: [{ image: { width: 64 } }],
    shortfall: { ...cause, charge: 'unknown' },
  })
})

test('an answer that is not an image fails, and its raw bytes are kept', async ({ folder }) => {
  const main = await Main.start(folder, images({ type: 'image', index: 0, bytes: Buffer.from('<svg/>') }))
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({
    status: 'failed',
    failure: { code: 'image-damaged', charge: 'unknown', hasAnswer: true },
  })
  expect(await readFile(join(folder, 'spool', `${run.id}.1`), 'utf8')).toBe('raw answer')
})

test('a useless answer with a reported cost costs what was reported', async ({ folder }) => {
  const main = await Main.start(folder, images({ type: 'unreadable-image', index: 0 }, { type: 'usage', usage }))
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({
    status: 'failed',
    failure: { code: 'image-damaged', charge: 'charged' },
    bill: { usage, cost: { amount: 13_200, source: 'computed' } },
  })
  expect(main.ledger).toEqual([expect.objectContaining({ outcome: 'failed', charge: 'charged', cost: 13_200 })])
})

test('an unknown outcome is entered with the most it can have cost', async ({ folder }) => {
  const main = await Main.start(folder, failing())
  await main.finished(anImageDraft())
  // 439 tokens and two previews of 100 at $30, and three text tokens at $5.
  expect(main.ledger).toEqual([expect.objectContaining({ charge: 'unknown', atMost: 19_185 })])
  expect(main.ledger[0]).not.toHaveProperty('cost')
})

test('nothing is sent, and so nothing paid, when the disk has no room for the answer', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent))
  main.hasRoom = false
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({ status: 'failed', failure: { code: 'disk-full', charge: 'none' } })
})

test('an answer that could not be stored for lack of space is stored once there is room', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent))
  main.isFull = true
  const run = await main.finished(anImageDraft())
  expect(run.state).toMatchObject({ status: 'failed', failure: { code: 'disk-full', charge: 'unknown' } })
  await main.runs.acknowledge(run.id, run.revision)
  main.isFull = false
  await main.runs.readAgain()
  expect(main.runs.read(run.id)?.state).toMatchObject({ status: 'done', parts: [{ image: { width: 64 } }] })
  expect(main.calls).toBe(1)
})

test('a run is forgotten once the page has recorded it and nothing is left to upload', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent))
  const run = await main.finished(anImageDraft())
  expect(await main.recordFiles()).toEqual([`${run.id}.json`])
  await main.runs.acknowledge(run.id, run.revision)
  expect(main.runs.list()).toEqual([])
  expect(await main.recordFiles()).toEqual([])
})

test('a run is not forgotten before the ledger has its entry, since only the record knows what it cost', async ({
  folder,
}) => {
  const main = await Main.start(folder, images(imageEvent))
  const run = await main.finished(anImageDraft())
  main.isEntered = false
  await main.runs.acknowledge(run.id, run.revision)
  expect(await main.recordFiles()).toEqual([`${run.id}.json`])
  main.isEntered = true
  await main.runs.acknowledge(run.id, run.revision)
  expect(await main.recordFiles()).toEqual([])
})

test('a run with a pending upload is not forgotten before the page has recorded the address', async ({ folder }) => {
  const main = await Main.start(folder, images(imageEvent), { state: 'uploading' })
  const run = await main.finished(anImageDraft())
  await main.runs.acknowledge(run.id, run.revision)
  expect(main.runs.list()).toHaveLength(1)
  const [image] = run.state.status === 'done' ? listImages(run.state.parts) : []
  await main.runs.uploadChanged(image!.attachmentId, { state: 'uploaded', url: 'https://blob.example/x.png' })
  expect(main.runs.list()).toHaveLength(1)
  await main.runs.acknowledge(run.id, main.runs.read(run.id)!.revision)
  expect(main.runs.list()).toEqual([])
})
