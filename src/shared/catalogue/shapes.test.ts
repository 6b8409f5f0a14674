import { describe, expect, test } from 'vitest'
import { findImageModel, type ImageModel } from '.'
import { changeOptions, DEFAULT_IMAGE_OPTIONS, nameShape, type ImageOptions } from '../image-options'
import { estimateImageCost } from '../pricing'
import { findAdjustments } from './adjustments'
import { fitOptions, optionsProblem } from './options'
import { getShapePixels } from './shapes'

function model(id: string): ImageModel {
  const found = findImageModel(id)
  if (!found) throw new Error(`${id} is not in the catalogue`)
  return found
}

const banana = model('gemini:gemini-nano-banana-2.1')
const lite = model('gemini:gemini-3.1-flash-lite-image')
const flare = model('openai:gpt-image-2.5-flare')
const old = model('openai:gpt-image-1.5')

function wish(part: Partial<ImageOptions>): ImageOptions {
  return { ...DEFAULT_IMAGE_OPTIONS, ...part }
}

test.each([
  ['1:1', '1K', 1024, 1024],
  ['1:1', '4K', 4096, 4096],
  ['16:9', '1K', 1376, 768],
  ['16:9', '2K', 2752, 1536],
  ['9:16', '1K', 768, 1376],
] as const)('%s at %s is about %i x %i pixels', (ratio, resolution, width, height) => {
  expect(getShapePixels(ratio, resolution)).toEqual({ width, height })
})

describe('going to a model with aspect ratios keeps what was meant', () => {
  test.each([
    ['1024x1024', '1:1, 1K'],
    ['1536x864', '16:9, 1K'],
    ['864x1536', '9:16, 1K'],
    ['1536x1024', '3:2, 1K'],
    ['2048x2048', '1:1, 2K'],
    ['2560x1440', '16:9, 2K'],
    ['auto', '1:1, 1K'],
  ] as const)('%s becomes %s', (size, shape) => {
    const fitted = fitOptions(banana, wish({ size }))
    expect(nameShape(fitted)).toBe(shape)
    expect(optionsProblem(banana, fitted)).toBeUndefined()
  })
})

describe('going back to a model with sizes keeps what was meant', () => {
  test.each([
    ['16:9', '1K', '1536x864'],
    ['16:9', '2K', '2560x1440'],
    ['16:9', '4K', '3840x2160'],
    ['1:1', '1K', '1024x1024'],
    ['1:1', '2K', '2048x2048'],
    ['3:2', '1K', '1536x1024'],
  ] as const)('%s at %s becomes %s', (aspectRatio, resolution, size) => {
    const fitted = fitOptions(flare, wish({ aspectRatio, resolution }))
    expect(fitted.size).toBe(size)
    expect(fitted).not.toHaveProperty('aspectRatio')
    expect(fitted).not.toHaveProperty('resolution')
  })

  test('with fixed sizes it is the nearest shape', () => {
    expect(fitOptions(old, wish({ aspectRatio: '16:9', resolution: '1K' })).size).toBe('1536x1024')
  })
})

test('a size that is chosen replaces the shape, and one of ratio and resolution leaves the other', () => {
  const shaped = changeOptions(wish({ size: '1536x864' }), { resolution: '2K' })
  expect(nameShape(fitOptions(banana, shaped))).toBe('16:9, 2K')
  const sized = changeOptions(wish({ aspectRatio: '16:9', resolution: '4K' }), { size: '1024x1536' })
  expect(sized).not.toHaveProperty('aspectRatio')
  expect(nameShape(fitOptions(banana, sized))).toBe('2:3, 1K')
})

test('only a shape or a resolution that the model lacks is told', () => {
  const told = (facts: ImageModel, part: Partial<ImageOptions>) =>
    findAdjustments(facts, wish({ previews: 0, quality: 'auto', ...part })).map(({ wanted, used }) => [wanted, used])
  expect(told(banana, { size: '1536x864' })).toEqual([])
  expect(told(flare, { aspectRatio: '16:9', resolution: '2K' })).toEqual([])
  expect(told(lite, { aspectRatio: '16:9', resolution: '4K' })).toEqual([['16:9, 4K', '16:9, 1K']])
  expect(told(lite, { aspectRatio: '8:1', resolution: '1K' })).toEqual([['8:1, 1K', '21:9, 1K']])
  expect(told(old, { aspectRatio: '16:9', resolution: '1K' })).toEqual([['16:9, 1K', '1536x1024']])
})

test('usual values of options that a model lacks are no news, others are', () => {
  const told = (part: Partial<ImageOptions>) =>
    findAdjustments(banana, wish(part)).map(({ option, reason }) => [option, reason])
  expect(told({})).toEqual([])
  expect(told({ quality: 'high', previews: 3, format: 'webp', count: 10 })).toEqual([
    ['quality', 'not-offered'],
    ['format', 'chosen'],
    ['count', 'limit'],
    ['previews', 'limit'],
  ])
})

test('the resolution decides the price; where none is known, it is a range', () => {
  const cost = (facts: ImageModel, resolution: '1K' | '2K' | '4K') =>
    estimateImageCost(facts, fitOptions(facts, wish({ resolution, count: 2 })), 0)
  expect(cost(banana, '1K')).toEqual({ kind: 'range', low: 67_200, high: 67_200 })
  expect(cost(banana, '2K')).toEqual({ kind: 'range', low: 67_200, high: 226_800 })
  expect(cost(model('gemini:gemini-3-pro-image'), '4K')).toEqual({ kind: 'range', low: 480_000, high: 480_000 })
  expect(cost(lite, '1K')).toEqual({ kind: 'unknown' })
})
