import { expect, test } from 'vitest'
import { findModel, type Model, type TextModel } from '@shared/catalogue'
import { createId, type ChatId, type MessageId } from '@shared/ids'
import { createParts } from '@shared/request'
import type { Run } from '@shared/run'
import { createTokenUsage } from '@shared/usage'
import { estimateForCaps, estimateToolImage } from '@shared/request-cost'
import { computeBill } from './run-bill'

const MODEL = 'openai:gpt-6.1-terra'
const usage = createTokenUsage({ textIn: 1000, textOut: 200, reasoning: 50 })!

const run: Run = {
  id: createId<MessageId>(),
  revision: 1,
  createdAt: 1,
  place: {
    chatId: createId<ChatId>(),
    chatTitle: 'x',
    question: { id: createId<MessageId>(), parentId: null, text: 'x' },
  },
  request: { kind: 'text', model: MODEL, turns: [{ role: 'user', parts: createParts('x') }] },
  state: { status: 'queued' },
}

const listed = (): Model => ({ ...findModel(MODEL)!, kind: 'text', tokenPrices: { textIn: 2, textOut: 10 } }) as Model

test('the sum that the service names counts, whatever the prices are', () => {
  expect(computeBill(run, { usage, cost: 7 }, { findModel: listed }).cost).toEqual({ amount: 7, source: 'reported' })
  expect(computeBill(run, { cost: 0 }, { findModel: listed }).cost).toEqual({ amount: 0, source: 'reported' })
})

test('without it, the prices that the server lists make the sum; the user\u2019s own come before them', () => {
  expect(computeBill(run, { usage }, { findModel: listed }).cost).toEqual({ amount: 4_500, source: 'computed' })
  const ownPrices = { [MODEL]: { textIn: 1, textOut: 1 } }
  expect(computeBill(run, { usage }, { findModel: listed, ownPrices }).cost).toEqual({
    amount: 1_250,
    source: 'computed',
  })
})

test('without prices the cost is unknown, never 0', () => {
  const { tokenPrices: _, ...unpriced } = listed() as TextModel
  expect(computeBill(run, { usage }, { findModel: () => unpriced })).toEqual({ usage })
  expect(computeBill(run, {}, { findModel: listed })).toEqual({})
})

const withImages = createTokenUsage({ textIn: 1000, textOut: 200, reasoning: 50, toolTextIn: 60, toolImageOut: 639 })!
const drawing: Run = {
  ...run,
  request: {
    ...run.request,
    kind: 'text',
    model: MODEL,
    turns: [],
    settings: { imageTool: { model: 'openai:gpt-image-2.5-flare', quality: 'medium' } },
  },
}

test('an image that a text model had made costs what the image model costs, beside the text', () => {
  // 4,500 for the text; 60 tokens at $5 and 639 at $30 for the image.
  expect(computeBill(drawing, { usage: withImages }, { findModel: listed }).cost).toEqual({
    amount: 4_500 + 300 + 19_170,
    source: 'computed',
  })
})

test('where the image has no known price, the sum is unknown and not too low', () => {
  const elsewhere = { ...drawing, request: { ...drawing.request, settings: {} } } as Run
  expect(computeBill(elsewhere, { usage: withImages }, { findModel: listed }).cost).toBeUndefined()
})

test('where the text has no known price, caps still reserve the images that it may have made', () => {
  const { tokenPrices: _, ...unpriced } = listed() as TextModel
  const estimate = estimateForCaps(drawing.request, () => unpriced)
  expect(estimate).toMatchObject({ kind: 'range', low: 0 })
  const { high: one } = estimateToolImage({ model: 'openai:gpt-image-2.5-flare', quality: 'medium' }) as {
    high: number
  }
  expect(estimate).toMatchObject({ high: 4 * one })
  expect(estimateForCaps(run.request, () => unpriced)).toEqual({ kind: 'unknown' })
})
