import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demo } from '@shared/services/demo'
import { DEFAULT_IMAGE_OPTIONS, getDimensions, type ImageOptions, type ImageSize } from '@shared/image-options'
import { createParts, type ImageRequest, type InputImage } from '@shared/request'
import { inspectImage } from '@shared/image-file/inspect-image'
import type { AnswerEvent } from '../adapter'
import { DemoImageAdapter } from './image-adapter'
import { anAttempt, LocalInputs } from '../../../../tests/support/main/local-attempt'
import { drawMask } from '../../../../tests/support/main/draw-mask'
import { soundPng, truncatedPng } from '../../../../e2e/stand-ins/images'
import { readPngRows } from '../masks/read-png-rows'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-painter-'))
  await build({
    configFile: false,
    resolve: { alias: { '@shared': resolve(import.meta.dirname, '../../../shared') } },
    logLevel: 'error',
    build: {
      ssr: resolve(import.meta.dirname, 'painter.ts'),
      outDir: folder,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function aProvider(paceMs = 0): DemoImageAdapter {
  return new DemoImageAdapter({ painter: join(folder, 'painter.mjs'), paceMs })
}

function aRequest(prompt: string, options: Partial<ImageOptions> = {}): ImageRequest {
  return {
    kind: 'image',
    model: 'demo:image',
    parts: createParts(prompt),
    options: { ...DEFAULT_IMAGE_OPTIONS, size: '96x96', previews: 0, ...options },
  }
}

async function collect(request: ImageRequest): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = []
  for await (const event of aProvider().answer(request, anAttempt())) events.push(event)
  return events
}

function getBytes(event: AnswerEvent | undefined): Uint8Array {
  if (event?.type !== 'image' && event?.type !== 'preview') throw new Error('no image')
  return event.bytes
}

async function readPixels(bytes: Uint8Array) {
  const { width, rows } = await readPngRows(bytes)
  const all: number[] = []
  for await (const row of rows) all.push(...row)
  return { width, rgba: all }
}

/** Returns a description like `image 0 96x96`. */
async function describeEvent(event: AnswerEvent): Promise<string> {
  const { width, height } = await inspectImage(getBytes(event))
  return `${event.type} ${'index' in event ? event.index : ''} ${width}x${height}`
}

test('previews get sharper and the image comes last', async () => {
  const events = await collect(aRequest('a lake', { size: '192x128', previews: 3 }))
  expect(await Promise.all(events.map(describeEvent))).toEqual([
    'preview 0 24x16',
    'preview 1 48x32',
    'preview 2 96x64',
    'image 0 192x128',
  ])
})

test('as many images as asked for, each another view, and no usage, because nothing was used', async () => {
  const events = await collect(aRequest('a lake', { count: 4 }))

  expect(await Promise.all(events.map(describeEvent))).toEqual([
    'image 0 96x96',
    'image 1 96x96',
    'image 2 96x96',
    'image 3 96x96',
  ])
  expect(new Set(events.map((event) => Buffer.from(getBytes(event)).toString('base64'))).size).toBe(4)
})

test('the same request gives the same bytes', async () => {
  expect(await collect(aRequest('a lake'))).toEqual(await collect(aRequest('a lake')))
})

describe('every size of the catalogue', () => {
  const sizes = demo.models.flatMap((model): readonly ImageSize[] => (model.kind === 'image' ? model.sizes : []))

  test.each(sizes)('%s: a sound file of moderate length', { timeout: 60_000 }, async (size) => {
    const [event] = await collect(aRequest('snowy mountains above a lake', { size }))

    expect(await inspectImage(getBytes(event))).toEqual({ format: 'png', ...getDimensions(size) })
    expect(getBytes(event).length).toBeLessThan(1_500_000)
    expect(getBytes(event).length).toBeGreaterThan(100_000)
  })
})

test('main stays free while an image is painted', { timeout: 60_000 }, async () => {
  let turns = 0
  let events: AnswerEvent[] | undefined
  const painting = collect(aRequest('mountains', { size: '1024x1024' })).then((all) => (events = all))
  for (; events === undefined; turns += 1) await Promise.race([painting, nextTurn()])

  // On the main thread, half a second of painting would allow only a few turns.
  expect(turns).toBeGreaterThan(500)
})

describe('Stop', () => {
  test('during the wait before a preview ends it at once', async () => {
    const controller = new AbortController()
    const next = aProvider(60_000)
      .answer(aRequest('a lake', { previews: 2 }), anAttempt(controller.signal))
      .next()
    controller.abort()
    await expect(next).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('in the middle of painting ends it, without waiting for the image', { timeout: 60_000 }, async () => {
    const controller = new AbortController()
    const request = aRequest('mountains', { size: '3840x2160' })
    const next = aProvider().answer(request, anAttempt(controller.signal)).next()
    for (let turn = 0; turn < 100; turn += 1) await nextTurn()
    controller.abort()

    await expect(next).rejects.toMatchObject({ name: 'AbortError' })
  })
})

test('a painter that fails says why', async () => {
  const provider = new DemoImageAdapter({ painter: join(folder, 'missing.js'), paceMs: 0 })
  await expect(provider.answer(aRequest('a lake'), anAttempt()).next()).rejects.toThrow(/missing\.js/)
})

describe('an image that is sent', () => {
  const image = soundPng({ width: 64, height: 48 })

  async function edit(choose: (inputs: LocalInputs) => readonly InputImage[], prompt = 'a lake') {
    const inputs = new LocalInputs()
    const request = { ...aRequest(prompt), parts: createParts(prompt, choose(inputs)) }
    const events: AnswerEvent[] = []
    for await (const event of aProvider().answer(request, inputs.createAttempt())) events.push(event)
    return getBytes(events[0])
  }

  test('changes inside of its mask, keeps its size, and stays as it is everywhere else', async () => {
    const mask = drawMask(64, 48, (x, y) => x < 20 && y >= 24)
    const edited = await edit((inputs) => [inputs.add(image), inputs.add(mask, { role: 'mask' })])
    const [before, after] = [await readPixels(image), await readPixels(edited)]
    expect(after.width).toBe(64)
    const changed = after.rgba.filter((value, index) => value !== before.rgba[index])
    const outside = after.rgba.filter((value, index) => {
      const [x, y] = [(index >> 2) % 64, Math.floor((index >> 2) / 64)]
      return !(x < 20 && y >= 24) && value !== before.rgba[index]
    })
    expect(outside).toHaveLength(0)
    expect(changed.length).toBeGreaterThan(500)
  })

  test('shows through the landscape without a mask', async () => {
    const edited = await readPixels(await edit((inputs) => [inputs.add(image)]))
    expect([edited.width, edited.rgba.length]).toEqual([64, 64 * 48 * 4])
    expect(edited.rgba).not.toEqual((await readPixels(image)).rgba)
  })

  test('that cannot be read fails, and nothing is made', async () => {
    await expect(edit((inputs) => [inputs.add(truncatedPng())])).rejects.toThrow('truncated')
  })
})

test('nothing is decoded, because nothing was paid for', async () => {
  expect((await aProvider().decode().next()).done).toBe(true)
})
