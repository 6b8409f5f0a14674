import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChatId, MessageId, RunId } from '@shared/ids'
import type { Run } from '@shared/run'
import {
  aHash,
  aStoredImage,
  allRows,
  anImageRun,
  aTextRun,
  DEFAULT_SEND,
  doneState,
  openPage,
} from '../../../../../tests/support/page/chat-page'

const done = anImageRun(doneState(aStoredImage()), 3)
const running = anImageRun({ status: 'running', startedAt: 2_000 }, 2)
const queued = anImageRun({ status: 'queued' }, 1)
const uploaded = anImageRun(
  doneState(
    aStoredImage({ upload: { state: 'uploaded', url: 'https://store1.public.blob.vercel-storage.com/a.png' } }),
  ),
  4,
)

test('a snapshot applied twice changes nothing', async () => {
  const { bridge, database, rest } = openPage()
  bridge.emit('run.changed', done)
  await rest()
  const once = await allRows(database)

  bridge.emit('run.changed', done)
  await rest()
  expect(await allRows(database)).toEqual(once)
})

test('an older snapshot never overwrites a newer one', async () => {
  const { bridge, chat, database, rest } = openPage()
  bridge.emit('run.changed', uploaded)
  bridge.emit('run.changed', done)
  bridge.emit('run.changed', running)
  await rest()

  expect((await allRows(database)).attachments).toEqual([
    {
      id: 'run:0',
      hash: aHash('a'),
      format: 'png',
      mime: 'image/png',
      width: 1024,
      height: 1024,
      bytes: 1_500_000,
      createdAt: 3_000,
      uploadState: 'uploaded',
      url: 'https://store1.public.blob.vercel-storage.com/a.png',
    },
  ])
  expect(await database.messages.get('run' as MessageId)).toMatchObject({ status: 'done', revision: 4 })
  expect(chat.getState().running.size).toBe(0)
})

test('an older snapshot never overwrites a newer one of an earlier page', async () => {
  const first = openPage()
  first.bridge.emit('run.changed', uploaded)
  await first.rest()
  const before = await allRows(first.database)

  const second = openPage({ name: first.database.name, runs: [done] })
  await second.rest()
  expect(await allRows(second.database)).toEqual(before)
})

test('an answer without rows is adopted into its chat', async () => {
  const { chat, database, rest } = openPage({ runs: [done] })
  await rest()

  expect(await database.chats.toArray()).toMatchObject([{ id: 'chat', title: 'A lighthouse' }])
  expect(await database.messages.get('question' as MessageId)).toMatchObject({ role: 'user', text: 'A lighthouse' })
  await chat.getState().openChat('chat' as ChatId)
  expect([...chat.getState().messages.values()]).toMatchObject([
    { id: 'question' },
    { id: 'run', status: 'done', parts: [{ type: 'image', image: aStoredImage() }] },
  ])
})

test('a running answer of another window appears in the chat that is open here', async () => {
  const { bridge, chat, rest } = openPage({ runs: [done] })
  await rest()
  await chat.getState().openChat('chat' as ChatId)
  const id = 'elsewhere' as RunId

  bridge.emit('run.changed', { ...queued, id })
  await rest()
  expect(chat.getState().messages.get(id)).toMatchObject({ status: 'streaming' })

  bridge.emit('run.changed', { ...done, id })
  expect(chat.getState().messages.get(id)).toMatchObject({ status: 'done' })
})

test('a deleted chat is not resurrected', async () => {
  const { bridge, chat, database, rest } = openPage({ runs: [running] })
  await rest()
  chat.getState().deleteChat('chat' as ChatId)
  await rest()

  bridge.emit('run.changed', done)
  await rest()

  expect(chat.getState().chats).toEqual([])
  expect(await database.chats.get('chat' as ChatId)).toMatchObject({ deletedAt: 5_000 })
  expect(await database.attachments.count()).toBe(1)
  expect(bridge.listInputs('runs.acknowledge')).toEqual([{ id: 'run', revision: 3 }])
})

test('a deleted chat is not resurrected by an answer that the next page learns of', async () => {
  const first = openPage({ runs: [done] })
  await first.rest()
  first.chat.getState().deleteChat('chat' as ChatId)
  await first.rest()

  const late = { ...done, id: 'late' as RunId }
  const second = openPage({ name: first.database.name, runs: [late] })
  await second.rest()

  expect(second.chat.getState().chats).toEqual([])
  expect(await second.database.messageAttachments.toArray()).toHaveLength(2)
  expect(second.bridge.listInputs('runs.acknowledge')).toEqual([{ id: 'late', revision: 3 }])
})

