import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBreath } from './breathe'
import { drawLandscape } from './draw-landscape'
import { composeScene } from './scene'

const atOnce = async (): Promise<void> => {}

function draw(prompt: string, width: number, height: number, index = 0): Promise<Uint8Array> {
  return drawLandscape(composeScene(prompt, index, width / height), { width, height }, atOnce)
}

/** Mean difference per channel, of 255. */
function difference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] as number)), 0) / a.length
}

/** Every pixel of the half-size picture is the mean of four. */
function halved(rgb: Uint8Array, width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: (width / 2) * (height / 2) * 3 }, (_, index) => {
    const [channel, x, y] = [index % 3, Math.floor(index / 3) % (width / 2), Math.floor(index / 3 / (width / 2))]
    const at = (dx: number, dy: number): number => rgb[((y * 2 + dy) * width + x * 2 + dx) * 3 + channel] as number
    return (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4
  })
}

const PROMPTS = [
  'a lighthouse at dusk',
  'snowy mountains at night with northern lights',
  'balloons over summer hills',
  'desert dunes',
  'a boat on a misty lake',
  'a forest in autumn',
] as const

test('the same prompt is always the same picture, whatever the spaces and capitals', async () => {
  expect(await draw('A Lighthouse  at dusk!', 96, 96)).toEqual(await draw('a lighthouse at dusk', 96, 96))
})

test('other words, and the next picture of the same words, are other pictures', async () => {
  const first = await draw('a lighthouse at dusk', 96, 96)
  expect(difference(first, await draw('a lighthouse at dawn', 96, 96))).toBeGreaterThan(5)
  expect(difference(first, await draw('a lighthouse at dusk', 96, 96, 1))).toBeGreaterThan(5)
})

describe('a smaller drawing is the same picture', () => {
  test.each(PROMPTS)('%s', async (prompt) => {
    const large = await draw(prompt, 192, 192)
    expect(difference(halved(large, 192, 192), await draw(prompt, 96, 96))).toBeLessThan(4)
  })
})

describe('no picture is flat', () => {
  test.each(PROMPTS)('%s', async (prompt) => {
    const rgb = await draw(prompt, 96, 96)
    expect(Math.max(...rgb) - Math.min(...rgb)).toBeGreaterThan(120)
    expect(new Set(rgb).size).toBeGreaterThan(100)
  })
})

test('the event loop turns while a picture is drawn', async () => {
  let turns = 0
  let isDrawing = true
  const counting = (async () => {
    for (; isDrawing; turns += 1) await nextTurn()
  })()
  const breathe = createBreath(new AbortController().signal)
  await drawLandscape(composeScene('mountains at dusk', 0, 1), { width: 512, height: 512 }, breathe)
  isDrawing = false
  await counting

  // Some 100 ms of work on a fast machine, in slices of 8 ms; undivided it would be one turn.
  expect(turns).toBeGreaterThan(5)
})

test('whatever people write, and in whatever shape, becomes a picture', { timeout: 30_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.integer({ min: 16, max: 64 }),
      fc.integer({ min: 16, max: 64 }),
      fc.nat(9),
      async (prompt, width, height, index) => {
        expect((await draw(prompt, width, height, index)).length).toBe(width * height * 3)
      },
    ),
    { numRuns: 20 },
  )
})
