import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { ChatId, MessageId, ObjectHash } from '@shared/ids'
import type { ImageFile } from '@shared/request'
import { createClient } from '@/bridge/client'
import { FakeBridge } from '../../../../../tests/support/page/fake-bridge'
import { FakeArchive } from '../../../../../tests/support/page/fake-archive'
import { EaselDatabase } from '@/data/database'
import { openData, type Data } from '@/data'
import { adoptImages, type Adopted } from './adopt-images'
import { createAnswer, createChat, createQuestion } from './apply-run'
import { toExchangeRows } from './mapping'
import { aHash, allRows, anImageRun, aStoredImage, doneState } from '../../../../../tests/support/page/chat-page'

let profiles = 0

/** A profile with these images on disk. */
class Profile {
  readonly bridge = new FakeBridge()
  readonly archive = new FakeArchive()
  readonly database: EaselDatabase
  data!: Data
  whenQuiet = (): Promise<void> => Promise.resolve()
  #ids = 0

  constructor(readonly hashes: readonly ObjectHash[]) {
    this.database = new EaselDatabase(`adoption-${(profiles += 1)}`)
    this.bridge.answer('images.list', ({ shard }) => {
      const next = shard < 255 ? shard + 1 : null
      return { hashes: hashes.filter((hash) => Number.parseInt(hash.slice(0, 2), 16) === shard), next, until: 4_000 }
    })
    this.bridge.answer('images.describe', makeImageFile)
  }

  async open(): Promise<this> {
    const timers = new Set<() => void>()
    this.data = await openData(undefined, this.database, {
      copy: this.archive,
      after: (_delayMs, callback) => {
        timers.add(callback)
        return () => timers.delete(callback)
      },
      onRestored: () => undefined,
    })
    for (const callback of timers) callback()
    await this.data.archived()
    return this
  }

  adopt(): Promise<Adopted> {
    return adoptImages({
      client: createClient(this.bridge),
      data: this.data,
      now: () => 5_000,
      createId: <Id extends ChatId | MessageId>() => `new-${(this.#ids += 1)}` as Id,
      atMost: 20,
      whenQuiet: this.whenQuiet,
      words: { title: 'Recovered images', explanation: 'Found on this computer.' },
    })
  }

  record(run = anImageRun(doneState(aStoredImage()), 5)) {
    return this.data.exchanges.record(
      toExchangeRows({ chat: createChat(run), question: createQuestion(run), answer: createAnswer(run) }),
    )
  }
}

function makeImageFile(hash: ObjectHash): ImageFile {
  return { hash, format: 'png', width: 20, height: 12, bytes: 400 }
}

const [ours, orphan] = [aHash('a'), aHash('b')] as const

test('an image that no conversation shows gets one', async () => {
  const profile = await new Profile([ours, orphan]).open()
  await profile.record()

  const { count, chatId } = await profile.adopt()
  expect(count).toBe(1)
  const rows = await allRows(profile.database)
  expect(rows.chats).toContainEqual(expect.objectContaining({ id: chatId, title: 'Recovered images' }))
  expect(rows.attachments).toContainEqual(expect.objectContaining({ hash: orphan, width: 20, uploadState: 'local' }))
  const records = await profile.data.messages.ofChat(chatId as ChatId)
  expect(records.map(({ row, images }) => `${row.role} ${row.status} ${images.length}`).toSorted()).toEqual([
    'assistant done 1',
    'user done 0',
  ])
})

test('looking again finds nothing new, also when it was never noted that somebody looked', async () => {
  const profile = await new Profile([ours, orphan]).open()
  await profile.adopt()
  const before = await allRows(profile.database)
  expect(await profile.data.images.lookedUntil()).toBe(4_000)
  await profile.data.images.setLookedUntil(0)
  expect(await profile.adopt()).toEqual({ count: 0 })
  expect(await allRows(profile.database)).toEqual(before)
})

test('the search waits for a pause before each folder, so that it holds up no reader', async () => {
  const profile = await new Profile([orphan]).open()
  let pauses = 0
  let asked = 0
  profile.whenQuiet = () => {
    pauses += 1
    return new Promise((resolve) => setTimeout(resolve))
  }
  profile.bridge.answer('images.list', ({ shard }) => {
    asked += 1
    expect(pauses).toBe(asked)
    return { hashes: [], next: shard < 4 ? shard + 1 : null, until: 4_000 }
  })
  await profile.adopt()
  expect(asked).toBe(5)
})

test('what was left of a failed answer is no image of its own', async () => {
  const profile = await new Profile([orphan]).open()
  const salvage = { index: 0, image: makeImageFile(orphan) }
  const failure = { code: 'app-stopped', charge: 'unknown', at: 3_000 } as const
  await profile.record(anImageRun({ status: 'failed', finishedAt: 3_000, failure, salvage, parts: [] }, 5))
  expect(await profile.adopt()).toEqual({ count: 0 })
})

test('an image of a run that main still holds is left to the run', async () => {
  const profile = await new Profile([ours, orphan]).open()
  const salvage = { index: 0, image: makeImageFile(orphan) }
  profile.bridge.answer('runs.list', () => [
    anImageRun(doneState(aStoredImage()), 5),
    anImageRun({ status: 'cancelled', finishedAt: 3_000, charge: 'unknown', salvage, parts: [] }, 5),
  ])
  expect(await profile.adopt()).toEqual({ count: 0 })
})

test('an image whose link was lost goes back to its own answer', async () => {
  const profile = await new Profile([ours]).open()
  await profile.record()
  const before = await allRows(profile.database)
  profile.archive.changes.push({
    table: 'messageAttachments',
    key: 'run/run:0',
    sequence: 8e15,
    schema: 2,
    row: null,
  })
  profile.data.close()
  await profile.open()
  expect(await profile.database.messageAttachments.count()).toBe(0)

  expect(await profile.adopt()).toEqual({ count: 0 })
  expect(await allRows(profile.database)).toEqual(before)
})

test('images of a chat that was deleted stay deleted, and later finds get a chat of their own', async () => {
  const profile = await new Profile([ours, orphan]).open()
  await profile.record()
  const first = await profile.adopt()
  for (const chat of await profile.data.chats.all()) await profile.data.chats.patch(chat, { deletedAt: 1 })
  await profile.data.images.setLookedUntil(0)
  expect(await profile.adopt()).toEqual({ count: 0 })

  profile.bridge.answer('images.list', () => ({ hashes: [aHash('c')], next: null, until: 4_000 }))
  const second = await profile.adopt()
  expect(second.count).toBe(1)
  expect(second.chatId).not.toBe(first.chatId)
})

test('nothing is adopted while rows may still come back', async () => {
  const profile = new Profile([orphan])
  profile.archive.isReachable = false
  await profile.open()
  expect(await profile.adopt()).toEqual({ count: 0 })
  expect(profile.bridge.listInputs('images.list')).toEqual([])
})

test('very many are taken up in portions, a start at a time', async () => {
  const many = Array.from({ length: 55 }, (_, index) => index.toString(16).padStart(4, '0').repeat(16) as ObjectHash)
  const profile = await new Profile(many).open()
  expect((await profile.adopt()).count).toBe(20)
  expect(await profile.data.images.lookedUntil()).toBe(0)
  expect((await profile.adopt()).count).toBe(20)
  expect((await profile.adopt()).count).toBe(15)
  expect((await profile.adopt()).count).toBe(0)
  expect(await profile.database.attachments.count()).toBe(55)
  expect(await profile.data.images.lookedUntil()).toBe(4_000)
})
