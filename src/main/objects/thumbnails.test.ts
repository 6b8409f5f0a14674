import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { ObjectHash } from '@shared/ids'
import { IMPORT_KEY_HEADER } from '@shared/image-import'
import { imageUrl } from '@shared/image-url'
import { sampleLossyWebp, samplePng } from '../../../tests/support/main/sample-images'
import { remainsUrl, smallCopyUrl, THUMBNAIL_UPLOAD_URL, thumbnailUrl } from '@shared/thumbnails'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import { test } from '../../../tests/support/main/test-folder'
import { createImageResponder } from './image-protocol'
import { ObjectStore } from './object-store'
import { Thumbnails } from './thumbnails'
import { ThumbnailUploads } from './thumbnail-uploads'

const KEY = 'k'.repeat(64)

async function setUp(folder: string, hasRoom = true) {
  const objects = new ObjectStore({ directory: join(folder, 'objects') })
  const thumbnails = new Thumbnails({
    directory: join(folder, 'thumbnails'),
    objects: join(folder, 'objects'),
    startedAt: Date.now(),
  })
  const { hash } = await objects.put(samplePng)
  const uploads = new ThumbnailUploads({
    thumbnails,
    objects,
    disk: { hasRoom: async () => hasRoom },
    key: KEY,
    report: () => undefined,
  })
  const respond = createImageResponder({ stores: [objects], thumbnails })
  const get = async (url: string) => {
    const answer = await respond(new Request(url))
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers }
  }
  return { objects, thumbnails, hash, uploads, get, path: join(folder, 'thumbnails', hash.slice(0, 2)) }
}

function upload(hash: string, size: number, body: Uint8Array = sampleLossyWebp, key = KEY): Request {
  return new Request(`${THUMBNAIL_UPLOAD_URL}/${hash}/${size}`, {
    method: 'POST',
    headers: { [IMPORT_KEY_HEADER]: key },
    body: new Uint8Array(body),
  })
}

