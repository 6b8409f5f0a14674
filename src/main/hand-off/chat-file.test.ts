import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { expect } from 'vitest'
import type { ChatExport } from '@shared/chat-export'
import type { ObjectHash } from '@shared/ids'
import { samplePng } from '../../../tests/support/main/sample-images'
import { test } from '../../../tests/support/main/test-folder'
import { Leftovers } from '../files/leftovers'
import { ObjectStore } from '../objects/object-store'
import { writeChatFile } from './chat-file'

const GONE = createHash('sha256').update('gone').digest('hex') as ObjectHash

async function start(folder: string) {
  const objects = new ObjectStore({ directory: join(folder, 'objects') })
  const leftovers = new Leftovers({ path: join(folder, 'leftovers.json'), now: Date.now })
  const { hash } = await objects.put(samplePng, { durable: false })
  const place = join(folder, 'out')
  await mkdir(place)
  const chat: ChatExport = {
    id: randomUUID(),
    title: 'Sea: a plan?',
    pieces: [
      { text: '# Sea\n\n' },
      { image: 0, alt: 'a \\[sea\\]' },
      { text: '\n' },
      { image: 1, alt: 'gone' },
      { text: '\n' },
      { image: 2, alt: 'again' },
    ],
    images: [
      { hash, name: '001 a (sea)/../x' },
      { hash: GONE, name: '002' },
      { hash, name: '001 a (sea)/../x' },
    ],
    words: { folder: 'images', missing: 'Image file missing' },
  }
  const parts = { objects, leftovers, tool: 'Easel 1', keepsRecipes: () => true }
  return { chat, parts, place }
}

const UNSTOPPED = { signal: new AbortController().signal, onImage: () => undefined }

const FIRST = '001%20a%20%28sea%29%20..%20x.png'
const SECOND = '001%20a%20%28sea%29%20..%20x%20%282%29.png'

test('a zip has the text and its images, under names that the text says; a missing file is named', async ({
  folder,
}) => {
  const { chat, parts, place } = await start(folder)
  expect(await writeChatFile(chat, join(place, 'Sea.zip'), parts, UNSTOPPED)).toEqual({ missing: 1 })
  expect(await readdir(place)).toEqual(['Sea.zip'])
  const reader = new ZipReader(new Uint8ArrayReader(await readFile(join(place, 'Sea.zip'))))
  const entries = (await reader.getEntries()).flatMap((entry) => (entry.directory ? [] : [entry]))
  expect(entries.map(({ filename }) => filename)).toEqual([
    'images/001 a (sea) .. x.png',
    'images/001 a (sea) .. x (2).png',
    'Sea a plan.md',
  ])
  const text = new TextDecoder().decode(await entries[2]!.getData(new Uint8ArrayWriter()))
  expect(text).toBe(`# Sea\n\n![a \\[sea\\]](images/${FIRST})\n*Image file missing*\n![again](images/${SECOND})`)
})

test('beside a Markdown file its images get a folder that nothing of the user’s is in', async ({ folder }) => {
  const { chat, parts, place } = await start(folder)
  await writeFile(join(place, 'Sea images'), 'mine')
  await writeChatFile(chat, join(place, 'Sea.md'), parts, UNSTOPPED)
  expect((await readdir(place)).toSorted()).toEqual(['Sea images', 'Sea images (2)', 'Sea.md'])
  expect((await readdir(join(place, 'Sea images (2)'))).toSorted()).toEqual([
    '001 a (sea) .. x (2).png',
    '001 a (sea) .. x.png',
  ])
  expect(await readFile(join(place, 'Sea.md'), 'utf8')).toContain(`](Sea%20images%20%282%29/${FIRST})`)
})

test('a chat without images, or with none that is still there, is one file', async ({ folder }) => {
  const { chat, parts, place } = await start(folder)
  await writeChatFile({ ...chat, pieces: [{ text: 'Hello' }], images: [] }, join(place, 'a.md'), parts, UNSTOPPED)
  const gone = { ...chat, pieces: [{ image: 0, alt: '' }], images: [{ hash: GONE, name: '1' }] }
  await writeChatFile(gone, join(place, 'b.md'), parts, UNSTOPPED)
  expect((await readdir(place)).toSorted()).toEqual(['a.md', 'b.md'])
  expect(await readFile(join(place, 'a.md'), 'utf8')).toBe('Hello')
})

test('where the file can’t be written, nothing is left of its images, and the error is the disk’s', async ({
  folder,
}) => {
  const { chat, parts, place } = await start(folder)
  // A folder already has the file's name.
  await mkdir(join(place, 'Sea.md'))
  await expect(writeChatFile(chat, join(place, 'Sea.md'), parts, UNSTOPPED)).rejects.toThrow(
    /EISDIR|ENOTEMPTY|EEXIST|EPERM/,
  )
  expect(await readdir(place)).toEqual(['Sea.md'])
  await rm(place, { recursive: true })
  await expect(writeChatFile(chat, join(place, 'Sea.zip'), parts, UNSTOPPED)).rejects.toThrow('ENOENT')
})

test('what a kill has left of it is deleted at the next start, and nothing else', async ({ folder }) => {
  const { place } = await start(folder)
  const left = join(place, '.Sea images.0123456789ab.tmp')
  await mkdir(left)
  await writeFile(join(left, '1.png'), samplePng)
  await writeFile(join(place, 'mine.png'), samplePng)
  const path = join(folder, 'leftovers.json')
  await writeFile(path, JSON.stringify([{ folder: place, since: Date.now() - 60_000 }]))
  await new Leftovers({ path, now: Date.now }).sweep()
  expect(await readdir(place)).toEqual(['mine.png'])
})
