import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import type { ObjectHash } from '@shared/ids'
import { test } from '../../../tests/support/main/test-folder'
import { buildPngChunk } from '@shared/image-file/png-chunks'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import { getExtension, ObjectStore } from './object-store'
import { sampleJpeg, sampleLossyWebp, samplePng } from '../../../tests/support/main/sample-images'

function computeHash(bytes: Uint8Array): ObjectHash {
  return createHash('sha256').update(bytes).digest('hex') as ObjectHash
}

const pngHash = computeHash(samplePng)

test('an image is kept byte for byte under the hash of its content', async ({ folder }) => {
  const store = new ObjectStore({ directory: join(folder, 'objects') })
  const image = await store.put(samplePng)

  expect(image).toEqual({ hash: pngHash, format: 'png', width: 20, height: 12, bytes: samplePng.length })
  expect(await readFile(join(folder, 'objects', pngHash.slice(0, 2), `${pngHash}.png`))).toEqual(samplePng)
  expect(await readdir(join(folder, 'objects', pngHash.slice(0, 2)))).toEqual([`${pngHash}.png`])
})

test('a large image, which is hashed in turns, is kept under the hash of its content as well', async ({ folder }) => {
  const end = samplePng.length - 12
  const text = buildPngChunk('tEXt', randomBytes(2_500_000))
  const large = Buffer.concat([samplePng.subarray(0, end), text, samplePng.subarray(end)])
  const store = new ObjectStore({ directory: folder })
  expect((await store.put(large)).hash).toBe(computeHash(large))
  expect((await new ObjectStore({ directory: folder }).read(computeHash(large)))?.bytes).toEqual(large)
})

test.for([
  ['png', samplePng, 'png'],
  ['jpeg', sampleJpeg, 'jpg'],
  ['webp', sampleLossyWebp, 'webp'],
] as const)('a stored %s is found with its path, format and size', async ([format, bytes, extension], { folder }) => {
  const store = new ObjectStore({ directory: folder })
  await store.put(bytes, { durable: false })

  const hash = computeHash(bytes)
  expect(getExtension(format)).toBe(extension)
  expect(await store.find(hash)).toEqual({
    path: join(folder, hash.slice(0, 2), `${hash}.${extension}`),
    format,
    bytes: bytes.length,
  })
})

describe('storing the same image again', () => {
  test('does not write it again', async ({ folder }) => {
    const store = new ObjectStore({ directory: folder })
    const first = await store.put(samplePng)
    const { ino } = await stat((await store.find(first.hash))?.path ?? '')

    expect(await store.put(Buffer.from(samplePng))).toEqual(first)
    expect((await stat((await store.find(first.hash))?.path ?? '')).ino).toBe(ino)
  })

  test('repairs a file that a power failure truncated', async ({ folder }) => {
    const store = new ObjectStore({ directory: folder })
    const { hash } = await store.put(samplePng)
    const path = (await store.find(hash))?.path ?? ''
    await writeFile(path, '')

    await store.put(samplePng)
    expect(await readFile(path)).toEqual(samplePng)
  })

  test('many times at once ends with one complete file', async ({ folder }) => {
    const store = new ObjectStore({ directory: folder })
    await Promise.all(Array.from({ length: 20 }, () => store.put(samplePng)))

    expect(await readdir(join(folder, pngHash.slice(0, 2)))).toEqual([`${pngHash}.png`])
  })
})

test('E09 an image that changed on the disk is set aside when it is read, and can be stored again', async ({
  folder,
}) => {
  const damaged: string[] = []
  const store = new ObjectStore({ directory: folder, onDamaged: (hash) => damaged.push(hash) })
  const { hash } = await store.put(samplePng)
  const { path } = (await store.find(hash))!
  await writeFile(path, changed(samplePng))

  expect(await store.read(hash)).toBeUndefined()
  expect(damaged).toEqual([hash])
  expect(await readFile(`${path}.damaged`)).toEqual(changed(samplePng))

  await store.put(samplePng)
  expect(await store.read(hash)).toEqual({ bytes: samplePng, format: 'png' })
})

