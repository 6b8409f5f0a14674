import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ObjectHash } from '@shared/ids'
import { soundSvg } from '../../../e2e/stand-ins/images'
import { test } from '../../../tests/support/main/test-folder'
import { ObjectStore } from './object-store'
import { sampleJpeg, samplePng } from '../../../tests/support/main/sample-images'
import { StoredImages } from './stored-images'

const DAY_MS = 24 * 60 * 60 * 1_000

interface Life {
  readonly objects: ObjectStore
  readonly stored: StoredImages
}

/** Starts a session a minute from now, so that everything was stored before it. */
function laterLife(directory: string, startedAt = Date.now() + 60_000): Life {
  const objects = new ObjectStore({ directory })
  return { objects, stored: new StoredImages({ directory, objects, startedAt }) }
}

async function listAll(stored: StoredImages, since = 0): Promise<readonly ObjectHash[]> {
  const all: ObjectHash[] = []
  for (let shard: number | null = 0; shard !== null;) {
    const listing = await stored.list(shard, since)
    all.push(...listing.hashes)
    shard = listing.next
  }
  return all
}

/** Creates empty files named like images, spread over all folders. */
async function fill(directory: string, count: number): Promise<void> {
  for (let shard = 0; shard < 256; shard += 1)
    await mkdir(join(directory, shard.toString(16).padStart(2, '0')), { recursive: true })
  const names = Array.from({ length: count }, (_, index) => ((index * 2_654_435_761) % 2 ** 32).toString(16))
  await Promise.all(
    names.map((name) => {
      const hash = name.padStart(8, '0').repeat(8)
      return writeFile(join(directory, hash.slice(0, 2), `${hash}.png`), '')
    }),
  )
}

test('every image is listed once, from whichever folder', async ({ folder }) => {
  await fill(folder, 1_000)
  const hashes = await listAll(laterLife(folder).stored)
  expect([hashes.length, new Set(hashes).size]).toEqual([1_000, 1_000])
})

test('an answer has a size limit', async ({ folder }) => {
  await fill(folder, 1_000)
  const { hashes, next } = await laterLife(folder).stored.list(0, 0)
  expect(hashes.length).toBeLessThan(450)
  expect(next).toBeGreaterThan(0)
})

test('images stored in this session are not listed, because their runs know them', async ({ folder }) => {
  const { objects, stored } = laterLife(folder, Date.now() - 60_000)
  await objects.put(samplePng)
  expect(await listAll(stored)).toEqual([])
})

test('images that were there when the page last looked are not listed again', async ({ folder }) => {
  const { objects, stored } = laterLife(folder)
  const old = await objects.put(samplePng)
  const shard = join(folder, old.hash.slice(0, 2))
  const [name = ''] = await readdir(shard)
  const longAgo = (Date.now() - 3 * DAY_MS) / 1_000
  await utimes(join(shard, name), longAgo, longAgo)
  const fresh = await objects.put(sampleJpeg)

  expect(await listAll(stored, Date.now() - DAY_MS)).toEqual([fresh.hash])
  await utimes(shard, longAgo, longAgo)
  expect((await stat(shard)).mtimeMs).toBeLessThan(Date.now() - DAY_MS)
  expect((await listAll(stored)).toSorted()).toEqual([old.hash, fresh.hash].toSorted())
})

test('files that are not Easel’s images are skipped', async ({ folder }) => {
  const { objects, stored } = laterLife(folder)
  const { hash } = await objects.put(samplePng)
  const shard = join(folder, hash.slice(0, 2))
  await writeFile(join(shard, `${hash}.png.damaged`), '')
  await writeFile(join(shard, `.${hash}.png.0123456789ab.tmp`), '')
  await writeFile(join(shard, 'notes.txt'), '')
  expect(await listAll(stored)).toEqual([hash])
})

test('an image that the user imported is not listed, also after a restart; one that an answer made is', async ({
  folder,
}) => {
  const { objects } = laterLife(folder)
  const imported = await objects.put(samplePng, { isImport: true })
  const made = await objects.put(sampleJpeg)
  // An answer that the user brings back is still an answer.
  await objects.put(sampleJpeg, { isImport: true })
  expect(await listAll(laterLife(folder).stored)).toEqual([made.hash])

  // An answer with the same bytes was paid for.
  await objects.put(samplePng)
  expect((await listAll(laterLife(folder).stored)).toSorted()).toEqual([imported.hash, made.hash].toSorted())
})

test('an import is an image like any other, and its mark goes with it', async ({ folder }) => {
  const { objects, stored } = laterLife(folder)
  const { hash, ...file } = await objects.put(samplePng, { isImport: true })
  expect(await stored.describe(hash)).toEqual({ hash, ...file })
  expect((await objects.read(hash))?.bytes).toEqual(samplePng)
  const listed: string[] = []
  for await (const { path } of objects.list()) listed.push(path)
  expect(listed).toEqual([join(folder, hash.slice(0, 2), `${hash}.png`)])
  await objects.remove(hash)
  expect(await readdir(join(folder, hash.slice(0, 2)))).toEqual([])
})

test('a drawing that no chat shows is listed and described like any image', async ({ folder }) => {
  const { objects, stored } = laterLife(folder)
  const image = await objects.put(soundSvg())
  expect(await listAll(stored)).toEqual([image.hash])
  expect(await stored.describe(image.hash)).toEqual(image)
  expect(image).toMatchObject({ format: 'svg', width: 1024, height: 1024 })
})

test('an image is described from its bytes, and any other file has no description', async ({ folder }) => {
  const { objects, stored } = laterLife(folder)
  const image = await objects.put(samplePng)
  expect(await stored.describe(image.hash)).toEqual(image)

  await fill(folder, 1)
  expect(await stored.describe('0'.repeat(64) as ObjectHash)).toBeNull()
  expect(await stored.describe('1'.repeat(64) as ObjectHash)).toBeNull()
})
