import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findImageModel, type ImageModel } from './catalogue'
import { breakDownCost, breakDownTextCost } from './cost-breakdown'
import { createTokenUsage } from './usage'

const model = findImageModel('openai:gpt-image-2') as ImageModel

test('every part has its own price, and previews that of the image', () => {
  const usage = createTokenUsage({ textIn: 10, imageIn: 100, imageOut: 1756, previews: 200, textOut: 3 })
  expect(breakDownCost(model, usage)).toEqual({
    total: 50 + 800 + 58_680 + 90,
    parts: [
      { name: 'textIn', tokens: 10, cost: 50 },
      { name: 'imageIn', tokens: 100, cost: 800 },
      { name: 'imageOut', tokens: 1756, cost: 52_680 },
      { name: 'previews', tokens: 200, cost: 6_000 },
      { name: 'textOut', tokens: 3, cost: 90 },
    ],
  })
})

test('an answer without usage has no breakdown, nor does a free one', () => {
  expect(breakDownCost(model, undefined)).toBeUndefined()
  expect(breakDownCost(model, createTokenUsage({ textIn: 4 }))).toBeUndefined()
  expect(breakDownCost({ ...model, prices: 'free' }, createTokenUsage({ imageOut: 5 }))).toBeUndefined()
})

test('parts add up to the total to the micro-dollar, whatever the prices', () => {
  const price = fc.integer({ min: 0, max: 4000 }).map((hundredths) => hundredths / 100)
  const tokens = fc.nat(200_000)
  const prices = fc.record({ textIn: price, imageIn: price, imageOut: price })
  const usages = fc.record({
    textIn: tokens,
    imageIn: tokens,
    imageOut: fc.integer({ min: 1, max: 200_000 }),
    previews: tokens,
    textOut: tokens,
    reasoning: tokens,
  })
  fc.assert(
    fc.property(prices, usages, (amounts, usage) => {
      const printed = { ...(model.prices as object), ...amounts } as ImageModel['prices']
      const { total, parts } = breakDownCost({ ...model, prices: printed } as ImageModel, createTokenUsage(usage))!
      expect(parts.reduce((sum, { cost }) => sum + cost, 0)).toBe(total)
      expect(parts.every(({ cost }) => Number.isInteger(cost) && cost >= 0)).toBe(true)
    }),
  )
})

const listed = { textIn: 1.25, textCached: 0.1, textOut: 10, asOf: '2026-11-01', source: 'a price list' }
const webSearch = { fee: { amount: 10_000, per: 'search', asOf: '2026-11-01', source: 'a price list' } } as const

test('each part of a text answer has its own price: cached input, reasoning, and searches by their fee', () => {
  const usage = [
    ...createTokenUsage({ textIn: 100, textCached: 50, textOut: 7, reasoning: 20 })!,
    { what: 'webSearch', unit: 'request', quantity: 2 } as const,
  ]
  expect(breakDownTextCost({ tokenPrices: listed, settings: { webSearch } }, usage)).toEqual({
    total: 125 + 5 + 70 + 200 + 20_000,
    parts: [
      { name: 'textIn', tokens: 100, cost: 125 },
      { name: 'textCached', tokens: 50, cost: 5 },
      { name: 'textOut', tokens: 7, cost: 70 },
      { name: 'reasoning', tokens: 20, cost: 200 },
      { name: 'webSearch', tokens: 2, cost: 20_000 },
    ],
  })
})

test('a text answer has no breakdown where a part has no known price', () => {
  const usage = createTokenUsage({ textIn: 100, textOut: 7 })!
  expect(breakDownTextCost({}, usage)).toBeUndefined()
  expect(breakDownTextCost({ tokenPrices: listed }, undefined)).toBeUndefined()
  expect(
    breakDownTextCost({ tokenPrices: listed }, [...usage, { what: 'webSearch', unit: 'request', quantity: 1 }]),
  ).toBeUndefined()
  expect(
    breakDownTextCost({ tokenPrices: listed }, [...usage, ...createTokenUsage({ toolImageOut: 9 })!]),
  ).toBeUndefined()
})

test('the parts of a text answer add up to the total to the micro-dollar, whatever the prices', () => {
  const price = fc.integer({ min: 0, max: 4000 }).map((hundredths) => hundredths / 100)
  const tokens = fc.nat(200_000)
  const usages = fc.record({ textIn: tokens, textCached: tokens, textOut: fc.integer({ min: 1, max: 9000 }) })
  fc.assert(
    fc.property(fc.record({ textIn: price, textOut: price }), usages, (amounts, usage) => {
      const { total, parts } = breakDownTextCost({ tokenPrices: { ...listed, ...amounts } }, createTokenUsage(usage))!
      expect(parts.reduce((sum, { cost }) => sum + cost, 0)).toBe(total)
    }),
  )
})
