/** A. kill -9 of main, each at one named point. `kill-sweep.test.ts` covers all other points. */
import { describe, expect } from 'vitest'
import { listImages } from '@shared/answer'
import type { RunState } from '@shared/run'
import { OPENAI_KEY } from '../../e2e/stand-ins/openai'
import { noisyPng } from '../../e2e/stand-ins/images'
import { test } from './fixtures'
import { HalfDeafService } from './half-deaf-service'
import { anImage, killsAfter, killsBefore, images } from './world'

const mayBeBilled = { status: 'failed', failure: { code: 'app-stopped', charge: 'unknown' } }

test('A01 killed before the run is on disk: there is no run, and nothing was sent', async ({ world }) => {
  await world.launch({ failpoints: [killsBefore('rename', 'runs/')] })
  world.ask()
  await world.died()

  expect(await world.launch()).toEqual([])
  expect(world.openai.paidRequests).toHaveLength(0)
  expect(await world.files('runs')).toEqual([])
})

test('A02 killed between record and call: reported as not sent, and sent only when asked again', async ({ world }) => {
  await world.launch({ failpoints: [killsAfter('rename', 'runs/')] })
  const id = world.ask()
  await world.died()

  await world.launch()
  expect(world.row(id).state).toMatchObject({ status: 'failed', failure: { code: 'not-sent', charge: 'none' } })
  expect(world.openai.paidRequests).toHaveLength(0)
})

test('A03 killed once marked as sent: reported as possibly billed, though nothing had left', async ({ world }) => {
  await world.launch({ failpoints: [killsAfter('rename', 'runs/', 3)] })
  const id = world.ask()
  await world.died()

  await world.launch()
  expect(world.row(id).state).toMatchObject(mayBeBilled)
  expect(world.openai.paidRequests).toHaveLength(0)
})

test('A04 killed with the request on its way: reported as possibly billed, not sent again', async ({ world }) => {
  await using service = await HalfDeafService.start()
  await world.launch({ baseUrl: `${service.origin}/v1` })
  const id = world.ask({}, 'a long story, '.repeat(2_000))
  await service.firstBytes
  await world.kill()

  await world.launch({ baseUrl: `${service.origin}/v1` })
  expect(world.row(id).state).toMatchObject(mayBeBilled)
  expect(service.connections).toBe(1)
})

test('A05 killed before the answer starts: reported as possibly billed, not sent again', async ({ world }) => {
  const answer = world.openai.next.stallsBeforeHeaders(anImage())
  await world.launch()
  const id = world.ask()
  await answer.stalled
  await world.kill()

  await world.launch()
  expect(world.row(id).state).toMatchObject(mayBeBilled)
  expect(world.openai.paidRequests).toHaveLength(1)
})

test('A06 killed in mid-answer: the part is kept, its preview shown, with the request id and the verdict', async ({
  world,
}) => {
  const answer = world.openai.next.stallsAfterPreview(1, anImage())
  await world.launch()
  const id = world.ask()
  await answer.stalled
  await world.becomes(id, 'running', ({ preview }) => preview?.index === 0)
  await world.kill()

  await world.launch()
  expect(world.row(id).state).toMatchObject({
    ...mayBeBilled,
    failure: { ...mayBeBilled.failure, requestId: 'req_standin0001', hasAnswer: true },
    salvage: { index: 0, image: { width: 64 } },
  })
  expect(await world.profile.holds(anImage().previews[0]!)).toBe(true)
  expect(await world.spooled()).toHaveLength(1)
})

describe('killed once the answer has arrived, the image is there at the next start, paid once', () => {
  test.for([
    ['A07 before it is synced', killsBefore('sync', 'objects/')],
    ['A08 before it is decoded', killsAfter('write', 'spool/')],
    ['A08 before it is stored', killsBefore('mkdir', 'objects')],
    ['A09 before the temporary file has its name', killsBefore('rename', 'objects/')],
    ['A10 before it is recorded', killsAfter('rename', 'objects/')],
    ['A10 before the ledger knows', killsBefore('appendFile', 'ledger.log')],
    ['A10 before what was kept is removed', killsBefore('rm', 'spool/')],
  ] as const)('%s', async ([, failpoint], { world }) => {
    world.openai.next.answersPlainJson(aTinyImage())
    await world.launch({ failpoints: [failpoint] })
    const id = world.ask()
    await world.died()

    await world.launch()
    expect(await world.becomes(id, 'done')).toMatchObject({
      parts: [{ image: { width: 16 } }],
      bill: { cost: { amount: expect.any(Number), source: 'computed' } },
    })
    await world.rest()
    expect(world.openai.paidRequests).toHaveLength(1)
    expect((await world.profile.objects()).map(({ bytes }) => bytes)).toEqual(aTinyImage().images)
    expect(await world.files('objects')).toHaveLength(1)
    expect(await world.files('spool')).toEqual([])
    expect(await world.ledgerLines()).toHaveLength(1)
  })
})

