import { expect, test } from 'vitest'
import { findImageModel } from '../../catalogue'
import { fitOptions, optionsProblem } from '../../catalogue/options'
import { DEFAULT_IMAGE_OPTIONS, type ImageSize } from '../../image-options'
import { estimateImageCost } from '../../pricing'
import { bflImageModels } from './models'

test.each(bflImageModels.map((model) => [model.name, model] as const))('%s makes what is usual', (_name, model) => {
  expect(optionsProblem(model, fitOptions(model, DEFAULT_IMAGE_OPTIONS))).toBeUndefined()
  expect(findImageModel(model.id)).toEqual(model)
})

test.each<[string, ImageSize, number, number, number]>([
  ['flux-2-pro', '1024x1024', 0, 30_000, 30_000],
  // Megapixels are rounded up: two.
  ['flux-2-pro', '1536x1024', 0, 45_000, 45_000],
  ['flux-2-pro', '2048x2048', 0, 75_000, 75_000],
  // An input image has one to four megapixels.
  ['flux-2-max', '1024x1024', 1, 100_000, 190_000],
  ['flux-2-klein-4b', '1024x1024', 0, 14_000, 14_000],
  ['flux-2-klein-9b', '1024x1024', 2, 19_000, 31_000],
])('%s at %s with %i images costs %i to %i', (name, size, inputs, low, high) => {
  const model = findImageModel(`bfl:${name}`)!
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, size })
  expect(estimateImageCost(model, options, 4, inputs)).toEqual({ kind: 'range', low, high })
})
