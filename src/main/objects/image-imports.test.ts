import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { IMAGE_SCHEME } from '@shared/image-url'
import { IMPORT_KEY_HEADER, IMPORT_URL } from '@shared/image-import'
import { OTHER_SAMPLES, sampleJpeg, samplePng, SAMPLES } from '../../../tests/support/main/sample-images'
import {
  notAnImage,
  pixelBombPng,
  soundPng,
  svgWithScript,
  truncatedPng,
  turnedJpeg,
} from '../../../e2e/stand-ins/images'
import { test } from '../../../tests/support/main/test-folder'
import { ImageImports, type ImageImportsParts } from './image-imports'
import { ObjectStore } from './object-store'

test.for(Object.entries({ ...SAMPLES, ...OTHER_SAMPLES, 'a turned JPEG': turnedJpeg() }))(
  '%s is stored byte for byte, and described as it is shown',
  async ([, bytes], { folder }) => {
    const { objects, send } = open(folder)
    const { status, body } = await send(bytes)
    expect(status).toBe(200)
    expect(body).toEqual(await new ObjectStore({ directory: join(folder, 'other') }).put(bytes))
    expect((await objects.read(String(body['hash'])))?.bytes).toEqual(bytes)
  },
)

test('the same file again gives the same answer, and is stored once', async ({ folder }) => {
  const { send, files } = open(folder)
  const [first, second] = await Promise.all([send(samplePng), send(samplePng)])
  expect(second).toEqual(first)
  expect(await send(samplePng)).toEqual(first)
  expect((await files()).filter((name) => name.endsWith('.png'))).toHaveLength(1)
})

test('a file that arrives in pieces is put together', async ({ folder }) => {
  const { objects, send } = open(folder)
  const bytes = soundPng()
  const { body } = await send(inPieces(bytes, 1_000))
  expect((await objects.read(String(body['hash'])))?.bytes).toEqual(bytes)
})

const half = truncatedPng()
test.for<[string, Buffer | string, number, string]>([
  ['nothing', '', 422, 'empty'],
  ['an SVG with a script', svgWithScript(), 422, 'unsafe'],
  ['a web page', '<!DOCTYPE html><script>alert(1)</script>', 415, 'not-an-image'],
  ['noise', notAnImage(), 415, 'not-an-image'],
  ['a PDF', '%PDF-1.7\n', 415, 'not-an-image'],
  ['half an image', half, 422, 'truncated'],
  ['a JPEG without its end', sampleJpeg.subarray(0, -20), 422, 'truncated'],
  ['a small file that claims billions of pixels', pixelBombPng(), 422, 'too-many-pixels'],
  ['a byte more than is taken', Buffer.concat([samplePng, Buffer.alloc(5_000)]), 413, 'too-large'],
])('%s is refused, and leaves nothing', async ([, bytes, status, problem], { folder }) => {
  const { send, files } = open(folder, { mostBytes: problem === 'too-large' ? samplePng.length + 4_999 : 1e8 })
  expect(await send(bytes)).toEqual({ status, body: { problem } })
  expect(await files()).toEqual([])
})

test('a file that is too large is not read to its end', async ({ folder }) => {
  const { send } = open(folder, { mostBytes: 10_000 })
  let pulled = 0
  let isCancelled = false
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      pulled += 1
      controller.enqueue(new Uint8Array(1_000))
    },
    cancel: () => void (isCancelled = true),
  })
  expect(await send(endless)).toEqual({ status: 413, body: { problem: 'too-large' } })
  expect(pulled).toBeLessThan(20)
  expect(isCancelled).toBe(true)
  expect(await send(inPieces(samplePng, 100), { 'content-length': '10001' })).toMatchObject({ status: 413 })
})

