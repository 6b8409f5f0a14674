import { describe, expect, test } from 'vitest'
import { findImageModel, recommendModel, type ImageModel } from './catalogue'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions, type ImageQuality, type ImageSize } from './image-options'
import { estimateImageCost, estimateParts, imageCost, pricedLength } from './pricing'
import { createTokenUsage } from './usage'

function model(name: string): ImageModel {
  const found = findImageModel(`openai:${name}`)
  if (!found) throw new Error(`${name} is not in the catalogue`)
  return found
}

function asking(part: Partial<ImageOptions>): ImageOptions {
  return { ...DEFAULT_IMAGE_OPTIONS, previews: 0, ...part }
}

/** Tokens and dollars to the tenth of a cent, from the provider's calculator. */
type Cell = readonly [tokens: number, dollars: number]
type Row = readonly [ImageSize, Partial<Record<ImageQuality, Cell>>]

const TABLE_2: readonly Row[] = [
  ['1024x1024', { low: [196, 0.006], medium: [1756, 0.053], high: [7024, 0.211] }],
  ['1536x1024', { low: [158, 0.005], medium: [1372, 0.041], high: [5488, 0.165] }],
  ['1024x1536', { low: [158, 0.005], medium: [1372, 0.041], high: [5488, 0.165] }],
  ['1536x864', { low: [120, 0.004], medium: [1078, 0.032], high: [4312, 0.129] }],
  ['2048x2048', { low: [397, 0.012], medium: [3568, 0.107], high: [14272, 0.428] }],
  ['2560x1440', { low: [205, 0.006], medium: [1843, 0.055], high: [7370, 0.221] }],
  ['3840x2160', { low: [371, 0.011], medium: [3336, 0.1], high: [13342, 0.4] }],
]
const TABLE_2_5: readonly Row[] = [
  [
    '1024x1024',
    { low: [196, 0.006], medium: [439, 0.013], high: [1756, 0.053], xhigh: [3122, 0.094], max: [7024, 0.211] },
  ],
  [
    '1536x1024',
    { low: [158, 0.005], medium: [343, 0.01], high: [1372, 0.041], xhigh: [2459, 0.074], max: [5488, 0.165] },
  ],
  [
    '1024x1536',
    { low: [158, 0.005], medium: [343, 0.01], high: [1372, 0.041], xhigh: [2459, 0.074], max: [5488, 0.165] },
  ],
  [
    '1536x864',
    { low: [120, 0.004], medium: [280, 0.008], high: [1078, 0.032], xhigh: [1917, 0.058], max: [4312, 0.129] },
  ],
  [
    '2048x2048',
    { low: [397, 0.012], medium: [892, 0.027], high: [3568, 0.107], xhigh: [6343, 0.19], max: [14272, 0.428] },
  ],
  [
    '2560x1440',
    { low: [205, 0.006], medium: [478, 0.014], high: [1843, 0.055], xhigh: [3276, 0.098], max: [7370, 0.221] },
  ],
  [
    '3840x2160',
    { low: [371, 0.011], medium: [865, 0.026], high: [3336, 0.1], xhigh: [5930, 0.178], max: [13342, 0.4] },
  ],
]

const CELLS = [
  ...TABLE_2.flatMap(([size, cells]) => expandRow('gpt-image-2', size, cells)),
  ...TABLE_2_5.flatMap(([size, cells]) => expandRow('gpt-image-2.5-flare', size, cells)),
  ...TABLE_2_5.flatMap(([size, cells]) => expandRow('gpt-image-2.5-sunburst', size, cells)),
]

function expandRow(name: string, size: ImageSize, cells: Row[1]) {
  return Object.entries(cells).map(([quality, [tokens, dollars]]) => ({
    name,
    size,
    quality: quality as ImageQuality,
    tokens,
    dollars,
  }))
}

