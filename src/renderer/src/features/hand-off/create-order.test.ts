import { expect, test } from 'vitest'
import type { ModelId } from '@shared/catalogue'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import type { Choices } from './choices'
import { createOrder } from './create-order'
import type { HandOffImage } from './model'

const MESSAGE = '3f0f4c9e-9d1b-4b52-8f0a-1f6f8c1d2e3f'
const AT = new Date(2026, 10, 6, 9, 5, 7).getTime()

function anImage(index: number, changes: Partial<HandOffImage> = {}): HandOffImage {
  return {
    image: {
      attachmentId: `${MESSAGE}:${index}` as AttachmentId,
      hash: 'a'.repeat(64) as ObjectHash,
      format: 'png',
      width: 1536,
      height: 1024,
      bytes: 1,
      upload: { state: 'local' },
    },
    prompt: 'a lighthouse',
    model: 'demo:image' as ModelId,
    madeAt: AT,
    chat: 'Lights',
    rating: undefined,
    collections: [],
    ...changes,
  }
}

const choices: Choices = { kind: 'zip', template: '{number} {prompt}', hasSidecars: true, keepsRecipes: false }
const parts = { id: MESSAGE, choices, recipes: [], findName: () => 'Demo Image', now: AT }

test('every token says what is known of the image, by the local clock', () => {
  const template = '{date} {time} {model} {chat} {size} {id}'
  const { form } = createOrder({ ...parts, choices: { ...choices, template }, images: [anImage(0), anImage(2)] })

  expect(form.files.map(({ name }) => name)).toEqual([
    `2026-11-06 09-05-07 Demo Image Lights 1536x1024 ${MESSAGE}`,
    `2026-11-06 09-05-07 Demo Image Lights 1536x1024 ${MESSAGE}-3`,
  ])
})

test('numbers have as many digits as the last one, so that files are sorted as the images are', () => {
  const { form } = createOrder({ ...parts, images: Array.from({ length: 11 }, (_, index) => anImage(index)) })

  expect(form.files[0]?.name).toBe('01 a lighthouse')
  expect(form.files[10]?.name).toBe('11 a lighthouse')
})

test('the JSON gets what only the page knows, without what is not known', () => {
  const images = [anImage(0, { rating: 'rejected', collections: ['Sea'] }), anImage(1, { chat: undefined })]
  const order = createOrder({ ...parts, images })

  expect(order).toMatchObject({ suggestedName: 'Easel 2026-11-06', form: { kind: 'zip', hasSidecars: true } })
  expect(order.form.files.map(({ about }) => about)).toEqual([
    { id: `${MESSAGE}:0`, chat: 'Lights', rating: 'rejected', collections: ['Sea'] },
    { id: `${MESSAGE}:1` },
  ])
})
