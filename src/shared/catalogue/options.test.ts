import { describe, expect, test } from 'vitest'
import { findImageModel, type ImageModel } from '.'
import { DEFAULT_IMAGE_OPTIONS, getDimensions, type ImageOptions, type ImageSize } from '../image-options'
import { findAdjustments, isExperimental } from './adjustments'
import { backgroundsFor, fitOptions, fitSize, optionsProblem, ruleProblem, sizeProblem, snapSize } from './options'

function model(id: string): ImageModel {
  const found = findImageModel(id)
  if (!found) throw new Error(`${id} is not in the catalogue`)
  return found
}

const flare = model('openai:gpt-image-2.5-flare')
const two = model('openai:gpt-image-2')
const old = model('openai:gpt-image-1.5')
const demo = model('demo:image')
const rule = flare.freeSizes!

function wish(part: Partial<ImageOptions>): ImageOptions {
  return { ...DEFAULT_IMAGE_OPTIONS, ...part }
}

describe('a size', () => {
  test.each<[ImageSize, ReturnType<typeof sizeProblem>]>([
    ['1024x1024', undefined],
    ['1040x1024', undefined],
    ['1000x1024', 'not-a-multiple'],
    ['640x640', 'too-small'],
    ['3840x2176', 'too-large'],
    ['3856x1600', 'edge-too-long'],
    ['3200x1024', 'too-narrow'],
    ['0x1024', 'not-a-size'],
  ])('of %s is %s', (size, problem) => {
    expect(sizeProblem(flare, size)).toBe(problem)
  })

  test('is not offered by models with fixed sizes if it is free', () => {
    expect(sizeProblem(old, '1040x1024')).toBe('not-offered')
    expect(sizeProblem(old, '1536x1024')).toBeUndefined()
  })

  test.each(flare.sizes)('preset %s follows the rule of free sizes', (size) => {
    const dimensions = getDimensions(size)
    expect(dimensions && ruleProblem(rule, dimensions)).toBeUndefined()
  })

  test('above 2560 x 1440 is experimental', () => {
    expect(isExperimental(flare, '2560x1440')).toBe(false)
    expect(isExperimental(flare, '2576x1440')).toBe(true)
    expect(isExperimental(old, '1536x1024')).toBe(false)
  })
})

describe('snapping', () => {
  const edges = Array.from({ length: 60 }, (_, index) => 1 + index * 97)

  test('always gives a possible size, whatever is typed', () => {
    const wrong = edges
      .flatMap((width) => edges.map((height) => ({ width, height })))
      .filter((typed) => ruleProblem(rule, snapSize(rule, typed)) !== undefined)
    expect(wrong).toEqual([])
  })

  test('leaves possible sizes alone', () => {
    for (const size of [
      { width: 1024, height: 1024 },
      { width: 1536, height: 864 },
      { width: 864, height: 1536 },
      { width: 3840, height: 2160 },
      { width: 1040, height: 1600 },
    ])
      expect(snapSize(rule, size)).toEqual(size)
  })

  test('goes to the nearest step, and keeps the shape when a limit applies', () => {
    expect(snapSize(rule, { width: 1000, height: 1030 })).toEqual({ width: 1008, height: 1024 })
    expect(snapSize(rule, { width: 400, height: 400 })).toEqual({ width: 816, height: 816 })
    expect(snapSize(rule, { width: 8000, height: 4500 })).toEqual({ width: 3840, height: 2160 })
    expect(snapSize(rule, { width: 4500, height: 8000 })).toEqual({ width: 2160, height: 3840 })
  })
})

describe('options', () => {
  test('that fit another model too stay as they are', () => {
    const options = wish({ size: '2048x1152', quality: 'high', format: 'webp', count: 4, previews: 1 })
    expect(fitOptions(two, options)).toEqual(options)
    expect(findAdjustments(two, options)).toEqual([])
  })

  test('that do not fit are replaced by the nearest, with a notice', () => {
    const options = wish({ size: '2048x1152', quality: 'max', background: 'transparent' })
    expect(findAdjustments(two, options)).toEqual([
      { option: 'quality', wanted: 'max', used: 'high', reason: 'not-offered' },
    ])
    expect(findAdjustments(old, options)).toEqual([
      { option: 'size', wanted: '2048x1152', used: '1536x1024', reason: 'not-offered' },
      { option: 'quality', wanted: 'max', used: 'high', reason: 'not-offered' },
    ])
    expect(findAdjustments(demo, wish({ count: 10, format: 'jpeg' }))).toEqual([
      { option: 'format', wanted: 'jpeg', used: 'png', reason: 'not-offered' },
      { option: 'count', wanted: 10, used: 4, reason: 'limit' },
    ])
  })

  test('that are left to the model need no notice', () => {
    expect(findAdjustments(demo, wish({ quality: 'auto', background: 'auto', moderation: 'auto' }))).toEqual([])
  })

  test('come back once the model supports them again', () => {
    const options = wish({ size: '2048x1152', quality: 'max' })
    fitOptions(old, options)
    expect(fitOptions(flare, options)).toEqual(options)
  })

  test('with a size of another shape use the preset of the nearest shape', () => {
    expect(fitSize(old, '1024x1792')).toBe('1024x1536')
    expect(fitSize(old, '3840x2160')).toBe('1536x1024')
    expect(fitSize(old, '2048x2048')).toBe('1024x1024')
    expect(fitSize(flare, '1792x1000')).toBe('1792x1008')
  })

  test('never include a transparent JPEG', () => {
    expect(backgroundsFor(flare, 'jpeg')).toContainEqual({ value: 'transparent', isPossible: false })
    expect(backgroundsFor(flare, 'webp')).toContainEqual({ value: 'transparent', isPossible: true })
    const options = wish({ format: 'jpeg', background: 'transparent' })
    expect(fitOptions(flare, options).background).toBe('auto')
    expect(findAdjustments(flare, options)).toEqual([
      { option: 'background', wanted: 'transparent', used: 'auto', reason: 'jpeg' },
    ])
    expect(optionsProblem(flare, options)).toBe('background')
  })

  test.each<[Partial<ImageOptions>, keyof ImageOptions | undefined]>([
    [{}, undefined],
    [{ quality: 'max' }, 'quality'],
    [{ size: '1000x1000' }, 'size'],
    [{ count: 11 }, 'count'],
    [{ previews: 4 }, 'previews'],
    [{ quality: 'auto', size: 'auto' }, undefined],
  ])('%o: what GPT Image 2 cannot do is %s', (part, problem) => {
    expect(optionsProblem(two, wish(part))).toBe(problem)
  })
})