test('main hears of a settled answer only after it is written down', async () => {
  const { bridge, database, rest } = openPage()
  const written: unknown[] = []
  bridge.answer('runs.acknowledge', async () => void written.push(await database.messages.get('run' as MessageId)))

  bridge.emit('run.changed', running)
  await rest()
  expect(bridge.listInputs('runs.acknowledge')).toEqual([])

  bridge.emit('run.changed', done)
  bridge.emit('run.changed', uploaded)
  await rest()
  expect(bridge.listInputs('runs.acknowledge').at(-1)).toEqual({ id: 'run', revision: 4 })
  expect(written.at(-1)).toMatchObject({ status: 'done', revision: 4 })
})

test('an answer that was written but not acknowledged is acknowledged by the next page', async () => {
  const first = openPage({ runs: [done] })
  await first.rest()
  const second = openPage({ name: first.database.name, runs: [done] })
  await second.rest()
  expect(second.bridge.listInputs('runs.acknowledge')).toEqual([{ id: 'run', revision: 3 }])
})

test('a full disk leaves the screen alone, and the answer is written and acknowledged once there is space', async () => {
  const { bridge, chat, database, schedule, rest } = openPage()
  chat.getState().send(DEFAULT_SEND)
  await rest()
  const start = bridge.listInputs('runs.start')[0] as Run
  const refuse = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  database.messages.hook('updating', refuse)

  bridge.emit('run.changed', { ...done, id: start.id, place: start.place })
  await rest()
  expect(chat.getState().messages.get(start.id)).toMatchObject({ status: 'done' })
  expect(chat.getState().dataProblem).toBe('unavailable')
  expect(bridge.listInputs('runs.acknowledge')).toEqual([])
  expect(await database.attachments.count()).toBe(0)

  database.messages.hook('updating').unsubscribe(refuse)
  schedule.elapse()
  await rest()
  expect(await database.messages.get(start.id)).toMatchObject({ status: 'done' })
  expect(chat.getState().dataProblem).toBeUndefined()
  expect(bridge.listInputs('runs.acknowledge')).toEqual([{ id: start.id, revision: 3 }])
})

test('what happens before the database is open is written once it is', async () => {
  const { bridge, chat, database, rest } = openPage({ idle: true })
  chat.start(new Promise(() => undefined))
  bridge.emit('run.changed', queued)
  bridge.emit('run.changed', running)
  bridge.emit('run.changed', done)
  await rest()
  expect(await database.messages.get('run' as MessageId)).toMatchObject({ status: 'done', revision: 3 })
})

test('a placeholder without a run becomes a failure', async () => {
  const first = openPage({ runs: [running] })
  await first.rest()
  expect(await first.database.messages.get('run' as MessageId)).toMatchObject({ status: 'streaming' })

  const second = openPage({ name: first.database.name })
  await second.rest()
  const failure = { code: 'run-lost', charge: 'unknown', at: 5_000 }
  expect(await second.database.messages.get('run' as MessageId)).toMatchObject({ status: 'failed', failure })
  expect(await second.database.messages.where('unsettled').equals(1).count()).toBe(0)
})

test('a placeholder with a living run goes on', async () => {
  const first = openPage({ runs: [running] })
  await first.rest()
  const second = openPage({ name: first.database.name, runs: [running] })
  second.bridge.answer('runs.list', () => [running])
  await second.rest()
  expect(await second.database.messages.get('run' as MessageId)).toMatchObject({ status: 'streaming' })
})

test('an answer taken for lost comes back when main speaks of it', async () => {
  const first = openPage({ runs: [running] })
  await first.rest()
  const second = openPage({ name: first.database.name })
  await second.rest()

  second.bridge.emit('run.changed', running)
  await second.rest()
  expect(await second.database.messages.get('run' as MessageId)).toMatchObject({ status: 'streaming', unsettled: 1 })

  second.bridge.emit('run.changed', done)
  await second.rest()
  const row = await second.database.messages.get('run' as MessageId)
  expect(row).toMatchObject({ status: 'done', revision: 3 })
  expect(row).not.toHaveProperty('failure')
})

