import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { BLOB_TOKEN, BlobStandIn } from '../../../e2e/stand-ins/blob'
import { BlobClient, UploadFailure, type BlobAccount } from './blob-client'

const account: BlobAccount = { token: BLOB_TOKEN, access: 'public' }
const bytes = Buffer.from('an image')
let store: BlobStandIn

beforeEach(async () => {
  store = await BlobStandIn.start()
  process.env['VERCEL_BLOB_API_URL'] = store.apiUrl
})

afterEach(async () => {
  delete process.env['VERCEL_BLOB_API_URL']
  await store.stop()
})

function put(pathname = 'chat-images/m.png', client = new BlobClient()): Promise<string> {
  return client.put(account, pathname, bytes, 'image/png')
}

/** Starts a server that responds to every upload like this until the test ends. */
async function answering(body: object): Promise<void> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  process.env['VERCEL_BLOB_API_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Returns the failure that an upload rejected with. */
async function catchFailure(upload: Promise<unknown>): Promise<UploadFailure> {
  const error = await upload.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof UploadFailure) return error
  throw error
}

test('the bytes are sent once, under our name, with our token and type, and may replace themselves', async () => {
  expect(await put()).toBe(store.getUrl('chat-images/m.png'))

  const [upload] = store.uploads
  expect(store.uploads).toHaveLength(1)
  expect(upload).toMatchObject({ query: { pathname: 'chat-images/m.png' }, body: bytes })
  expect(upload?.headers).toMatchObject({
    authorization: `Bearer ${BLOB_TOKEN}`,
    'x-content-type': 'image/png',
    'x-vercel-blob-access': 'public',
    'x-allow-overwrite': '1',
    'x-add-random-suffix': '0',
  })
})

test('an upload succeeds when the store forbids overwriting and already has the image', async () => {
  const there = await put()
  store.next.fails({
    status: 400,
    code: 'bad_request',
    message: 'This blob already exists, use `allowOverwrite: true`',
  })
  expect(await put()).toBe(there)
})

describe('failures are told apart, and nothing is repeated here', () => {
  test.each([
    ['a bad token', { status: 403, code: 'forbidden' }, 'refused'],
    ['a store that was removed', { status: 404, code: 'store_not_found' }, 'refused'],
    [
      'the wrong kind of store',
      { status: 400, code: 'bad_request', message: 'Cannot use public access on a private store.' },
      'wrong-access',
    ],
    ['a service that is away', { status: 503, code: 'service_unavailable' }, 'store-failed'],
    ['an unknown error', { status: 500, code: 'unknown_error' }, 'store-failed'],
    [
      'a file too large',
      { status: 400, code: 'file_too_large', message: 'the file length cannot be greater than 1' },
      'store-failed',
    ],
  ] as const)('%s', async (_name, failing, problem) => {
    store.next.fails(failing)
    expect(await catchFailure(put())).toMatchObject({ problem, retryAfterMs: undefined })
    expect(store.uploads).toHaveLength(1)
  })

  test('a suspended store, which another token will not fix', async () => {
    store.next.fails({ status: 403, code: 'store_suspended' })
    expect(await catchFailure(put())).toMatchObject({ problem: 'suspended' })
  })

  test('a busy store, with the wait it asks for', async () => {
    store.next.isBusy(7)
    expect(await catchFailure(put())).toMatchObject({ problem: 'busy', retryAfterMs: 7000 })
  })

  test('a busy store that answers with a date counts as giving no time', async () => {
    store.next.fails({ status: 429, code: 'rate_limited', headers: { 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT' } })
    expect(await catchFailure(put())).toMatchObject({ problem: 'busy', retryAfterMs: undefined })
  })

  test('a broken connection', async () => {
    store.next.resetsConnection()
    expect(await catchFailure(put())).toMatchObject({ problem: 'unreachable' })
    expect(store.uploads).toHaveLength(1)
  })

  test('an address where no server answers', async () => {
    process.env['VERCEL_BLOB_API_URL'] = 'http://127.0.0.1:1'
    expect(await catchFailure(put())).toMatchObject({ problem: 'unreachable' })
  })

  test('an invalid token', async () => {
    const upload = new BlobClient().put({ ...account, token: 'rubbish' }, 'chat-images/m.png', bytes, 'image/png')
    expect(await catchFailure(upload)).toMatchObject({ problem: 'refused' })
  })

  test('a page of a proxy instead of an error', async () => {
    store.next.isDown()
    expect(await catchFailure(put())).toMatchObject({ problem: 'store-failed' })
  })
})

describe('an address of the environment', () => {
  test.for([
    'localhost:3000',
    'http://blob.example',
    'rubbish',
    'https://u:p@blob.example',
    'https://blob.example?a=1',
  ])('that cannot be used (%s) stops the upload, and the token goes nowhere', async (address) => {
    process.env['VERCEL_BLOB_API_URL'] = address
    expect(await catchFailure(put())).toMatchObject({ problem: 'address-unusable' })
    expect(await catchFailure(new BlobClient().remove(account, 'm.png'))).toMatchObject({
      problem: 'address-unusable',
    })
  })

  test('is taken with quotes and white space around it', async () => {
    process.env['VERCEL_BLOB_API_URL'] = ` "${store.apiUrl}/"\n`
    expect(await put()).toBe(store.getUrl('chat-images/m.png'))
  })

  test('that is empty counts as none, and the second name is looked at', async () => {
    process.env['VERCEL_BLOB_API_URL'] = '  '
    process.env['NEXT_PUBLIC_VERCEL_BLOB_API_URL'] = 'rubbish'
    onTestFinished(() => void delete process.env['NEXT_PUBLIC_VERCEL_BLOB_API_URL'])
    expect(await catchFailure(put())).toMatchObject({ problem: 'address-unusable' })
  })
})

test('a stalled upload is aborted at its deadline', async () => {
  const stalled = store.next.stalls()
  expect(await catchFailure(put('chat-images/m.png', new BlobClient({ deadlineMs: 50 })))).toMatchObject({
    problem: 'unreachable',
  })
  await stalled.abandoned
})

describe('an answer that makes no sense does not count as an upload', () => {
  test.each([
    ['no address', 'nonsense'],
    ['another name', 'https://store.public.blob.vercel-storage.com/chat-images/other.png'],
    ['a name that only ends alike', 'https://store.public.blob.vercel-storage.com/evil-chat-images/m.png'],
    ['a script', 'javascript:alert(1)//chat-images/m.png'],
    ['an unencrypted address elsewhere', 'http://blob.example/chat-images/m.png'],
    ['a broken escape', 'https://blob.example/%E0%A4%A/chat-images/n.png'],
  ])('%s', async (_name, url) => {
    await answering({ url, downloadUrl: url, pathname: 'chat-images/m.png', contentType: 'image/png' })
    expect(await catchFailure(put())).toMatchObject({ problem: 'store-failed' })
  })

  test('nor does a response that is not one of this service', async () => {
    store.next.answersJunk()
    expect(await catchFailure(put())).toMatchObject({ problem: 'store-failed' })
  })
})

test('an unencrypted address on this machine is accepted from a stand-in on this machine', async () => {
  await answering({ url: 'http://127.0.0.1:9/chat-images/m.png' })
  expect(await put()).toBe('http://127.0.0.1:9/chat-images/m.png')
})

test('a file is deleted, also one that does not exist', async () => {
  await put('chat-images/x.txt')
  await new BlobClient().remove(account, 'chat-images/x.txt')
  await new BlobClient().remove(account, 'chat-images/x.txt')
  expect(store.blobs.size).toBe(0)
})
