import { expect, test } from 'vitest'
import { findImageModel } from '../../catalogue'
import { fitOptions, optionsProblem } from '../../catalogue/options'
import { DEFAULT_IMAGE_OPTIONS } from '../../image-options'
import { estimateImageCost } from '../../pricing'
import { recraftImageModels } from './models'

test.each(recraftImageModels.map((model) => [model.name, model] as const))('%s makes what is usual', (_name, model) => {
  expect(optionsProblem(model, fitOptions(model, DEFAULT_IMAGE_OPTIONS))).toBeUndefined()
  expect(findImageModel(model.id)).toEqual(model)
})

test.each([
  ['recraftv4_1', 35_000],
  ['recraftv4_1_pro', 210_000],
  ['recraftv4_1_flash', 7_000],
  ['recraftv4_1_vector', 80_000],
  ['recraftv4_1_pro_vector', 300_000],
])('%s costs %i for each image', (name, each) => {
  const model = findImageModel(`recraft:${name}`)!
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, count: 2 })
  expect(estimateImageCost(model, options, 4)).toEqual({ kind: 'range', low: 2 * each, high: 2 * each })
})
