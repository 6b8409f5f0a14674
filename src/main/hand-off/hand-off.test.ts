import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { expect } from 'vitest'
import type { FilesForm, HandOffFile, HandOffOrder, HandOffProgress } from '@shared/hand-off/order'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import type { ModelId } from '@shared/catalogue'
import { sampleJpeg, samplePng } from '../../../tests/support/main/sample-images'
import { test } from '../../../tests/support/main/test-folder'
import { ObjectStore } from '../objects/object-store'
import { copyWithRecipe } from '../objects/recipe/copy-with-recipe'
import { HandOff } from './hand-off'
import { writeZip } from './write-zip'

const ID = '3f0f4c9e-9d1b-4b52-8f0a-1f6f8c1d2e3f'
const recipe = {
  model: 'demo:image' as ModelId,
  prompt: 'a lighthouse',
  index: 0,
  count: 1,
  cost: 53_000,
  madeAt: Date.UTC(2026, 10, 26, 12),
  parents: [],
}

/** Nothing is killed here, so nothing needs to be noted. */
const leftovers = { during: <T>(_folder: string, work: () => Promise<T>): Promise<T> => work() }

const noPress = (): never => {
  throw new Error('nothing is drawn')
}

async function start(folder: string) {
  const objects = new ObjectStore({ directory: join(folder, 'objects') })
  const progress: HandOffProgress[] = []
  const onProgress = (told: HandOffProgress): void => void progress.push(told)
  const handOff = new HandOff({ objects, openPress: noPress, leftovers, tool: 'Easel 1', now: Date.now, onProgress })
  const place = join(folder, 'out')
  await mkdir(place)
  const put = async (bytes: Uint8Array, name: string): Promise<HandOffFile> => ({
    hash: (await objects.put(bytes, { durable: false })).hash,
    name,
    recipe,
    about: { id: `${ID}:0` as AttachmentId, chat: 'Lights', rating: 4 },
  })
  return { handOff, place, progress, put }
}

function order(form: Partial<FilesForm> & Pick<FilesForm, 'files'>): HandOffOrder {
  return { id: ID, suggestedName: 'x', form: { kind: 'folder', hasSidecars: false, keepsRecipes: true, ...form } }
}

async function readZip(path: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const reader = new ZipReader(new Uint8ArrayReader(await readFile(path)))
  const files = new Map<string, Uint8Array>()
  for (const entry of await reader.getEntries()) {
    if (!entry.directory)
      files.set(entry.filename, await entry.getData(new Uint8ArrayWriter(), { checkSignature: true }))
  }
  await reader.close()
  return files
}

test('nothing in the folder is replaced, and equal names are numbered', async ({ folder }) => {
  const { handOff, place, progress, put } = await start(folder)
  await writeFile(join(place, 'Sea.PNG'), 'mine')
  const files = [await put(samplePng, 'sea'), await put(sampleJpeg, 'sea'), await put(samplePng, '../sea')]

  expect(await handOff.run(order({ files, keepsRecipes: false }), place)).toEqual({
    status: 'done',
    saved: 3,
    missing: 0,
  })
  expect((await readdir(place)).toSorted()).toEqual(['Sea.PNG', 'sea (2).png', 'sea (3).png', 'sea.jpg'])
  expect(await readFile(join(place, 'Sea.PNG'), 'utf8')).toBe('mine')
  expect(progress.at(-1)).toEqual({ id: ID, done: 3, of: 3 })
})

test('a zip has every image and its JSON, and no temporary file is left beside it', async ({ folder }) => {
  const { handOff, place, put } = await start(folder)
  const files = [await put(samplePng, 'con'), await put(sampleJpeg, 'sea/side')]
  const path = join(place, 'images.zip')

  expect(await handOff.run(order({ kind: 'zip', files, hasSidecars: true }), path)).toMatchObject({ saved: 2 })
  expect(await readdir(place)).toEqual(['images.zip'])
  const zipped = await readZip(path)
  expect([...zipped.keys()]).toEqual(['_con.png', '_con.png.json', 'sea side.jpg', 'sea side.jpg.json'])
  const sidecar = JSON.parse(new TextDecoder().decode(zipped.get('_con.png.json'))) as unknown
  expect(sidecar).toMatchObject({
    version: 1,
    file: '_con.png',
    sha256: files[0]?.hash,
    width: 20,
    height: 12,
    chat: 'Lights',
    rating: 4,
    recipe: { prompt: 'a lighthouse', costUsd: 0.053 },
  })
})

test('the recipe is in the copies when it is wanted, and nothing but pixels when it is not', async ({ folder }) => {
  const { handOff, place, put } = await start(folder)
  const told = await copyWithRecipe(samplePng, { ...recipe, prompt: 'what a service says' }, 'Service')
  await handOff.run(order({ files: [await put(samplePng, 'a')] }), place)
  await handOff.run(order({ files: [await put(told ?? samplePng, 'b')], keepsRecipes: false }), place)

  expect(String(await readFile(join(place, 'a.png')))).toContain('a lighthouse')
  expect(Buffer.from(told ?? []).toString()).toContain('what a service says')
  expect(await readFile(join(place, 'b.png'))).toEqual(samplePng)
})

test('an image whose file is gone is counted, and the others are exported', async ({ folder }) => {
  const { handOff, place, put } = await start(folder)
  const gone = { ...(await put(samplePng, 'gone')), hash: 'f'.repeat(64) as ObjectHash }
  const files = [gone, await put(sampleJpeg, 'here')]

  expect(await handOff.run(order({ files }), place)).toEqual({ status: 'done', saved: 1, missing: 1 })
  expect(await readdir(place)).toEqual(['here.jpg'])
})

