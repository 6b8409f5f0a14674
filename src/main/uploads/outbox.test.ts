import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { attachmentIdOf, createId, type AttachmentId, type MessageId } from '@shared/ids'
import type { Upload } from '@shared/run'
import { BLOB_TOKEN, BlobStandIn } from '../../../e2e/stand-ins/blob'
import { soundPng } from '../../../e2e/stand-ins/pictures'
import { test } from '../files/test-folder'
import { ObjectStore } from '../objects/object-store'
import { BlobClient } from './blob-client'
import { blobPathname, Uploads, type UploadOrder } from './outbox'

const picture = soundPng({ width: 32, height: 32 })
let store: BlobStandIn

beforeEach(async () => {
  store = await BlobStandIn.start()
  process.env['VERCEL_BLOB_API_URL'] = store.apiUrl
})

afterEach(async () => {
  delete process.env['VERCEL_BLOB_API_URL']
  await store.stop()
})

test('an image ends up in the store byte for byte, and its order is done with', async ({ folder }) => {
  const outbox = await Outbox.open(folder)
  const order = await outbox.order()
  await outbox.uploads.enqueue(order)
  await outbox.until(order.attachmentId, 'uploaded')
  expect(store.uploads.map(({ query, body }) => ({ pathname: query['pathname'], bytes: body }))).toEqual([
    { pathname: order.pathname, bytes: picture },
  ])
  await outbox.untilEmpty()
})

test('without a token nothing is sent and nothing waits', async ({ folder }) => {
  const outbox = await Outbox.open(folder, {})
  const order = await outbox.order()
  await outbox.uploads.enqueue(order)
  expect(outbox.states(order.attachmentId)).toEqual(['local'])
  expect(outbox.uploads.initial()).toEqual({ state: 'local' })
  expect(store.requests).toEqual([])
})

test('a store that is away is tried again by hand, and then it works', async ({ folder }) => {
  store.next.fails({ status: 500, code: 'unknown_error' })
  const outbox = await Outbox.open(folder)
  const order = await outbox.order()
  await outbox.uploads.enqueue(order)
  expect(await outbox.until(order.attachmentId, 'failed')).toMatchObject({
    reason: 'store-failed',
    retryAt: expect.any(Number),
  })
  outbox.uploads.retry(order.attachmentId)
  await outbox.until(order.attachmentId, 'uploaded')
  outbox.uploads.stop()
})

test('what was left over from the last session is uploaded at the next start', async ({ folder }) => {
  store.next.fails({ status: 500, code: 'unknown_error' })
  const before = await Outbox.open(folder)
  const order = await before.order()
  await before.uploads.enqueue(order)
  await before.until(order.attachmentId, 'failed')
  before.uploads.stop()

  const after = await Outbox.open(folder)
  await after.uploads.start()
  await after.until(order.attachmentId, 'uploaded')
})

test('a refused token pauses the upload until the account changes', async ({ folder }) => {
  const account = { token: 'vercel_blob_rw_wrong_token', access: 'public' as const }
  const outbox = await Outbox.open(folder, account)
  const order = await outbox.order()
  await outbox.uploads.enqueue(order)
  const failed = await outbox.until(order.attachmentId, 'failed')
  expect(failed).toEqual({ state: 'failed', reason: 'refused' })
  account.token = BLOB_TOKEN
  outbox.uploads.accountChanged()
  await outbox.until(order.attachmentId, 'uploaded')
})

test('an answer that lost its way heals: the same bytes go to the same place', async ({ folder }) => {
  store.next.losesAnswer()
  const outbox = await Outbox.open(folder)
  const order = await outbox.order()
  await outbox.uploads.enqueue(order)
  await outbox.until(order.attachmentId, 'failed')
  outbox.uploads.retry(order.attachmentId)
  await outbox.until(order.attachmentId, 'uploaded')
  expect(new Set(store.uploads.map(({ query }) => query['pathname']))).toEqual(new Set([order.pathname]))
  outbox.uploads.stop()
})

test('an answer that makes no sense is not taken for an upload', async ({ folder }) => {
  store.next.answersJunk()
  const outbox = await Outbox.open(folder)
  const order = await outbox.order()
  await outbox.uploads.enqueue(order)
  expect(await outbox.until(order.attachmentId, 'failed')).toMatchObject({ reason: 'store-failed' })
  outbox.uploads.stop()
})

test('a busy store says when to come back, and is obeyed', async ({ folder }) => {
  store.next.isBusy(120)
  const outbox = await Outbox.open(folder)
  const order = await outbox.order()
  await outbox.uploads.enqueue(order)
  expect(await outbox.until(order.attachmentId, 'failed')).toEqual({
    state: 'failed',
    reason: 'busy',
    retryAt: NOW + 120_000,
  })
  outbox.uploads.stop()
})

test('further images of an answer are numbered', () => {
  expect([0, 1, 2].map((index) => blobPathname('m', index, 'png'))).toEqual([
    'chat-images/m.png',
    'chat-images/m-2.png',
    'chat-images/m-3.png',
  ])
})

const NOW = 1_000_000

class Outbox {
  readonly #told: { id: AttachmentId; upload: Upload }[] = []
  readonly #watchers = new Set<() => void>()
  readonly uploads: Uploads

  private constructor(
    readonly folder: string,
    readonly objects: ObjectStore,
    account: { token?: string; access?: 'public' },
  ) {
    this.uploads = new Uploads({
      directory: join(folder, 'outbox'),
      objects,
      client: new BlobClient(),
      account: () => ({ access: 'public', ...account }),
      now: () => NOW,
      random: () => 0.5,
      onChanged: async (id, upload) => {
        this.#told.push({ id, upload })
        for (const check of this.#watchers) check()
      },
      report: () => undefined,
    })
  }

  static async open(folder: string, account: { token?: string } = { token: BLOB_TOKEN }): Promise<Outbox> {
    return new Outbox(folder, new ObjectStore({ directory: join(folder, 'objects') }), account)
  }

  async order(): Promise<UploadOrder> {
    const { hash } = await this.objects.put(picture)
    const id = createId<MessageId>()
    return {
      attachmentId: attachmentIdOf(id, 0),
      hash,
      pathname: blobPathname(id, 0, 'png'),
      contentType: 'image/png',
    }
  }

  states(id: AttachmentId): Upload['state'][] {
    return this.#told.filter((told) => told.id === id).map(({ upload }) => upload.state)
  }

  until(id: AttachmentId, state: Upload['state']): Promise<Upload> {
    return new Promise((resolve) => {
      const check = (): void => {
        const told = this.#told.findLast((candidate) => candidate.id === id)
        if (told?.upload.state !== state) return
        this.#watchers.delete(check)
        resolve(told.upload)
      }
      this.#watchers.add(check)
      check()
    })
  }

  async untilEmpty(): Promise<void> {
    await expect.poll(() => readdir(join(this.folder, 'outbox'))).toEqual([])
  }
}
