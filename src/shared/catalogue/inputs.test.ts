import { expect, test } from 'vitest'
import { createParts, type InputImage } from '../request'
import type { ModelId } from './index'
import { findModel } from './index'
import { findInputProblem, listRequestInputs } from './inputs'
import { anInputImage } from '../../../tests/support/input-image'

const FLARE = 'openai:gpt-image-2.5-flare'
const reference = anInputImage()
const mask = anInputImage({ role: 'mask' })
const markup = anInputImage({ role: 'markup' })
const many = (count: number): InputImage[] => Array.from({ length: count }, () => reference)

test.each<[string, ModelId, readonly InputImage[]]>([
  ['none, for a model that takes none', 'fal:fal-ai/recraft/v4.1/text-to-image', []],
  ['a mask for the demo', 'demo:image', [reference, mask]],
  ['as many as it takes', FLARE, many(16)],
  ['a mask beside as many as it takes', FLARE, [...many(16), mask]],
  ['marks', FLARE, [reference, markup]],
  ['any format that it knows', FLARE, [anInputImage({ format: 'jpeg' }), anInputImage({ format: 'webp' })]],
  ['as large as it takes', FLARE, [anInputImage({ bytes: 50_000_000 })]],
  ['fourteen for Gemini', 'gemini:gemini-nano-banana-2.1', many(14)],
  ['a mask for Gemini, which is told where it is', 'gemini:gemini-3-pro-image', [reference, mask]],
  ['a mask for a server of unknown abilities', 'compatible-1a:image/sdxl', [reference, mask]],
  ['images in a chat', 'openai:gpt-6.1-terra', [anInputImage({ role: 'context', format: 'gif' })]],
  ['drawings, of which a PNG is sent', FLARE, [anInputImage({ format: 'svg', bytes: 60_000_000 }), reference]],
  [
    'formats of which a PNG is sent',
    'gemini:gemini-3.1-pro',
    [anInputImage({ format: 'bmp' }), anInputImage({ format: 'avif' })],
  ],
  ['images in a chat with a server', 'compatible-1a:text/llava', [anInputImage({ role: 'context' })]],
])('%s are taken', (_what, id, inputs) => {
  expect(findInputProblem(getModel(id), inputs)).toBeUndefined()
})

test.each<[string, ModelId, readonly InputImage[], object]>([
  ['a model that takes none', 'fal:fal-ai/recraft/v4.1/text-to-image', [reference], { code: 'inputs-unsupported' }],
  ['a JPEG for the demo', 'demo:image', [anInputImage({ format: 'jpeg' })], { code: 'input-format-refused' }],
  ['a text model that sees none', 'demo:text', [reference], { code: 'inputs-unsupported' }],
  ['none for a tool, which needs one', 'recraft:crispUpscale', [], { code: 'inputs-missing', input: {} }],
  ['one too many', FLARE, many(17), { code: 'inputs-too-many', input: { most: 16 } }],
  ['fifteen for Gemini', 'gemini:gemini-3-pro-image', many(15), { code: 'inputs-too-many', input: { most: 14 } }],
  [
    'a format that it does not know',
    FLARE,
    [reference, anInputImage({ format: 'gif' })],
    { code: 'input-format-refused', input: { index: 1 } },
  ],
  [
    'a drawing as a mask',
    FLARE,
    [reference, { ...mask, format: 'svg' }],
    { code: 'input-format-refused', input: { index: 1 } },
  ],
  [
    'a byte too many',
    FLARE,
    [anInputImage({ bytes: 50_000_001 })],
    { code: 'input-too-large', input: { index: 0, most: 50_000_000 } },
  ],
  [
    'too many bytes together',
    'gemini:gemini-nano-banana-2.1',
    [anInputImage({ bytes: 40_000_000 }), anInputImage({ bytes: 40_000_000 })],
    { code: 'input-too-large', input: { most: 70_000_000 } },
  ],
  [
    'a mask for a model that only sees',
    'openai:gpt-6.1-terra',
    [reference, mask],
    { code: 'mask-unsupported', input: { index: 1 } },
  ],
  ['marks for a model without them', 'openai:gpt-image-2', [reference, markup], { code: 'mask-unsupported' }],
  ['a mask without transparency', FLARE, [reference, { ...mask, format: 'jpeg' }], { code: 'input-format-refused' }],
  ['a large mask', FLARE, [reference, { ...mask, bytes: 4_000_001 }], { code: 'input-too-large' }],
  ['a mask without an image', FLARE, [mask], { code: 'mask-mismatched', input: { index: 0 } }],
  ['a mask of another size', FLARE, [reference, { ...mask, width: 63 }], { code: 'mask-mismatched' }],
  ['two masks', FLARE, [reference, mask, mask], { code: 'mask-mismatched' }],
  ['mask and marks', FLARE, [reference, markup, mask], { code: 'mask-mismatched' }],
])('%s is refused', (_what, id, inputs, problem) => {
  expect(findInputProblem(getModel(id), inputs)).toMatchObject(problem)
})

test('the images of all turns count', () => {
  const parts = createParts('look', [reference])
  const turns = [{ role: 'user', parts } as const, { role: 'assistant', parts } as const]
  expect(listRequestInputs({ kind: 'text', model: 'demo:text', turns })).toEqual([reference, reference])
})

function getModel(id: ModelId) {
  const model = findModel(id)
  if (!model) throw new Error(`${id} is no model`)
  return model
}
