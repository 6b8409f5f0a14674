import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ObjectHash } from '@shared/ids'
import { soundPng } from '../../../e2e/stand-ins/images'
import { test } from '../../../tests/support/main/test-folder'
import { ObjectStore } from '../objects/object-store'
import { StorageService } from './storage-service'

const first = soundPng({ width: 16, height: 16, seed: 1 })
const second = soundPng({ width: 16, height: 16, seed: 2 })
const copy = 'https://store1.public.blob.vercel-storage.com/chat-images/x.png'

test('the files on disk are counted', async ({ folder }) => {
  const { storage, objects } = open(folder)
  await objects.put(first)
  await objects.put(second)
  expect(await storage.view()).toMatchObject({
    folder,
    images: { count: 2, bytes: first.byteLength + second.byteLength },
    keptAnswers: { count: 0, bytes: 0 },
    waitingUploads: 3,
  })
})

test('an image whose bytes changed is found and set aside, and intact ones are left alone', async ({ folder }) => {
  const { storage, objects } = open(folder)
  const sound = await objects.put(first)
  const flipped = await objects.put(second)
  const { path } = (await objects.find(flipped.hash))!
  await flipBit(path)

  expect(await storage.verify()).toEqual({ checked: 2, damaged: [flipped.hash] })
  expect(await objects.find(flipped.hash)).toBeUndefined()
  expect(await readFile(`${path}.damaged`)).toHaveLength(second.byteLength)
  expect(await objects.find(sound.hash)).toBeDefined()
})

test('a damaged image comes back from Blob, byte for byte', async ({ folder }) => {
  const { storage, objects } = open(folder, second)
  const { hash } = await objects.put(second)
  await flipBit((await objects.find(hash))!.path)
  await storage.verify()
  expect(await storage.restore({ hash, url: copy })).toBe(true)
  expect(await objects.isSound(hash)).toBe(true)
})

test('a different image at the address of the copy is refused', async ({ folder }) => {
  const { storage, objects } = open(folder, first)
  const hash = createHash('sha256').update(second).digest('hex') as ObjectHash
  expect(await storage.restore({ hash, url: copy })).toBe(false)
  expect(await objects.find(createHash('sha256').update(first).digest('hex'))).toBeUndefined()
})

test('H12 only the user’s own store is asked, and no other server gets its token', async ({ folder }) => {
  const { storage, objects, fetched, tokens } = open(folder, first, 'vercel_blob_rw_Store1_secret')
  const hash = createHash('sha256').update(first).digest('hex') as ObjectHash
  for (const access of ['public', 'private']) {
    expect(await storage.restore({ hash, url: `https://evil.${access}.blob.vercel-storage.com/x.png` })).toBe(false)
  }
  expect(fetched).toEqual([])

  expect(await storage.restore({ hash, url: copy.replace('public', 'private') })).toBe(true)
  expect(tokens).toEqual(['Bearer vercel_blob_rw_Store1_secret'])
  await objects.setAside(hash)
  expect(await storage.restore({ hash, url: copy })).toBe(true)
  expect(tokens).toHaveLength(1)
})

test.for(['http://store1.public.blob.vercel-storage.com/x.png', 'https://evil.example/x.png', 'javascript:1', ''])(
  'H12 nothing is fetched from %s',
  async (url, { folder }) => {
    const { storage, fetched } = open(folder, first)
    const hash = createHash('sha256').update(first).digest('hex') as ObjectHash
    expect(await storage.restore({ hash, url })).toBe(false)
    expect(fetched).toEqual([])
  },
)

function open(folder: string, answer: Buffer = Buffer.alloc(0), token?: string) {
  const objects = new ObjectStore({ directory: join(folder, 'objects') })
  const fetched: string[] = []
  const tokens: string[] = []
  const storage = new StorageService({
    profile: folder,
    objects,
    waitingUploads: () => 3,
    freeBytes: async () => 1,
    blobAccount: () => ({ access: 'public', ...(token && { token }) }),
    fetch: async (url, init) => {
      fetched.push(String(url))
      const authorization = new Headers(init?.headers).get('authorization')
      if (authorization !== null) tokens.push(authorization)
      return new Response(new Uint8Array(answer))
    },
    onProgress: () => undefined,
  })
  return { objects, storage, fetched, tokens }
}

async function flipBit(path: string): Promise<void> {
  const bytes = await readFile(path)
  bytes[bytes.length - 30]! ^= 1
  await writeFile(path, bytes)
}