describe('the estimate matches the provider’s table', () => {
  test.each(CELLS)('$name $size $quality: $tokens tokens, $$dollars', ({ name, size, quality, tokens, dollars }) => {
    const options = asking({ size, quality })
    expect(estimateParts(model(name), options, 0)?.tokensPerImage).toEqual({ low: tokens, high: tokens })
    const cost = estimateImageCost(model(name), options, 0)
    expect(cost).toEqual({ kind: 'range', low: tokens * 30, high: tokens * 30 })
    expect(Math.round((tokens * 30) / 1_000) / 1_000).toBe(dollars)
  })

  test.each([
    ['gpt-image-1.5', 'low', 9_000, 13_000],
    ['gpt-image-1.5', 'medium', 34_000, 50_000],
    ['gpt-image-1.5', 'high', 133_000, 200_000],
    ['gpt-image-1-mini', 'low', 5_000, 6_000],
    ['gpt-image-1-mini', 'medium', 11_000, 15_000],
    ['gpt-image-1-mini', 'high', 36_000, 52_000],
    ['gpt-image-1', 'low', 11_000, 16_000],
    ['gpt-image-1', 'medium', 42_000, 63_000],
    ['gpt-image-1', 'high', 167_000, 250_000],
  ] as const)('%s %s: printed per image', (name, quality, square, oblong) => {
    const cost = (size: ImageSize) => estimateImageCost(model(name), asking({ size, quality }), 0)
    expect(cost('1024x1024')).toEqual({ kind: 'range', low: square, high: square })
    expect(cost('1536x1024')).toEqual({ kind: 'range', low: oblong, high: oblong })
    expect(cost('1024x1536')).toEqual({ kind: 'range', low: oblong, high: oblong })
  })

  test.each([
    ['1536x1024', 'low', 664],
    ['1536x1024', 'medium', 1353],
    ['3840x2160', 'medium', 3337],
  ] as const)(
    'what was measured of 2.6 at %s lies within its range or a part in fifty of it',
    (size, quality, measured) => {
      const span = estimateParts(model('gpt-image-2.6-flare'), asking({ size, quality }), 0)?.tokensPerImage
      expect(span?.low).toBeLessThan(span?.high ?? 0)
      expect(measured).toBeGreaterThanOrEqual((span?.low ?? 0) * 0.98)
      expect(measured).toBeLessThanOrEqual((span?.high ?? 0) * 1.02)
    },
  )
})

describe('an estimate', () => {
  const flare = model('gpt-image-2.5-flare')

  test('counts images, previews and the prompt', () => {
    const options = asking({ count: 3, previews: 2 })
    // 3 × 439 + 2 × 100 tokens at $30, 10 prompt tokens at $5 per million
    expect(estimateImageCost(flare, options, 40)).toEqual({ kind: 'range', low: 45_560, high: 45_560 })
  })

  test('covers everything the model may choose', () => {
    expect(estimateImageCost(flare, asking({ quality: 'auto' }), 0)).toEqual({
      kind: 'range',
      low: 196 * 30,
      high: 7024 * 30,
    })
    expect(estimateParts(flare, asking({ size: 'auto' }), 0)).toMatchObject({
      tokensPerImage: { low: 343, high: 439 },
      spread: 'auto',
    })
  })

  test('says that it is based on measurements where no figures are published', () => {
    expect(estimateParts(model('gpt-image-2.6-sunburst'), asking({}), 0)?.spread).toBe('measured')
    expect(estimateParts(flare, asking({}), 0)?.spread).toBe('none')
  })

  test('counts the images that are sent along, at least and at most what one of them is known to take', () => {
    // One image at $30, and three inputs of 1,000 to 6,700 tokens at $8 per million.
    expect(estimateImageCost(flare, asking({}), 0, 3)).toEqual({
      kind: 'range',
      low: 439 * 30 + 3 * 1_000 * 8,
      high: 439 * 30 + 3 * 6_700 * 8,
    })
    expect(estimateParts(flare, asking({}), 0, 3)).toMatchObject({
      inputs: { low: 24_000, high: 160_800 },
      spread: 'measured',
    })
    expect(estimateParts(flare, asking({}), 0)).not.toHaveProperty('inputs')
    expect(estimateParts(flare, asking({ quality: 'auto' }), 0, 1)?.spread).toBe('auto')
  })

  test('counts prompt and inputs for each image where one call makes one', () => {
    const banana = findImageModel('gemini:gemini-nano-banana-2.1')
    if (!banana) throw new Error('the model is not in the catalogue')
    const { prompt, inputs } = estimateParts(banana, asking({ count: 3 }), 400, 2) ?? {}
    expect(prompt).toBe(3 * 100 * 1.5)
    expect(inputs).toEqual({ low: 3 * 2 * 1_090 * 1.5, high: 3 * 2 * 1_120 * 1.5 })
  })

  test('is unknown where nothing is known of what inputs cost', () => {
    const { references: _unknown, ...blind } = flare
    expect(estimateImageCost(blind, asking({}), 0, 1)).toEqual({ kind: 'unknown' })
  })

  test('is unknown, never zero, without a known price', () => {
    expect(estimateImageCost(model('chatgpt-image-latest'), asking({}), 0)).toEqual({ kind: 'unknown' })
    expect(estimateImageCost(model('gpt-image-3-flare'), asking({}), 0)).toEqual({ kind: 'unknown' })
  })

  test('of the alias is that of the model it stands for', () => {
    const alias = recommendModel('openai:gpt-image-2')
    expect(estimateImageCost(alias, asking({}), 0)).toEqual(estimateImageCost(model('gpt-image-2'), asking({}), 0))
  })
})

