import { expect, test } from 'vitest'
import { findModel, type TextModel } from './catalogue'
import { estimateTextCost, textCost, withOwnPrices } from './own-prices'
import { createParts } from './request'
import { estimateForCaps, estimateRequest } from './request-cost'
import { createSearchUsage, createTokenUsage } from './usage'

const TERRA = 'openai:gpt-6.1-terra'
const terra = findModel(TERRA) as TextModel

test('a text model’s list price has a date and a source', () => {
  expect(terra.tokenPrices).toMatchObject({ textIn: 1, textOut: 5, asOf: '2026-11-26', source: expect.any(String) })
})

test('an estimate reaches from a very short answer to a long one, or to the longest that is allowed', () => {
  // All input may be written to the cache, at 1.25 times its price.
  expect(estimateTextCost(terra, 1_000)).toEqual({ kind: 'range', low: 755, high: 42_648 })
  expect(estimateTextCost(terra, 1_000, 2_000)).toEqual({ kind: 'range', low: 755, high: 11_688 })
  // No answer can be longer than the model's maximum.
  expect(estimateTextCost(terra, 1_000, 900_000)).toEqual({ kind: 'range', low: 755, high: 641_688 })
})

test('beyond the threshold, the whole request costs more, and an estimate near it says so', () => {
  const usage = (textIn: number) => createTokenUsage({ textIn, textOut: 1_000 })
  expect(textCost(terra.tokenPrices, usage(272_000))).toBe(277_000)
  expect(textCost(terra.tokenPrices, usage(272_001))).toBe(551_502)
  expect(estimateTextCost(terra, 250_000, 1_000)).toEqual({ kind: 'range', low: 187_505, high: 851_250 })
})

test('cached input has a price of its own where one is known, and costs what other input does where none is', () => {
  const counted = createTokenUsage({ textIn: 1_000, textCached: 4_000, textWritten: 2_000, textOut: 100 })
  expect(textCost(terra.tokenPrices, counted)).toBe(1_000 + 200 + 2_500 + 500)
  expect(textCost({ textIn: 1, textOut: 5 }, counted)).toBe(7_000 + 500)
  // The threshold applies to all input; beyond it cached input costs twice as much, too.
  const long = createTokenUsage({ textCached: 300_000, textOut: 100 })
  expect(textCost(terra.tokenPrices, long)).toBe(30_000 + 750)
})

test('searches are paid for beside the tokens, and an estimate has room for them and for what they bring', () => {
  const usage = [...createTokenUsage({ textIn: 9_000, textOut: 1_000 })!, ...createSearchUsage(2)!]
  const fee = { amount: 10_000, per: 'search', asOf: '2026-06-11', source: 'A page' } as const
  expect(textCost(terra.tokenPrices, usage, { searchFee: fee })).toBe(9_000 + 5_000 + 20_000)
  expect(textCost(terra.tokenPrices, usage, { searchFee: { ...fee, per: 'answer' } })).toBe(9_000 + 5_000 + 10_000)
  // Without the fee the sum would be too low.
  expect(textCost(terra.tokenPrices, usage)).toBeUndefined()
  expect(estimateTextCost(terra, 1_000, 2_000, { fee })).toEqual({
    kind: 'range',
    low: 755,
    high: 91_688 + 80_000,
  })
})

test('what caps reserve has searches in it, also where the service names no fee or the text has no price', () => {
  const turns = [{ role: 'user', parts: createParts('word '.repeat(996)) }] as const
  const request = { kind: 'text', model: TERRA, turns, settings: { maxOutput: 2_000, webSearch: true } } as const
  expect(estimateForCaps(request)).toEqual(estimateRequest(request))
  const withoutFee = (model: TextModel) => () => ({ ...model, settings: { ...model.settings, webSearch: {} } })
  expect(estimateRequest(request, withoutFee(terra))).toEqual({
    kind: 'range',
    low: 755,
    high: 91_688,
    lacksSearchFees: true,
  })
  expect(estimateForCaps(request, withoutFee(terra))).toEqual({ kind: 'range', low: 755, high: 91_688 + 112_000 })
  const { tokenPrices: _, ...unpriced } = terra
  expect(estimateForCaps(request, withoutFee(unpriced))).toEqual({ kind: 'range', low: 0, high: 112_000 })
})

test('the user’s own prices win over listed ones, before and after', () => {
  const find = withOwnPrices(findModel, () => ({ [TERRA]: { textIn: 10, textOut: 10 } }))
  expect(estimateTextCost(find(TERRA) as TextModel, 1_000, 100)).toEqual({ kind: 'range', low: 7_510, high: 14_500 })
  expect(find('openai:gpt-6-luna')).toEqual(findModel('openai:gpt-6-luna'))
})

test('a request is estimated by everything that is sent, and unknown while that isn’t said', () => {
  const turns = [{ role: 'user', parts: createParts('word '.repeat(996)) }] as const
  const request = { kind: 'text', model: TERRA, turns, settings: { maxOutput: 2_000 } } as const
  expect(estimateRequest(request)).toEqual({ kind: 'range', low: 755, high: 11_688 })
  expect(estimateRequest({ kind: 'text', model: TERRA })).toEqual({ kind: 'unknown' })
  expect(estimateRequest({ ...request, model: 'openai:gpt-7-luna' })).toEqual({ kind: 'unknown' })
})