describe('serving', () => {
  test('an image without a small copy is served itself, and not remembered as its copy', async ({ folder }) => {
    const { hash, get } = await setUp(folder)
    const answer = await get(thumbnailUrl(hash, 320))
    expect(answer.bytes).toEqual(samplePng)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('a small copy is served in place of the image, which keeps its own address', async ({ folder }) => {
    const { hash, uploads, get } = await setUp(folder)
    expect((await uploads.respond(upload(hash, 320)))?.status).toBe(200)
    const answer = await get(thumbnailUrl(hash, 320))
    expect(answer.bytes).toEqual(sampleLossyWebp)
    expect(answer.headers.get('content-type')).toBe('image/webp')
    expect((await get(imageUrl(hash))).bytes).toEqual(samplePng)
    expect((await get(thumbnailUrl(hash, 800))).bytes).toEqual(samplePng)
  })

  test('a list that decodes no originals gets the smallest copy or nothing, also where the image is gone', async ({
    folder,
  }) => {
    const { objects, hash, uploads, get } = await setUp(folder)
    const nothing = await get(smallCopyUrl(hash))
    expect([nothing.status, nothing.bytes.length, nothing.headers.get('cache-control')]).toEqual([204, 0, 'no-store'])
    await uploads.respond(upload(hash, 320))
    expect(await get(smallCopyUrl(hash))).toMatchObject({ status: 200, bytes: sampleLossyWebp })
    await objects.remove(hash)
    expect((await get(smallCopyUrl(hash))).status).toBe(204)
  })

  test('a small copy does not hide that the image is gone, but can be asked for', async ({ folder }) => {
    const { objects, hash, thumbnails, get } = await setUp(folder)
    await thumbnails.put(hash, 320, sampleLossyWebp)
    await objects.remove(hash)
    expect((await get(thumbnailUrl(hash, 320))).status).toBe(404)
    expect((await get(remainsUrl(hash))).bytes).toEqual(sampleLossyWebp)
    await rm(join(folder, 'thumbnails'), { recursive: true })
    expect((await get(remainsUrl(hash))).status).toBe(404)
  })

  test.for([0, 100, 321, 99999])('%i is no size', async (size, { folder }) => {
    const { hash, get } = await setUp(folder)
    expect((await get(`${imageUrl(hash)}/${size}`)).status).toBe(404)
  })

  test('a copy with a changed bit, or cut short, is deleted, and the image is served until it is made anew', async ({
    folder,
  }) => {
    const { hash, thumbnails, get, path } = await setUp(folder)
    await thumbnails.put(hash, 320, sampleLossyWebp)
    const file = join(path, `${hash}.320.webp`)
    const bytes = await readFile(file)
    for (const damaged of [Buffer.from(bytes).fill(7, 60, 61), bytes.subarray(0, -20), Buffer.alloc(0)]) {
      await writeFile(file, damaged)
      expect((await get(thumbnailUrl(hash, 320))).bytes).toEqual(samplePng)
      expect(await readdir(path)).toEqual([])
    }
    expect(await thumbnails.listMissing(Number.parseInt(hash.slice(0, 2), 16))).toEqual([hash])
  })
})

describe('taking in', () => {
  test.for([
    ['no WebP', 320, samplePng, 422],
    ['a WebP of another size', 800, sampleLossyWebp, 422],
    ['half a WebP', 320, sampleLossyWebp.subarray(0, 60), 422],
    ['no image', 320, Buffer.from('<p>'), 415],
    ['nothing', 320, Buffer.alloc(0), 422],
  ] as const)('%s is refused and leaves no trace', async ([, size, body, status], { folder }) => {
    const { hash, uploads } = await setUp(folder)
    expect((await uploads.respond(upload(hash, size, body)))?.status).toBe(status)
    expect(await readdir(folder)).toEqual(['objects'])
  })

  test('without the key nothing is taken, nor for an image that is not there', async ({ folder }) => {
    const { hash, uploads } = await setUp(folder)
    expect((await uploads.respond(upload(hash, 320, sampleLossyWebp, 'x'.repeat(64))))?.status).toBe(403)
    expect((await uploads.respond(upload('a'.repeat(64), 320)))?.status).toBe(403)
    expect(await readdir(folder)).toEqual(['objects'])
  })

  test('what is left of a full disk is for answers', async ({ folder }) => {
    const { hash, uploads } = await setUp(folder, false)
    expect((await uploads.respond(upload(hash, 320)))?.status).toBe(507)
    expect(await readdir(folder)).toEqual(['objects'])
  })

  test.for([
    ['another size', (hash: string) => `${THUMBNAIL_UPLOAD_URL}/${hash}/321`],
    ['no size', (hash: string) => `${THUMBNAIL_UPLOAD_URL}/${hash}`],
    ['a path', (hash: string) => `${THUMBNAIL_UPLOAD_URL}/${hash}/../320`],
    ['no hash', () => `${THUMBNAIL_UPLOAD_URL}/x/320`],
  ] as const)('%s is no address of a copy', async ([, makeUrl], { folder }) => {
    const { hash, uploads } = await setUp(folder)
    expect(await uploads.respond(new Request(makeUrl(hash), { method: 'POST', body: 'x' }))).toBeUndefined()
  })
})

test('an image without any copy is listed, imports as well, and one with the smallest copy is not', async ({
  folder,
}) => {
  const { objects, hash, thumbnails } = await setUp(folder)
  const { hash: other } = await objects.put(sampleLossyWebp, { isImport: true })
  const list = async () => [
    ...new Set([
      ...(await thumbnails.listMissing(Number.parseInt(hash.slice(0, 2), 16))),
      ...(await thumbnails.listMissing(Number.parseInt(other.slice(0, 2), 16))),
    ]),
  ]
  expect((await list()).toSorted()).toEqual([hash, other].toSorted())
  await thumbnails.put(hash, 320, sampleLossyWebp)
  expect(await list()).toEqual([other])
})

test('what an interrupted write left is deleted, and what is being written now is not', async ({ folder }) => {
  const { hash, thumbnails, path } = await setUp(folder)
  await thumbnails.put(hash, 320, sampleLossyWebp)
  const [old, current] = ['000000000000', '111111111111'].map((part) => `.${hash}.800.webp.${part}.tmp`)
  await writeFile(join(path, old!), 'half')
  await utimes(join(path, old!), 1, 1)
  await writeFile(join(path, current!), 'half')
  await utimes(join(path, current!), Date.now() / 1000 + 60, Date.now() / 1000 + 60)
  await thumbnails.listMissing(Number.parseInt(hash.slice(0, 2), 16))
  expect((await readdir(path)).toSorted()).toEqual([current, `${hash}.320.webp`].toSorted())
})

test('a rejected copy is told apart from a failing disk', async ({ folder }) => {
  const { hash, thumbnails } = await setUp(folder)
  await expect(thumbnails.put(hash, 320, samplePng)).rejects.toThrow(UnsoundImage)
  await writeFile(join(folder, 'thumbnails'), 'a file where a folder should be')
  await expect(thumbnails.put(hash as ObjectHash, 320, sampleLossyWebp)).rejects.toMatchObject({ code: 'ENOTDIR' })
})
