import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect } from 'vitest'
import { createAttachmentId, createId, type AttachmentId, type MessageId } from '@shared/ids'
import type { Upload } from '@shared/answer'
import { BLOB_TOKEN, BlobStandIn } from '../../../e2e/stand-ins/blob'
import { soundPng } from '../../../e2e/stand-ins/images'
import { test } from '../../../tests/support/main/test-folder'
import { ObjectStore } from '../objects/object-store'
import { BlobClient } from './blob-client'
import { blobPathname, Uploads, type UploadOrder } from './outbox'

const image = soundPng({ width: 32, height: 32 })
let store: BlobStandIn

beforeEach(async () => {
  store = await BlobStandIn.start()
  process.env['VERCEL_BLOB_API_URL'] = store.apiUrl
})

afterEach(async () => {
  delete process.env['VERCEL_BLOB_API_URL']
  await store.stop()
})

test('an image is uploaded byte for byte, and its order is deleted', async ({ folder }) => {
  const outbox = await Outbox.open(folder)
  const order = await outbox.order()
  await outbox.uploads.enqueue(order)
  await outbox.until(order.attachmentId, 'uploaded')
  expect(store.uploads.map(({ query, body }) => ({ pathname: query['pathname'], bytes: body }))).toEqual([
    { pathname: order.pathname, bytes: image },
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

test('an upload to an unreachable store can be retried by hand, and then works', async ({ folder }) => {
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

test('orders left over from the last session are uploaded at the next start', async ({ folder }) => {
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

test('D05 a refused token is tried once, not for every image, and all go on once the store takes one', async ({
  folder,
}) => {
  const account = { token: 'vercel_blob_rw_wrong_token', access: 'public' as const }
  const outbox = await Outbox.open(folder, account)
  const [first, ...others] = await Promise.all(Array.from({ length: 6 }, () => outbox.order()))
  await outbox.uploads.enqueue(first!)
  await outbox.until(first!.attachmentId, 'failed')
  for (const order of others) await outbox.uploads.enqueue(order)
  for (const { attachmentId } of others)
    expect(await outbox.until(attachmentId, 'failed')).toEqual({ state: 'failed', reason: 'refused' })
  expect(outbox.begun).toBe(1)
  expect(outbox.reports).toHaveLength(1)

  // The store accepts the account again, which hasn't changed, and the user retries one upload.
  store.token = account.token
  outbox.uploads.retry(others[0]!.attachmentId)
  for (const { attachmentId } of [first!, ...others]) await outbox.until(attachmentId, 'uploaded')
  expect(store.blobs.size).toBe(6)
})

test('an upload whose answer was lost is repeated: the same bytes go to the same place', async ({ folder }) => {
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

test('an answer that makes no sense does not count as an upload', async ({ folder }) => {
  store.next.answersJunk()
  const outbox = await Outbox.open(folder)
  const order = await outbox.order()
  await outbox.uploads.enqueue(order)
  expect(await outbox.until(order.attachmentId, 'failed')).toMatchObject({ reason: 'store-failed' })
  outbox.uploads.stop()
})

test('a busy store says how long to wait, and Easel waits', async ({ folder }) => {
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

describe('automatic retries', () => {
  test('wait longer and longer, up to a quarter of an hour, and never give up', async ({ folder }) => {
    store.always.isDown()
    const outbox = await Outbox.open(folder)
    const order = await outbox.order()
    await outbox.uploads.enqueue(order)
    for (let round = 0; round < 11; round += 1) {
      await outbox.untilResting(1)
      outbox.passTime()
    }
    await outbox.untilResting(1)

    // With the jitter at its midpoint: three quarters of 5 s, 10 s, 20 s …
    expect(outbox.rests.map(({ ms }) => ms / 1000)).toEqual([3.75, 7.5, 15, 30, 60, 120, 240, 480, 675, 675, 675, 675])
    store.recovers()
    outbox.passTime()
    await outbox.until(order.attachmentId, 'uploaded')
    expect(outbox.states(order.attachmentId).slice(0, 4)).toEqual(['failed', 'uploading', 'failed', 'uploading'])
  })

  test.for([
    ['an absurd time', '999999999', 3600],
    ['a time that is no number', 'Wed, 21 Oct 2099 07:28:00 GMT', 3.75],
    ['less than our own patience', '1', 3.75],
  ] as const)('a store that asks for %s causes no storm', async ([, retryAfter, seconds], { folder }) => {
    store.always.fails({ status: 429, code: 'rate_limited', headers: { 'retry-after': retryAfter } })
    const outbox = await Outbox.open(folder)
    await outbox.uploads.enqueue(await outbox.order())
    await outbox.untilResting(1)

    expect(outbox.rests.map(({ ms }) => ms / 1000)).toEqual([seconds])
    expect(store.uploads).toHaveLength(1)
  })

  test('stop when told to', async ({ folder }) => {
    store.always.isDown()
    const outbox = await Outbox.open(folder)
    await outbox.uploads.enqueue(await outbox.order())
    await outbox.untilResting(1)
    outbox.uploads.stop()

    expect(outbox.resting()).toEqual([])
    outbox.uploads.accountChanged()
    expect(store.uploads).toHaveLength(1)
  })
})

describe('many at once', () => {
  test('are sent two at a time, also after the account has changed', async ({ folder }) => {
    const account = { token: 'vercel_blob_rw_wrong_token' }
    const outbox = await Outbox.open(folder, account)
    const orders = await Promise.all(Array.from({ length: 7 }, () => outbox.order()))
    for (const order of orders) await outbox.uploads.enqueue(order)
    await Promise.all(orders.map(({ attachmentId }) => outbox.until(attachmentId, 'failed')))

    account.token = BLOB_TOKEN
    outbox.uploads.accountChanged()
    await Promise.all(orders.map(({ attachmentId }) => outbox.until(attachmentId, 'uploaded')))
    expect(outbox.mostAtOnce).toBeLessThanOrEqual(2)
    expect(store.blobs.size).toBe(7)
  })

  test('D03 stalled uploads free their slots at the deadline, and the others continue', async ({ folder }) => {
    const stalled = [store.next.stalls(), store.next.stalls()]
    const outbox = await Outbox.open(folder, undefined, new BlobClient({ deadlineMs: 400 }))
    const orders = await Promise.all(Array.from({ length: 3 }, () => outbox.order()))
    for (const order of orders) await outbox.uploads.enqueue(order)

    await outbox.until(orders[2]!.attachmentId, 'uploaded')
    await Promise.all(stalled.map(({ abandoned }) => abandoned))
    await outbox.untilResting(2)
    expect(outbox.mostAtOnce).toBe(2)
    outbox.uploads.stop()
  })

  test('and the same one twice is sent once', async ({ folder }) => {
    const outbox = await Outbox.open(folder)
    const order = await outbox.order()
    await Promise.all([outbox.uploads.enqueue(order), outbox.uploads.enqueue(order)])
    await outbox.until(order.attachmentId, 'uploaded')
    await outbox.untilEmpty()
    expect(outbox.begun).toBe(1)
  })
})

test('a change of settings that are not about Blob starts no upload', async ({ folder }) => {
  store.always.isDown()
  const outbox = await Outbox.open(folder)
  const order = await outbox.order()
  await outbox.uploads.enqueue(order)
  await outbox.untilResting(1)
  outbox.uploads.accountChanged()
  expect(outbox.states(order.attachmentId)).toEqual(['failed'])
  expect(outbox.resting()).toHaveLength(1)
})

test('an upload whose result could not be recorded is repeated, and then forgotten', async ({ folder }) => {
  const outbox = await Outbox.open(folder)
  const order = await outbox.order()
  outbox.refuseNews = new Error('disk full')
  await outbox.uploads.enqueue(order)
  await outbox.untilResting(1)
  expect(await readdir(join(folder, 'outbox'))).toHaveLength(1)

  outbox.refuseNews = undefined
  outbox.passTime()
  await outbox.until(order.attachmentId, 'uploaded')
  await outbox.untilEmpty()
  expect(store.uploads).toHaveLength(2)
})

test('an image that is missing on the disk waits for the user', async ({ folder }) => {
  const outbox = await Outbox.open(folder)
  const order = await outbox.order()
  await outbox.objects.remove(order.hash)
  await outbox.uploads.enqueue(order)
  expect(await outbox.until(order.attachmentId, 'failed')).toEqual({ state: 'failed', reason: 'file-missing' })
  expect(store.requests).toEqual([])
})

test('an order that cannot be read is reported and does not stop the others', async ({ folder }) => {
  const before = await Outbox.open(folder, { token: 'vercel_blob_rw_wrong_token' })
  const order = await before.order()
  await before.uploads.enqueue(order)
  await before.until(order.attachmentId, 'failed')
  await writeFile(join(folder, 'outbox', 'broken.json'), '{"hash":')

  const after = await Outbox.open(folder)
  await after.uploads.start()
  await after.until(order.attachmentId, 'uploaded')
  expect(after.reports).toEqual(['the upload order broken.json cannot be read'])
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
  /** Every wait that was started, in order. */
  readonly rests: { readonly ms: number; readonly action: () => void; isOver: boolean }[] = []
  readonly reports: string[] = []
  mostAtOnce = 0
  /** The number of uploads started. */
  begun = 0
  /** While set, recording a finished upload fails. */
  refuseNews: Error | undefined

  private constructor(
    readonly folder: string,
    readonly objects: ObjectStore,
    account: { token?: string; access?: 'public' },
    client: BlobClient,
  ) {
    let atOnce = 0
    this.uploads = new Uploads({
      directory: join(folder, 'outbox'),
      objects,
      client: {
        put: (...order) => {
          atOnce += 1
          this.begun += 1
          this.mostAtOnce = Math.max(this.mostAtOnce, atOnce)
          return client.put(...order).finally(() => (atOnce -= 1))
        },
      },
      account: () => ({ access: 'public', ...account }),
      now: () => NOW,
      random: () => 0.5,
      schedule: (action, ms) => {
        const rest = { ms, action, isOver: false }
        this.rests.push(rest)
        for (const check of this.#watchers) check()
        return () => (rest.isOver = true)
      },
      onChanged: async (id, upload) => {
        if (this.refuseNews && upload.state === 'uploaded') throw this.refuseNews
        this.#told.push({ id, upload })
        for (const check of this.#watchers) check()
      },
      report: (what) => void this.reports.push(what),
    })
  }

  resting(): readonly unknown[] {
    return this.rests.filter(({ isOver }) => !isOver)
  }

  /** Ends all waits now. */
  passTime(): void {
    for (const rest of this.rests.filter(({ isOver }) => !isOver)) {
      rest.isOver = true
      rest.action()
    }
  }

  untilResting(count: number): Promise<void> {
    return this.#when(() => (this.resting().length === count ? true : undefined)).then(() => undefined)
  }

  static async open(
    folder: string,
    account: { token?: string } = { token: BLOB_TOKEN },
    client = new BlobClient(),
  ): Promise<Outbox> {
    return new Outbox(folder, new ObjectStore({ directory: join(folder, 'objects') }), account, client)
  }

  async order(): Promise<UploadOrder> {
    const { hash } = await this.objects.put(image)
    const id = createId<MessageId>()
    return {
      attachmentId: createAttachmentId(id, 0),
      hash,
      pathname: blobPathname(id, 0, 'png'),
      contentType: 'image/png',
    }
  }

  states(id: AttachmentId): Upload['state'][] {
    return this.#told.filter((told) => told.id === id).map(({ upload }) => upload.state)
  }

  until(id: AttachmentId, state: Upload['state']): Promise<Upload> {
    return this.#when(() => {
      const upload = this.#told.findLast((told) => told.id === id)?.upload
      return upload?.state === state ? upload : undefined
    })
  }

  #when<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const check = (): void => {
        const seen = look()
        if (seen === undefined) return
        this.#watchers.delete(check)
        resolve(seen)
      }
      this.#watchers.add(check)
      check()
    })
  }

  async untilEmpty(): Promise<void> {
    await expect.poll(() => readdir(join(this.folder, 'outbox'))).toEqual([])
  }
}