test('an upload that breaks off, or goes silent, is refused and holds up no other', async ({ folder }) => {
  const { send, files } = open(folder, { idleMs: 20 })
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('the page has gone')),
  })
  const silent = () => new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(half) })
  expect(await send(broken)).toEqual({ status: 400, body: { problem: 'cut-off' } })
  const answers = await Promise.all([send(silent()), send(silent()), send(silent()), send(samplePng)])
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 200])
  expect((await files()).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('two are read at a time', async ({ folder }) => {
  const { send } = open(folder)
  let active = 0
  let most = 0
  const watched = () =>
    new ReadableStream<Uint8Array>(
      {
        start: () => undefined,
        pull: async (controller) => {
          most = Math.max(most, (active += 1))
          await new Promise(setImmediate)
          controller.enqueue(samplePng)
          controller.close()
          active -= 1
        },
      },
      { highWaterMark: 0 },
    )
  const answers = await Promise.all(Array.from({ length: 8 }, () => send(watched())))
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(most).toBe(2)
})

test.for([
  ['without a key', {}],
  ['with another key', { [IMPORT_KEY_HEADER]: '0'.repeat(64) }],
  ['with half a key', { [IMPORT_KEY_HEADER]: '0' }],
] as const)('an import %s is refused unread', async ([, headers], { folder }) => {
  const { imports, files } = open(folder)
  let isRead = false
  const body = new ReadableStream<Uint8Array>({ pull: () => void (isRead = true) }, { highWaterMark: 0 })
  const answer = await imports.respond(createPost(body, headers))
  expect({ status: answer?.status, body: await answer?.json() }).toEqual({
    status: 403,
    body: { problem: 'forbidden' },
  })
  expect(isRead).toBe(false)
  expect(await files()).toEqual([])
})

test('every session and every profile has a key of its own', ({ folder }) => {
  expect(open(folder).imports.key).not.toBe(open(folder).imports.key)
})

test.for<[string, string]>([
  ['GET', IMPORT_URL],
  ['PUT', IMPORT_URL],
  ['OPTIONS', IMPORT_URL],
  ['POST', `${IMPORT_URL}/more`],
  ['POST', `${IMPORT_URL}?x`],
  ['POST', `${IMAGE_SCHEME}://${'a'.repeat(64)}`],
  ['POST', `${IMAGE_SCHEME}://import.example`],
])('%s %s is no import', async ([method, url], { folder }) => {
  const { imports } = open(folder)
  const request = new Request(url, { method, headers: { [IMPORT_KEY_HEADER]: imports.key } })
  expect(await imports.respond(request)).toBeUndefined()
})

test('what is left of a full disk is for answers', async ({ folder }) => {
  const { send, files } = open(folder, { disk: { hasRoom: async () => false } })
  expect(await send(samplePng)).toEqual({ status: 507, body: { problem: 'disk-full' } })
  expect(await files()).toEqual([])
})

test('a disk that fails is told, and reported', async ({ folder }) => {
  await writeFile(join(folder, 'objects'), 'no folder')
  const reports: string[] = []
  const { send } = open(folder, { report: (what) => void reports.push(what) })
  expect(await send(samplePng)).toEqual({ status: 500, body: { problem: 'disk-failed' } })
  expect(reports).toEqual(['an upload of the page failed'])
})

function open(folder: string, parts: Partial<ImageImportsParts> = {}) {
  const directory = join(folder, 'objects')
  const objects = new ObjectStore({ directory })
  const imports = new ImageImports({
    objects,
    disk: { hasRoom: async () => true },
    report: (_what, error) => {
      throw error
    },
    ...parts,
  })
  return {
    objects,
    imports,
    send: async (body: Buffer | string | ReadableStream, headers: Readonly<Record<string, string>> = {}) => {
      const answer = await imports.respond(createPost(body, { ...headers, [IMPORT_KEY_HEADER]: imports.key }))
      return { status: answer?.status, body: (await answer?.json()) as Readonly<Record<string, unknown>> }
    },
    files: async () => {
      await mkdir(directory, { recursive: true })
      const entries = await readdir(directory, { recursive: true, withFileTypes: true })
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
    },
  }
}

/** Creates a request as Electron passes it, with the slash that Chromium adds. */
function createPost(body: Buffer | string | ReadableStream, headers: Readonly<Record<string, string>>): Request {
  const sent = Buffer.isBuffer(body) ? new Uint8Array(body) : body
  const streamed = { duplex: 'half' } as RequestInit
  return new Request(`${IMPORT_URL}/`, { method: 'POST', body: sent, headers, ...streamed })
}

function inPieces(bytes: Buffer, size: number): ReadableStream<Uint8Array> {
  let start = 0
  return new ReadableStream({
    pull: (controller) => {
      if (start >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(start, (start += size)))
    },
  })
}
