import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { demoModels } from '@shared/catalogue/demo'
import { DEFAULT_IMAGE_OPTIONS, dimensionsOf, type ImageOptions, type ImageSize } from '@shared/image-options'
import type { ImageRequest } from '@shared/run'
import { inspectImage } from '../../objects/inspect-image'
import type { ImageEvent } from '../provider'
import { DemoImageProvider } from './demo-image-provider'
import { anAttempt } from './local-attempt'

const atOnce = { pause: async (_ms: number, signal: AbortSignal) => signal.throwIfAborted() }

function aRequest(prompt: string, options: Partial<ImageOptions> = {}): ImageRequest {
  return {
    kind: 'image',
    model: 'demo:image',
    prompt,
    options: { ...DEFAULT_IMAGE_OPTIONS, size: '96x96', previews: 0, ...options },
  }
}

async function eventsOf(request: ImageRequest, signal?: AbortSignal): Promise<ImageEvent[]> {
  const events: ImageEvent[] = []
  for await (const event of new DemoImageProvider(atOnce).generate(request, anAttempt(signal))) events.push(event)
  return events
}

function bytesOf(event: ImageEvent | undefined): Uint8Array {
  if (event?.type !== 'image' && event?.type !== 'preview') throw new Error('no picture')
  return event.bytes
}

/** `image 96x96` and the like. */
function nameOf(event: ImageEvent): string {
  const { width, height } = inspectImage(bytesOf(event))
  return `${event.type} ${'index' in event ? event.index : ''} ${width}x${height}`
}

test('previews get sharper and the picture comes last', async () => {
  const events = await eventsOf(aRequest('a lake', { size: '192x128', previews: 3 }))
  expect(events.map(nameOf)).toEqual(['preview 0 24x16', 'preview 1 48x32', 'preview 2 96x64', 'image 0 192x128'])
})

test('as many pictures as asked for, each another view, and no usage, for nothing was used', async () => {
  const events = await eventsOf(aRequest('a lake', { count: 4 }))

  expect(events.map(nameOf)).toEqual(['image 0 96x96', 'image 1 96x96', 'image 2 96x96', 'image 3 96x96'])
  expect(new Set(events.map((event) => Buffer.from(bytesOf(event)).toString('base64'))).size).toBe(4)
})

test('the same request gives the same bytes', async () => {
  expect(await eventsOf(aRequest('a lake'))).toEqual(await eventsOf(aRequest('a lake')))
})

describe('every size of the catalogue', () => {
  const sizes = demoModels.flatMap((model): readonly ImageSize[] => (model.kind === 'image' ? model.sizes : []))

  test.each(sizes)('%s: a sound file of moderate length', { timeout: 30_000 }, async (size) => {
    const [event] = await eventsOf(aRequest('snowy mountains above a lake', { size }))
    const bytes = bytesOf(event)

    expect(inspectImage(bytes)).toEqual({ format: 'png', ...dimensionsOf(size) })
    expect(bytes.length).toBeLessThan(1_500_000)
    expect(bytes.length).toBeGreaterThan(100_000)
  })
})

describe('Stop', () => {
  test('during the wait before a preview ends it at once', async () => {
    const provider = new DemoImageProvider({ paceMs: 60_000 })
    const controller = new AbortController()
    const next = provider.generate(aRequest('a lake', { previews: 2 }), anAttempt(controller.signal)).next()
    controller.abort()
    await expect(next).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('in the middle of drawing ends it with the slice at hand', { timeout: 30_000 }, async () => {
    const controller = new AbortController()
    let outcome: unknown
    const drawing = eventsOf(aRequest('mountains', { size: '2048x2048' }), controller.signal).then(
      () => (outcome = 'finished'),
      (error: unknown) => (outcome = error),
    )
    for (let turn = 0; turn < 12; turn += 1) await nextTurn()
    controller.abort()
    let slices = 0
    for (; outcome === undefined && slices < 20; slices += 1) await nextTurn()

    expect(await drawing).toMatchObject({ name: 'AbortError' })
    // Of 8 ms each: far within a tenth of a second.
    expect(slices).toBeLessThan(4)
  })
})

test('nothing is decoded, because nothing was paid for', async () => {
  expect((await new DemoImageProvider().decode().next()).done).toBe(true)
})
