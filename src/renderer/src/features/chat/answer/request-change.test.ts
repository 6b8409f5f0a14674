import { describe, expect, test } from 'vitest'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import type { ModelId } from '@shared/catalogue'
import { defaultOption, lowerQuality, otherModel, smallerSize, type Asked } from './request-change'

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
  test('is the recommended one', () => {
    expect(otherModel(asked({}, 'openai:gpt-image-2'))?.model).toBe('openai:gpt-imagegen')
  })

  test('is never the same under another name', () => {
    expect(otherModel(asked({}, 'openai:gpt-imagegen'))?.model).not.toBe('openai:gpt-image-2.5-flare')
    expect(otherModel(asked({}, 'openai:gpt-image-2.5-flare'))?.model).not.toBe('openai:gpt-imagegen')
  })

  test('gets options that it has', () => {
    expect(otherModel(asked({ quality: 'max' }, 'openai:gpt-imagegen'))).toMatchObject({
      model: 'openai:gpt-image-2',
      options: { quality: 'high' },
    })
  })

  test('writes where the other wrote, and Demo stands alone', () => {
    expect(otherModel({ model: 'openai:gpt-6.1-terra' })).toEqual({ model: 'openai:gpt-6.1-sol' })
    expect(otherModel(asked({}, 'demo:image'))).toBeUndefined()
  })
})

test('an option that is usual already is not changed', () => {
  expect(defaultOption(asked({ quality: 'high' }), 'quality')?.options).toEqual(DEFAULT_IMAGE_OPTIONS)
  expect(defaultOption(asked(), 'quality')).toBeUndefined()
})