test('a stopped zip leaves the folder as it was; a stopped folder keeps what is whole', async ({ folder }) => {
  const { handOff, place, progress, put } = await start(folder)
  const files = await Promise.all(['a', 'b', 'c'].map((name) => put(samplePng, name)))
  const stopping = new HandOff({
    objects: new ObjectStore({ directory: join(folder, 'objects') }),
    openPress: noPress,
    leftovers,
    tool: 'Easel 1',
    now: Date.now,
    onProgress: () => stopping.stop(ID),
  })

  expect(await stopping.run(order({ kind: 'zip', files }), join(place, 'x.zip'))).toEqual({
    status: 'stopped',
    saved: 0,
  })
  expect(await readdir(place)).toEqual([])
  expect(await stopping.run(order({ files }), place)).toEqual({ status: 'stopped', saved: 1 })
  expect(await readdir(place)).toEqual(['a.png'])
  // It can be restarted.
  await handOff.run(order({ files }), place)
  expect(progress.at(-1)).toMatchObject({ done: 3 })
})

test('a folder that cannot be written to is told as a failure of the disk', async ({ folder }) => {
  const { handOff, place, put } = await start(folder)
  const files = [await put(samplePng, 'a')]

  const failed = { status: 'failed', reason: 'disk-failed', saved: 0 }
  expect(await handOff.run(order({ files }), join(place, 'nowhere'))).toEqual(failed)
  expect(await handOff.run(order({ kind: 'zip', files }), join(place, 'nowhere', 'a.zip'))).toEqual(failed)
})

test.runIf(process.platform === 'linux')('a full disk ends a zip with the error of the disk', async () => {
  const file = await open('/dev/full', 'w')
  const images = async function* () {
    await Promise.resolve()
    yield { files: [{ name: 'a.png', bytes: samplePng }], madeAt: undefined }
  }
  await expect(writeZip(file, images(), () => undefined)).rejects.toMatchObject({ code: 'ENOSPC' })
  await file.close()
})

test('a sheet leaves out images whose file is gone, and its window is closed however it ends', async ({ folder }) => {
  const { place, put } = await start(folder)
  const { hash } = await put(samplePng, 'a')
  const cell = { hash, width: 20, height: 12, prompt: 'a lighthouse', facts: [] }
  const gone = { ...cell, hash: 'f'.repeat(64) as ObjectHash }
  const form = {
    kind: 'pdf',
    paper: 'a4',
    isLandscape: false,
    columns: 4,
    theme: 'light',
    cells: [gone, cell],
  } as const
  const printed: string[] = []
  let closed = 0
  const createSheets = (print: (html: string) => Promise<Uint8Array>) =>
    new HandOff({
      objects: new ObjectStore({ directory: join(folder, 'objects') }),
      openPress: () => ({ print, capture: noPress, close: () => (closed += 1) }),
      leftovers,
      tool: 'Easel 1',
      now: Date.now,
      onProgress: () => undefined,
    })
  const sheets = createSheets(async (html) => {
    printed.push(html)
    return Buffer.from('%PDF')
  })
  const wanted = { id: ID, suggestedName: 'x', form }

  expect(await sheets.run(wanted, join(place, 'a.pdf'))).toEqual({ status: 'done', saved: 1, missing: 1 })
  expect(await readFile(join(place, 'a.pdf'), 'utf8')).toBe('%PDF')
  expect(printed[0]?.match(/<figure>/g)).toHaveLength(1)
  expect(closed).toBe(1)
  const broken = createSheets(() => Promise.reject(new Error('the window has gone')))
  const failed = { status: 'failed', reason: 'sheet-failed', saved: 0 }
  expect(await broken.run(wanted, join(place, 'b.pdf'))).toEqual(failed)
  const stopped: HandOff = createSheets(async () => {
    stopped.stop(ID)
    return Buffer.from('%PDF')
  })
  expect(await stopped.run(wanted, join(place, 'c.pdf'))).toEqual({ status: 'stopped', saved: 0 })
  expect(await readdir(place)).toEqual(['a.pdf'])
})

test.for(['Sea.zip', 'Sea.md'])(
  'a chat’s export says how far it is, and once it is stopped there is no %s',
  async (name, { folder }) => {
    const { place, put } = await start(folder)
    const progress: HandOffProgress[] = []
    let isStopping = true
    const handOff: HandOff = new HandOff({
      objects: new ObjectStore({ directory: join(folder, 'objects') }),
      openPress: noPress,
      leftovers,
      tool: 'Easel 1',
      now: Date.now,
      onProgress: (told) => {
        progress.push(told)
        // At the last image, so that only the text is left to write.
        if (isStopping && told.done === told.of) handOff.stop(told.id)
      },
    })
    const images = [await put(samplePng, 'one'), await put(sampleJpeg, 'two')].map(({ hash }) => ({
      hash,
      name: 'sea',
    }))
    const words = { folder: 'images', missing: 'gone' }
    const chat = { id: ID, title: 'Sea', pieces: images.map((_, image) => ({ image, alt: '' })), images, words }

    expect(await handOff.runChat(chat, join(place, name), () => true)).toEqual({ status: 'stopped' })
    expect(await readdir(place)).toEqual([])
    expect(progress.map(({ done, of }) => [done, of])).toEqual([
      [1, 2],
      [2, 2],
    ])
    isStopping = false
    expect(await handOff.runChat(chat, join(place, name), () => true)).toEqual({ status: 'done', missing: 0 })
    expect(await readdir(place)).toContain(name)
  },
)
