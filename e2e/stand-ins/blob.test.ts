import {
  BlobAccessError,
  BlobNotFoundError,
  BlobServiceRateLimited,
  del,
  head,
  list,
  put,
  type PutCommandOptions,
} from '@vercel/blob'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BLOB_TOKEN, BlobStandIn } from './blob'
import { soundPng } from './images'

const before = { ...process.env }
const pathname = 'chat-images/0b7c8a1e-6d0b-4a5f-9d57-0d3c5c0e1f2a.png'
const token = { token: BLOB_TOKEN }
const options: PutCommandOptions = { access: 'public', ...token, contentType: 'image/png' }
const url = `https://standin4canary.public.blob.vercel-storage.com/${pathname}`

let store: BlobStandIn

beforeEach(async () => {
  store = await BlobStandIn.start()
  process.env.VERCEL_BLOB_API_URL = store.apiUrl
  process.env.VERCEL_BLOB_RETRIES = '0'
})
afterEach(async () => {
  process.env = { ...before }
  await store.stop()
})

test('put stores the bytes and answers with their real address', async () => {
  const result = await put(pathname, soundPng(), options)

  expect(result).toEqual({
    url,
    downloadUrl: `${url}?download=1`,
    pathname,
    contentType: 'image/png',
    contentDisposition: 'inline; filename="0b7c8a1e-6d0b-4a5f-9d57-0d3c5c0e1f2a.png"',
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/) as string,
  })
  expect(store.blobs.get(pathname)?.bytes.equals(soundPng())).toBe(true)
  expect(store.uploads[0]?.headers).toMatchObject({
    authorization: `Bearer ${BLOB_TOKEN}`,
    'x-api-version': '12',
    'x-vercel-blob-access': 'public',
  })
})

test('using the same name twice requires permission to overwrite', async () => {
  await put(pathname, 'one', options)

  await expect(put(pathname, 'two', options)).rejects.toThrow('already exists')
  await put(pathname, 'two', { ...options, allowOverwrite: true })
  expect(store.blobs.get(pathname)?.bytes.toString()).toBe('two')
})

test('an upload must name the store’s access', async () => {
  store.access = 'private'

  await expect(put(pathname, 'one', options)).rejects.toThrow('Cannot use public access on a private store.')
})

test('an upload can be looked up, listed and deleted', async () => {
  await put(pathname, 'one', options)

  expect(await head(url, token)).toMatchObject({ url, size: 3, contentType: 'image/png' })
  expect((await list({ ...token, prefix: 'chat-images/' })).blobs.map((blob) => blob.pathname)).toEqual([pathname])
  await del(url, token)
  await expect(head(url, token)).rejects.toBeInstanceOf(BlobNotFoundError)
})

test('a long list is split into pages', async () => {
  await put('chat-images/a.png', 'a', options)
  await put('chat-images/b.png', 'b', options)

  const first = await list({ ...token, limit: 1 })
  const second = await list({ ...token, limit: 1, cursor: first.cursor })

  expect([first.hasMore, second.hasMore]).toEqual([true, false])
  expect([...first.blobs, ...second.blobs].map((blob) => blob.pathname)).toEqual([
    'chat-images/a.png',
    'chat-images/b.png',
  ])
})

test('any other token is refused', async () => {
  const stranger = { ...options, token: 'vercel_blob_rw_Other_secret' }

  await expect(put(pathname, 'one', stranger)).rejects.toBeInstanceOf(BlobAccessError)
})

test('failures are those the SDK knows', async () => {
  store.next.isBusy(5)
  store.next.fails({ status: 403, code: 'forbidden' })
  store.next.isDown()
  store.next.resetsConnection()

  await expect(put(pathname, 'one', options)).rejects.toBeInstanceOf(BlobServiceRateLimited)
  await expect(put(pathname, 'one', options)).rejects.toBeInstanceOf(BlobAccessError)
  await expect(put(pathname, 'one', options)).rejects.toThrow('Unknown error')
  await expect(put(pathname, 'one', options)).rejects.toThrow('fetch failed')
  expect(store.blobs.size).toBe(0)
})

test('a store that is down stays down until it recovers', async () => {
  store.always.isDown()

  await expect(put(pathname, 'one', options)).rejects.toThrow('Unknown error')
  await expect(put(pathname, 'one', options)).rejects.toThrow('Unknown error')
  store.recovers()
  await expect(put(pathname, 'one', options)).resolves.toHaveProperty('url', url)
})

test('a stalled upload is stored once it continues', async () => {
  const answer = store.next.stalls()
  const upload = put(pathname, 'one', options)

  await answer.stalled
  expect(store.blobs.size).toBe(0)
  answer.continue()

  await expect(upload).resolves.toHaveProperty('pathname', pathname)
})

test('a lost answer leaves the blob in the store', async () => {
  store.next.losesAnswer()

  await expect(put(pathname, 'one', options)).rejects.toThrow('fetch failed')
  expect(store.blobs.get(pathname)?.bytes.toString()).toBe('one')
})

test('a junk answer is not an upload', async () => {
  store.next.answersJunk()

  expect((await put(pathname, 'one', options)).url).toBeUndefined()
  expect(store.blobs.size).toBe(0)
})
