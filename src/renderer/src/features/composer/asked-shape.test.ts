import { expect, test } from 'vitest'
import { findModel, type ModelId } from '@shared/catalogue'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { asksOtherShape } from './asked-shape'

const WIDE = { width: 1536, height: 1024 }
const ask = (model: ModelId, options: Partial<ImageOptions>): boolean =>
  asksOtherShape(WIDE, { model: findModel(model)!, options: { ...DEFAULT_IMAGE_OPTIONS, ...options } })

test('a size or a ratio of another shape is noticed, one of the same shape is not', () => {
  expect(ask('openai:gpt-image-2', { size: '1024x1024' })).toBe(true)
  expect(ask('openai:gpt-image-2', { size: '768x512' })).toBe(false)
  expect(ask('gemini:gemini-3-pro-image', { aspectRatio: '1:1' })).toBe(true)
  expect(ask('gemini:gemini-3-pro-image', { aspectRatio: '3:2' })).toBe(false)
})

test('nothing is said where the model chooses, or answers in the shape of the image', () => {
  expect(ask('openai:gpt-image-2', { size: 'auto' })).toBe(false)
  expect(ask('demo:image', { size: '1024x1024' })).toBe(false)
})
