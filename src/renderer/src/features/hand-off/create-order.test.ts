import { expect, test } from 'vitest'
import type { ModelId } from '@shared/catalogue'
import type { AttachmentId, ObjectHash } from '@shared/ids'
import type { HandOffForm } from '@shared/hand-off/order'
import { USUAL, type Choices } from './choices'
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

const choices: Choices = {
  ...USUAL,
  kind: 'zip',
  template: '{number} {prompt}',
  hasSidecars: true,
  keepsRecipes: false,
}
const words = {
  findName: () => 'Demo Image',
  formatMoney: (amount: number) => `$${amount / 1_000_000}`,
  formatDate: () => 'Nov 6, 2026',
}

function listFiles(form: HandOffForm) {
  return 'files' in form ? form.files : []
}

const parts = { id: MESSAGE, choices, recipes: [], words, sheetName: 'Contact sheet', now: AT }

test('every token says what is known of the image, by the local clock', () => {
  const template = '{date} {time} {model} {chat} {size} {id}'
  const { form } = createOrder({ ...parts, choices: { ...choices, template }, images: [anImage(0), anImage(2)] })

  expect(listFiles(form).map(({ name }) => name)).toEqual([
    `2026-11-06 09-05-07 Demo Image Lights 1536x1024 ${MESSAGE}`,
    `2026-11-06 09-05-07 Demo Image Lights 1536x1024 ${MESSAGE}-3`,
  ])
})

test('numbers have as many digits as the last one, so that files are sorted as the images are', () => {
  const { form } = createOrder({ ...parts, images: Array.from({ length: 11 }, (_, index) => anImage(index)) })

  expect(listFiles(form)[0]?.name).toBe('01 a lighthouse')
  expect(listFiles(form)[10]?.name).toBe('11 a lighthouse')
})

test('the JSON gets what only the page knows, without what is not known', () => {
  const images = [anImage(0, { rating: 'rejected', collections: ['Sea'] }), anImage(1, { chat: undefined })]
  const order = createOrder({ ...parts, images })

  expect(order).toMatchObject({ suggestedName: 'Easel 2026-11-06', form: { kind: 'zip', hasSidecars: true } })
  expect(listFiles(order.form).map(({ about }) => about)).toEqual([
    { id: `${MESSAGE}:0`, chat: 'Lights', rating: 'rejected', collections: ['Sea'] },
    { id: `${MESSAGE}:1` },
  ])
})

test('a contact sheet says what is wished, an image its share of the price, and nothing where nothing is known', () => {
  const recipe = { model: 'demo:image' as ModelId, prompt: '', index: 0, madeAt: AT, parents: [] }
  const recipes = [{ ...recipe, cost: 60_000, count: 2 }, undefined, { ...recipe, cost: 0, count: 1 }]
  const images = [anImage(0), anImage(1), anImage(2)]
  const tell = (captions: Choices['captions']) =>
    createOrder({ ...parts, images, recipes, choices: { ...choices, kind: 'pdf', captions } }).form

  expect(tell(['prompt', 'number', 'price', 'date'])).toMatchObject({
    kind: 'pdf',
    paper: 'a4',
    columns: 4,
    cells: [
      { prompt: 'a lighthouse', facts: ['1', '$0.03 · Nov 6, 2026'] },
      { facts: ['2', 'Nov 6, 2026'] },
      { facts: ['3', '$0 · Nov 6, 2026'] },
    ],
  })
  expect(tell([])).toMatchObject({ cells: [{ prompt: '', facts: [] }, {}, {}] })
})
