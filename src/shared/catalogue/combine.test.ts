import { expect, test } from 'vitest'
import { DEFAULT_IMAGE_OPTIONS } from '../image-options'
import type { ImageModel } from '../services/model'
import { findImageModel, listModels } from '.'
import { combineModels } from './combine'
import { fitOptions, optionsProblem } from './options'

const images = listModels().filter((model): model is ImageModel => model.kind === 'image')

test('what is offered for two models, both can do: of sizes the same, of shapes about the same', () => {
  for (const one of images) {
    for (const other of images) {
      const combined = combineModels([one, other])
      const offered = { ...DEFAULT_IMAGE_OPTIONS, size: combined.sizes[0] ?? 'auto' }
      const fitted = fitOptions(combined, offered)
      for (const model of [one, other]) {
        const asked = fitOptions(model, fitted)
        expect(optionsProblem(model, asked)).toBeUndefined()
        expect(asked).toMatchObject({ count: fitted.count, previews: fitted.previews })
      }
    }
  }
})

test('a size goes where one model lacks it, and a shape stands for a size', () => {
  const sizes = (...ids: readonly string[]) => combine(...ids).sizes
  expect(sizes('openai:gpt-image-2.5-flare', 'demo:image')).toEqual(['1024x1024', '1536x1024', '1024x1536'])
  expect(combine('openai:gpt-image-2.5-flare', 'demo:image').freeSizes).toBeUndefined()
  expect(combine('openai:gpt-image-2', 'openai:gpt-image-2.5-flare').freeSizes).toMatchObject({ maxEdge: 3840 })
  expect(sizes('openai:gpt-image-2.5-flare', 'gemini:gemini-3-pro-image')).toContain('1536x1024')
  expect(combine('gemini:gemini-nano-banana-2.1', 'gemini:gemini-3-pro-image').aspectRatios).toContain('16:9')
})

test('a quality that one of them lacks is not offered, and the sum of several has no price of its own', () => {
  expect(combine('openai:gpt-image-2', 'openai:gpt-image-2.5-flare').qualities).not.toContain('max')
  expect(combine('openai:gpt-image-2', 'demo:image')).toMatchObject({ qualities: ['medium'], maxImages: 4 })
  expect(combine('openai:gpt-image-2', 'demo:image').prices).toBeUndefined()
})

test('one model stays what it is', () => {
  const model = findImageModel('openai:gpt-image-2')!
  expect(combineModels([model])).toBe(model)
})

function combine(...ids: readonly string[]): ImageModel {
  const [first, ...others] = ids.map((id) => findImageModel(id)!)
  return combineModels([first!, ...others])
}
