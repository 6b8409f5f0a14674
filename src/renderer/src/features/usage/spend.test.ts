import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ModelId } from '@shared/catalogue'
import { aSpending, anUnpriced } from '../../../../../tests/support/page/a-spending'
import { getPeriod, listSteps, type PeriodName } from './period'
import { getPrice, spendByModel, spendBySteps, sumBySource, summarise, within } from './spend'

describe('the price of a run', () => {
  test.each([
    [aSpending({ cost: 53_000 }), { kind: 'exact', cost: 53_000 }],
    [aSpending({ cost: 0, charge: 'none' }), { kind: 'free' }],
    [anUnpriced({ charge: 'none' }), { kind: 'not-charged' }],
    [anUnpriced({ charge: 'unknown', atMost: 80_000 }), { kind: 'at-most', most: 80_000 }],
    [anUnpriced({ charge: 'charged', atMost: 80_000 }), { kind: 'at-most', most: 80_000 }],
    [anUnpriced({ charge: 'unknown' }), { kind: 'not-known' }],
    [anUnpriced({ charge: 'charged' }), { kind: 'not-known' }],
  ])('%# is what is known of it, and never a guess', (entry, price) => {
    expect(getPrice(entry)).toEqual(price)
  })
})

test('what was spent is told by who says so; what is free or unknown needs no source', () => {
  const entries = [
    aSpending({ cost: 1_000, costSource: 'estimated' }),
    aSpending({ cost: 2_000 }),
    aSpending({ cost: 4_000, costSource: 'reported' }),
    aSpending({ cost: 8_000, costSource: 'reported' }),
    aSpending({ cost: 0, charge: 'none' }),
    anUnpriced({ charge: 'unknown', atMost: 80_000 }),
  ]
  expect(sumBySource(entries)).toEqual([
    { source: 'reported', cost: 12_000 },
    { source: 'computed', cost: 2_000 },
    { source: 'estimated', cost: 1_000 },
  ])
  expect(sumBySource(entries.slice(4))).toEqual([])
})

describe('a summary', () => {
  test('counts answers and their cost, and keeps unknown costs apart', () => {
    const entries = [
      aSpending({ cost: 53_000, images: 3 }),
      aSpending({ cost: 0, charge: 'none' }),
      aSpending({ kind: 'text', cost: 1_200 }),
      anUnpriced({ charge: 'none' }),
      anUnpriced({ charge: 'unknown', atMost: 80_000 }),
      anUnpriced({ charge: 'unknown', atMost: 20_000, outcome: 'cancelled' }),
      anUnpriced({ charge: 'unknown', kind: 'text', outcome: 'done' }),
    ]
    expect(summarise(entries)).toEqual({
      known: 54_200,
      possible: 100_000,
      guessed: 2,
      unpriced: 1,
      images: 4,
      texts: 2,
    })
  })

  test('counts a priced answer of an older ledger as one image', () => {
    const { outcome: _outcome, images: _images, ...old } = aSpending()
    const { outcome: _of, ...oldFailure } = anUnpriced()
    expect(summarise([old, oldFailure])).toMatchObject({ images: 1, texts: 0, unpriced: 1 })
  })
})

test('models are sorted by cost, then by number of answers', () => {
  const order = spendByModel([
    aSpending({ model: 'demo:image', cost: 0 }),
    aSpending({ model: 'demo:text', cost: 0 }),
    aSpending({ model: 'demo:text', cost: 0 }),
    aSpending({ model: 'openai:a', cost: 5 }),
    aSpending({ model: 'openai:b', cost: 7 }),
  ])
  expect(order.map(({ model, known, runs }) => [model, known, runs])).toEqual([
    ['openai:b', 7, 1],
    ['openai:a', 5, 1],
    ['demo:text', 0, 2],
    ['demo:image', 0, 1],
  ])
})

test('midnight belongs to the day that starts with it', () => {
  const steps = [
    { from: 0, to: 10 },
    { from: 10, to: 20 },
  ]
  const entries = [-1, 0, 9, 10, 19, 20].map((at) => aSpending({ at, cost: 1 }))
  expect(spendBySteps(entries, steps).map(({ known }) => known)).toEqual([2, 2])
})

const periods: readonly PeriodName[] = ['this-month', 'last-month', 'last-30-days', 'last-90-days', 'last-12-months']

test('the sums by day and by model equal the total, wherever the clocks change', () => {
  const models: readonly ModelId[] = ['openai:a', 'openai:b', 'demo:c']
  const entry = fc.record({
    at: fc.integer({ min: new Date(2025, 0, 1).getTime(), max: new Date(2026, 11, 31).getTime() }),
    model: fc.constantFrom(...models),
    cost: fc.integer({ min: 0, max: 50_000_000 }),
    known: fc.boolean(),
  })
  const moment = fc.integer({ min: new Date(2025, 10, 1).getTime(), max: new Date(2026, 11, 31).getTime() })
  fc.assert(
    fc.property(fc.array(entry), moment, fc.constantFrom(...periods), (drawn, now, name) => {
      const period = getPeriod(name, now)
      const all = drawn.map(({ known, cost, ...facts }) => (known ? aSpending({ ...facts, cost }) : anUnpriced(facts)))
      const entries = within(all, period)
      const total = summarise(entries).known
      const sum = (amounts: readonly number[]): number => amounts.reduce((one, other) => one + other, 0)
      const days = spendBySteps(all, listSteps(period))
      expect(sum(days.map(({ known }) => known))).toBe(total)
      expect(sum(days.flatMap(({ byModel }) => [...byModel.values()]))).toBe(total)
      expect(sum(spendByModel(entries).map(({ known }) => known))).toBe(total)
      expect(sum(days.map(({ unpriced }) => unpriced))).toBe(summarise(entries).unpriced)
      expect(Number.isSafeInteger(total)).toBe(true)
    }),
  )
})