test('images of an answer come in the order of the answer', async () => {
  const images = ['c', 'a', 'b'].map((digit, index) =>
    aStoredImage({ attachmentId: `run:${9 - index}` as never, hash: aHash(digit) }),
  )
  const { chat, rest } = openPage({ runs: [anImageRun(doneState(...images), 3)] })
  await rest()
  await chat.getState().openChat('chat' as ChatId)
  expect(chat.getState().messages.get('run' as MessageId)).toMatchObject({
    parts: images.map((image) => ({ type: 'image', image })),
  })
})

test('a text answer with images has them when its chat is opened again, in its order', async () => {
  const parts = [
    { type: 'text', text: 'Here it is:' },
    { type: 'image', image: aStoredImage() },
  ] as const
  const page = openPage({ runs: [aTextRun({ ...doneState(), parts }, 3)] })
  await page.rest()
  await page.chat.getState().openChat('chat' as ChatId)
  expect(page.chat.getState().messages.get('run' as MessageId)).toMatchObject({ parts })
})

test('no row holds bytes', async () => {
  const preview = { index: 1, image: aStoredImage({ hash: aHash('e') }) }
  const failed = anImageRun(
    {
      status: 'failed',
      finishedAt: 9,
      failure: { code: 'timed-out', charge: 'unknown', at: 9 },
      salvage: preview,
      parts: [],
    },
    7,
    { id: 'other' as RunId },
  )
  const { chat, database, rest } = openPage({ runs: [done, failed] })
  chat.getState().send(DEFAULT_SEND)
  await rest()

  const values = listLeaves(await allRows(database))
  expect(values.length).toBeGreaterThan(40)
  expect(values.filter((value) => typeof value === 'object' && value !== null)).toEqual([])
  // The longest legitimate value is a hash of 64 digits; a base64 image has thousands of characters without a space.
  expect(values.filter((value) => typeof value === 'string' && /^data:|\S{65}/.test(value))).toEqual([])
})

/** Every nested value that isn't a plain object or array. */
function listLeaves(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(listLeaves)
  if (Object.getPrototypeOf(value ?? 0) === Object.prototype) return Object.values(value as object).flatMap(listLeaves)
  return [value]
}

test('any repetition and order of snapshots ends in the same rows', { timeout: 60_000 }, async () => {
  const preview = { index: 0, image: aStoredImage({ hash: aHash('f') }) }
  const failed = { code: 'connection-lost', charge: 'unknown', at: 8 } as const
  const uploading = aStoredImage({ upload: { state: 'uploading' } })
  const half = [
    { type: 'reasoning', text: 'hm' },
    { type: 'text', text: 'half' },
  ] as const
  const histories: readonly (readonly Run[])[] = [
    [queued, running, done, anImageRun(doneState(uploading), 4), { ...uploaded, revision: 5 }],
    [queued, anImageRun({ status: 'running', startedAt: 2, preview }, 2), running],
    [
      queued,
      anImageRun({ status: 'running', startedAt: 2, preview }, 2),
      anImageRun({ status: 'failed', finishedAt: 8, failure: failed, salvage: preview, parts: [] }, 3, {
        requestId: 'req',
      }),
    ],
    [queued, anImageRun({ status: 'cancelled', finishedAt: 8, charge: 'unknown', parts: half }, 6)],
  ]
  const orders = fc.constantFrom(...histories).chain((history) =>
    fc
      .array(fc.constantFrom(...history), { maxLength: 6 })
      // Each at least once, in any order, with any repetition, before and after a reload.
      .chain((more) => fc.tuple(shuffled([...history, ...more]), fc.nat(history.length + more.length)))
      .map(([order, reloadAt]) => ({ history, order, reloadAt })),
  )
  await fc.assert(
    fc.asyncProperty(orders, async ({ history, order, reloadAt }) => {
      const expected = await rowsAfter([history])
      const actual = await rowsAfter([order.slice(0, reloadAt), order.slice(reloadAt)])
      expect(actual).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

function shuffled(runs: readonly Run[]): fc.Arbitrary<readonly Run[]> {
  return fc.shuffledSubarray([...runs.keys()], { minLength: runs.length }).map((order) => order.map((at) => runs[at]!))
}

/** Feeds each page its share, one page after the other. Main still has the run when any of them asks. */
async function rowsAfter(shares: readonly (readonly Run[])[]): Promise<unknown> {
  let name: string | undefined
  let rows: unknown
  const known = shares.flat().slice(0, 1)
  for (const share of shares) {
    const page = openPage({ name })
    page.bridge.answer('runs.list', () => known)
    for (const run of share) page.bridge.emit('run.changed', run)
    await page.rest()
    name = page.database.name
    rows = await allRows(page.database)
    page.database.close()
  }
  return rows
}