test('E09 storing an image again repairs a file whose bytes changed', async ({ folder }) => {
  const store = new ObjectStore({ directory: folder })
  const { hash } = await store.put(samplePng)
  const { path } = (await store.find(hash))!
  await writeFile(path, changed(samplePng))
  await store.put(samplePng)
  expect(await readFile(path)).toEqual(samplePng)
})

/** Returns a copy with one bit flipped. */
function changed(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(40) ^ 1, 40)
  return copy
}

test('bytes that are not an intact image leave no trace', async ({ folder }) => {
  const store = new ObjectStore({ directory: folder })
  await expect(store.put(samplePng.subarray(0, 80))).rejects.toThrow(UnsoundImage)
  await expect(store.put(Buffer.from('<svg/>'))).rejects.toThrow(UnsoundImage)
  expect(await readdir(folder)).toEqual([])
})

test('a failed write is reported', async ({ folder }) => {
  await writeFile(join(folder, pngHash.slice(0, 2)), 'a file where a folder should be')
  await expect(new ObjectStore({ directory: folder }).put(samplePng)).rejects.toMatchObject({ code: 'EEXIST' })
})

describe('finding', () => {
  test('an unknown hash finds nothing', async ({ folder }) => {
    expect(await new ObjectStore({ directory: folder }).find(pngHash)).toBeUndefined()
  })

  test.for([
    '',
    pngHash.toUpperCase(),
    pngHash.slice(1),
    `${pngHash}0`,
    `../${pngHash.slice(3)}`,
    `${pngHash}\0`,
    `${pngHash}\n`,
  ])('%j is no hash and finds nothing', async (hash, { folder }) => {
    const store = new ObjectStore({ directory: folder })
    await store.put(samplePng)
    expect(await store.find(hash)).toBeUndefined()
  })

  test('a link is not a stored image, nor is an image behind a linked folder', async ({ folder }) => {
    const elsewhere = new ObjectStore({ directory: join(folder, 'elsewhere') })
    const { hash } = await elsewhere.put(samplePng)
    const shard = hash.slice(0, 2)
    await mkdir(join(folder, 'linked-file', shard), { recursive: true })
    await symlink(join(folder, 'elsewhere', shard, `${hash}.png`), join(folder, 'linked-file', shard, `${hash}.png`))
    await mkdir(join(folder, 'linked-folder'))
    await symlink(join(folder, 'elsewhere', shard), join(folder, 'linked-folder', shard))

    expect(await new ObjectStore({ directory: join(folder, 'linked-file') }).find(hash)).toBeUndefined()
    expect(await new ObjectStore({ directory: join(folder, 'linked-folder') }).find(hash)).toBeUndefined()
  })
})

test('a removed image is gone, and removing it again is fine', async ({ folder }) => {
  const store = new ObjectStore({ directory: folder })
  const { hash } = await store.put(samplePng)
  await store.remove(hash)
  await store.remove(hash)
  expect(await store.find(hash)).toBeUndefined()
})

test('a cleared store is empty and can be used again', async ({ folder }) => {
  const store = new ObjectStore({ directory: join(folder, 'previews') })
  const { hash } = await store.put(samplePng)
  await store.clear()
  await store.clear()
  expect(await store.find(hash)).toBeUndefined()
  expect((await store.put(samplePng)).hash).toBe(hash)
})

test('sweeping deletes what interrupted writes left and keeps images', async ({ folder }) => {
  const store = new ObjectStore({ directory: folder })
  const { hash } = await store.put(samplePng)
  await writeFile(join(folder, hash.slice(0, 2), `.${hash}.png.0123456789ab.tmp`), 'half')

  expect(await store.sweep()).toBe(1)
  expect(await readdir(join(folder, hash.slice(0, 2)))).toEqual([`${hash}.png`])
  await rm(folder, { recursive: true })
  expect(await store.sweep()).toBe(0)
})
