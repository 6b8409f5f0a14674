import { expect, test } from 'vitest'
import { findImageModel } from '../../catalogue'
import { listOffers } from '../../catalogue/offers'
import { fitOptions, optionsProblem } from '../../catalogue/options'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '../../image-options'
import { estimateImageCost } from '../../pricing'
import { falImageModels } from './models'

test('the models in their order, by the names that people know', () => {
  const offers = listOffers({ connections: [{ id: 'fal', service: 'fal' }], recommended: 'openai:gpt-image-2' })
  expect(offers.map(({ model }) => model.name)).toEqual([
    'FLUX 3',
    'FLUX 3 Klein',
    'Nano Banana 2.1',
    'GPT Image 2.5 Sunburst',
    'Seedream 5 Pro',
    'Recraft V4.1',
    'FLUX.1 Dev',
  ])
})

test.each(falImageModels.map((model) => [model.name, model] as const))('%s makes what is usual', (_name, model) => {
  expect(optionsProblem(model, fitOptions(model, DEFAULT_IMAGE_OPTIONS))).toBeUndefined()
  expect(findImageModel(model.id)).toEqual(model)
})

test.each<[string, Partial<ImageOptions>, number | undefined]>([
  ['blackforestlabs/flux-3/text-to-image', { resolution: '1K' }, 48_000],
  ['blackforestlabs/flux-3/text-to-image', { resolution: '2K' }, undefined],
  ['blackforestlabs/flux-3-klein/text-to-image', { resolution: '1K', aspectRatio: '21:9' }, 9_000],
  ['blackforestlabs/flux-3-klein/text-to-image', { resolution: '4K', aspectRatio: '16:9' }, 36_000],
  ['google/nano-banana-2.1', {}, undefined],
  // As at OpenAI: 439 tokens at $30 per million, plus the prompt.
  ['openai/gpt-image-2.5/sunburst/text-to-image', { quality: 'medium' }, 13_175],
  ['bytedance/seedream/v5/pro/text-to-image', { size: '1024x1024', count: 2 }, 135_000],
  ['bytedance/seedream/v5/pro/text-to-image', { size: '2048x2048' }, 135_000],
  ['fal-ai/flux/dev', { size: '1024x1024' }, 25_000],
])('%s with %o costs %s', (name, part, amount) => {
  const model = findImageModel(`fal:${name}`)!
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, ...part })
  expect(estimateImageCost(model, options, 4)).toEqual(
    amount === undefined ? { kind: 'unknown' } : { kind: 'range', low: amount, high: amount },
  )
})
