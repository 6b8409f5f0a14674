import { describe, expect, test } from 'vitest'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { findImageModel, findModel, listModels, type ModelId } from '@shared/catalogue'
import { getLifetime } from '@shared/catalogue/offers'
import { sizeProblem } from '@shared/catalogue/options'
import { defaultOption, lowerQuality, otherModel, smallerSize, type Asked } from './request-change'

const NOW = Date.parse('2026-11-22')
const other = (request: Asked, now = NOW) => otherModel(request, now)

const asked = (changes: Partial<ImageOptions> = {}, model: ModelId = 'openai:gpt-image-2.5-flare'): Asked => ({
  model,
  options: { ...DEFAULT_IMAGE_OPTIONS, ...changes },
})

describe('a smaller size', () => {
  test('is the usual one, and leaves the rest alone', () => {
    const options = { ...DEFAULT_IMAGE_OPTIONS, quality: 'max', format: 'webp', size: '1024x1024' }
    expect(smallerSize(asked({ size: '2048x2048', quality: 'max', format: 'webp' }))).toEqual({ options })
    expect(smallerSize(asked({ size: 'auto' }))).toEqual({ options: DEFAULT_IMAGE_OPTIONS })
  })

  test.each(['1024x1024', '1024x640'] as const)('is not found below %s', (size) => {
    expect(smallerSize(asked({ size }))).toBeUndefined()
  })
})

test('a lower resolution is the smaller size of a model with shapes', () => {
  const shaped = (resolution: '1K' | '2K' | '4K') =>
    asked({ aspectRatio: '16:9', resolution, size: '2752x1536' }, 'gemini:gemini-3-pro-image')
  const expected = { aspectRatio: '16:9', resolution: '1K', size: '1376x768' }
  expect(smallerSize(shaped('4K'))?.options).toMatchObject(expected)
  expect(smallerSize(shaped('1K'))).toBeUndefined()
  expect(defaultOption(shaped('4K'), 'resolution')?.options).toMatchObject(expected)
  expect(defaultOption(shaped('1K'), 'resolution')).toBeUndefined()
})

describe('a lower quality', () => {
  test.each([
    ['max', 'xhigh'],
    ['high', 'medium'],
    ['medium', 'low'],
    ['auto', 'medium'],
  ] as const)('than %s is %s', (quality, lower) => {
    expect(lowerQuality(asked({ quality }))?.options?.quality).toBe(lower)
  })

  test('is one that the model has', () => {
    expect(lowerQuality(asked({ quality: 'max' }, 'openai:gpt-image-2'))?.options?.quality).toBe('high')
    expect(lowerQuality(asked({ quality: 'low' }))).toBeUndefined()
  })
})

describe('another model', () => {
  test('is what comes after it, or the recommended one by its own name', () => {
    expect(other(asked({}, 'openai:gpt-image-2'))?.model).toBe('openai:gpt-image-2.5-flare')
    expect(other(asked({}, 'openai:gpt-image-2.5-flare'))?.model).toBe('openai:gpt-image-2.6-flare')
  })

  test('is never the same under another name', () => {
    const meant = findModel('openai:gpt-imagegen')!.wireName
    expect(other(asked({}, 'openai:gpt-imagegen'))?.model).not.toBe(`openai:${meant}`)
    expect(other(asked({}, `openai:${meant}`))?.model).not.toBe('openai:gpt-imagegen')
  })

  test('is never one that has ended', () => {
    const after = Date.parse('2027-06-01')
    for (const model of listModels().filter(({ service }) => service === 'openai')) {
      const { model: id = model.id } = other({ model: model.id }, after) ?? {}
      expect(getLifetime(findModel(id)!, after)).not.toBe('ended')
    }
  })

  test('gets options that it has', () => {
    const change = other(asked({ quality: 'low', background: 'transparent' }, 'openai:gpt-image-2'))
    expect(sizeProblem(findImageModel(change!.model!)!, change!.options!.size)).toBeUndefined()
    expect(change?.options).toMatchObject({ quality: 'low', background: 'transparent' })
  })

  test('writes where the other wrote, and Demo stands alone', () => {
    expect(findModel(other({ model: 'openai:gpt-6.1-terra' })!.model!)?.kind).toBe('text')
    expect(other(asked({}, 'demo:image'))).toBeUndefined()
  })
})

test('an option that is usual already is not changed', () => {
  expect(defaultOption(asked({ quality: 'high' }), 'quality')?.options).toEqual(DEFAULT_IMAGE_OPTIONS)
  expect(defaultOption(asked(), 'quality')).toBeUndefined()
})