test('A11 killed before the upload is done: the image is shown, and the upload resumes', async ({ world }) => {
  world.openai.next.image(anImage())
  const upload = world.blob.next.stalls()
  await world.launch()
  const id = world.ask()
  await upload.stalled
  await world.becomes(id, 'done')
  await world.kill()

  await world.launch()
  await world.becomes(id, 'done', isUploaded)
  await world.rest()
  expect([...world.blob.blobs.values()].map(({ bytes }) => bytes)).toEqual(images(1))
})

test('A12 killed when the store had the image and its answer was lost: one blob, and its address is recorded', async ({
  world,
}) => {
  world.openai.next.image(anImage())
  const upload = world.blob.next.losesAnswer()
  await world.launch()
  const id = world.ask()
  await upload.over
  await world.kill()

  await world.launch()
  expect(await world.becomes(id, 'done', isUploaded)).toMatchObject({
    parts: [{ image: { upload: { url: world.blob.getUrl(`chat-images/${id}.png`) } } }],
  })
  await world.rest()
  expect([...world.blob.blobs.keys()]).toEqual([`chat-images/${id}.png`])
})

test('A13 killed before the page knew of the upload: it learns of it at the next start', async ({ world }) => {
  world.openai.next.image(anImage())
  world.hasPage = false
  await world.launch()
  const id = world.ask()
  await world.says(id, (state) => state.status === 'done' && isUploaded(state))
  await world.kill()

  world.hasPage = true
  await world.launch()
  expect(isUploaded(await world.becomes(id, 'done'))).toBe(true)
  await world.rest()
  expect(world.blob.uploads).toHaveLength(1)
})

describe('A15 killed in the middle of saving settings', () => {
  const calls = ['openSync', 'writeSync', 'fsyncSync', 'renameSync']
  const files = ['settings.json', 'secrets.json']
  test.for(files.flatMap((file) => calls.map((call) => [file, call] as const)))(
    'leaves %s as it was, at %s',
    async ([file, call], { world }) => {
      await world.launch()
      await world.life.ask({ ask: 'change-settings', theme: 'light', key: OPENAI_KEY })
      await world.restart({ failpoints: [killsBefore(call, file)] })
      void world.life.ask({ ask: 'change-settings', theme: 'dark', key: 'sk-the-other-key-0123456789' })
      await world.died()

      await world.launch()
      expect(await world.life.ask({ ask: 'read-settings' })).toMatchObject({
        // What was saved before this file stays saved.
        view: { settings: { theme: file === 'settings.json' ? 'light' : 'dark' } },
        account: { key: OPENAI_KEY },
      })
      expect((await world.files()).filter((name) => name.includes('.tmp'))).toEqual([])
    },
  )
})

test('A16 killed twenty times in a row while recovering: the same end as after one', async ({ world }) => {
  world.openai.next.answersPlainJson(aTinyImage())
  await world.launch({ failpoints: [killsAfter('write', 'spool/')] })
  const id = world.ask()
  await world.died()

  // Each session gets one file call further than the previous one.
  for (let nth = 1; nth <= 20; nth += 1) {
    const life = world.begin({ failpoints: [killsBefore('*', '', nth)] })
    await Promise.race([life.ended, life.ready.catch(() => undefined)])
    await world.kill()
  }

  await world.launch()
  expect(await world.becomes(id, 'done')).toMatchObject({ parts: [{ image: { width: 16 } }] })
  await world.rest()
  expect(world.openai.paidRequests).toHaveLength(1)
  expect(await world.files('objects')).toHaveLength(1)
})

function isUploaded(state: Extract<RunState, { status: 'done' }>): boolean {
  return listImages(state.parts).every(({ upload }) => upload.state === 'uploaded')
}

/** Fits into one network packet, so that the first part that is stored is the whole answer. */
function aTinyImage(): ReturnType<typeof anImage> {
  return { images: [tiny], previews: [] }
}

const tiny = noisyPng({ width: 16, height: 16 })
