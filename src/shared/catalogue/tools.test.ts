import { describe, expect, test } from 'vitest'
import { anInputImage } from '../../../tests/support/input-image'
import { listOffers } from './offers'
import { listToolOffers } from './tools'

const FAL = { id: 'fal', service: 'fal' }
const RECRAFT = { id: 'recraft', service: 'recraft' }
const OPENAI = { id: 'openai', service: 'openai' }
const image = anInputImage({ width: 1024, height: 1536, format: 'png', bytes: 2_000_000 })

function describeOffers(...args: Parameters<typeof listToolOffers>) {
  return listToolOffers(...args).map(({ tool, model, options, estimate }) => [
    tool,
    model.id,
    options.size,
    options.count,
    estimate.kind === 'range' ? [estimate.low, estimate.high] : estimate.kind,
  ])
}

test('without a service that has tools there are none', () => {
  expect(listToolOffers([OPENAI], image)).toEqual([])
})

test('each tool with its price, also that of four variations, and of the larger image', () => {
  expect(describeOffers([RECRAFT], image)).toEqual([
    ['removeBackground', 'recraft:removeBackground', '1024x1536', 1, [10_000, 10_000]],
    ['upscale', 'recraft:crispUpscale', '2048x3072', 1, [4_000, 4_000]],
    ['vectorize', 'recraft:vectorize', '1024x1536', 1, [10_000, 10_000]],
    ['vary', 'recraft:variateImage', '832x1280', 4, [40_000, 160_000]],
  ])
  expect(describeOffers([FAL], image)).toEqual([
    ['removeBackground', 'fal:fal-ai/bria/background/remove', '1024x1536', 1, [18_000, 18_000]],
    ['upscale', 'fal:fal-ai/clarity-upscaler', '2048x3072', 1, [180_000, 180_000]],
    ['vary', 'fal:bytedance/seedream/v5/pro/edit', '1024x1536', 4, [270_000, 270_000]],
  ])
})

test('of two services the cheaper one, by the model of its own connection', () => {
  const attic = { id: 'recraft-1a2b', service: 'recraft' }
  expect(listToolOffers([FAL, attic], image).map(({ model }) => model.id)).toEqual([
    'recraft-1a2b:removeBackground',
    'recraft-1a2b:crispUpscale',
    'recraft-1a2b:vectorize',
    'recraft-1a2b:variateImage',
  ])
})

test('a drawing is not vectorized', () => {
  const offers = listToolOffers([RECRAFT], { ...image, format: 'svg' })
  expect(offers.map(({ tool }) => tool)).toEqual(['removeBackground', 'upscale', 'vary'])
})

describe('an image that a tool can’t take', () => {
  test.each([
    ['too long an edge', { width: 5000, height: 100 }, ['fal']],
    ['too many pixels', { width: 8000, height: 8000 }, []],
    ['a format that none takes', { format: 'gif' as const }, []],
    ['too many bytes', { bytes: 9_000_000 }, ['recraft']],
  ])('%s', (_name, part, services) => {
    const offers = listToolOffers([FAL, RECRAFT], { ...image, ...part })
    expect([...new Set(offers.map(({ model }) => model.service))]).toEqual(services)
  })
})

test('tools aren’t in the model list', () => {
  const offers = listOffers({ connections: [FAL, RECRAFT], recommended: 'openai:gpt-image-2' })
  expect(offers.filter(({ model }) => model.kind === 'image' && model.tool)).toEqual([])
})