test('text in the answer of an image model has its own price where there is one', () => {
  const usage = createTokenUsage({ textIn: 10, imageIn: 100, imageOut: 1_000, textOut: 50 })
  expect(imageCost(model('gpt-image-1.5'), usage)).toBe(10 * 5 + 100 * 8 + 1_000 * 32 + 50 * 10)
  expect(imageCost(model('gpt-image-2'), usage)).toBe(10 * 5 + 100 * 8 + 1_050 * 30)
})

test('a prompt in any script counts at least one token per non-Latin character', () => {
  expect(pricedLength('four')).toBe(4)
  expect(pricedLength('夕暮れの灯台')).toBe(6 * 4)
  expect(pricedLength('🗼')).toBe(2 * 4)
})

describe('where a service bills images or megapixels', () => {
  const bill = (unitPrices: NonNullable<ImageModel['unitPrices']>, part: Partial<ImageOptions>) => {
    const { prices: _none, tokenBases: _bases, ...facts } = model('gpt-image-2')
    return estimateImageCost({ ...facts, unitPrices }, asking(part), 1_000)
  }
  const from = { asOf: '2026-11-22', source: 'a page' } as const

  test('the first step that the image fits decides, and larger images have no price', () => {
    const steps = [
      { maxPixels: 1_200_000, perUnit: 9_000 },
      { maxPixels: 4_800_000, perUnit: 14_000 },
    ]
    const cost = (part: Partial<ImageOptions>) => bill({ unit: 'image', steps, ...from }, part)
    expect(cost({ aspectRatio: '16:9', resolution: '1K' })).toEqual({ kind: 'range', low: 9_000, high: 9_000 })
    expect(cost({ aspectRatio: '16:9', resolution: '2K', count: 3 })).toEqual({
      kind: 'range',
      low: 42_000,
      high: 42_000,
    })
    expect(cost({ aspectRatio: '1:1', resolution: '4K' })).toEqual({ kind: 'unknown' })
  })

  test('a started megapixel counts in whole', () => {
    const cost = (size: ImageSize) => bill({ unit: 'megapixel', steps: [{ perUnit: 25_000 }], ...from }, { size })
    expect(cost('1024x1024')).toEqual({ kind: 'range', low: 25_000, high: 25_000 })
    expect(cost('1536x1024')).toEqual({ kind: 'range', low: 50_000, high: 50_000 })
  })
})
