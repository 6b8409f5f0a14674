import { describe, expect, test } from 'vitest'
import { formatEstimate, formatMoney, formatMoneyInColumn } from './format-money'

describe('formatMoney', () => {
  test.each([
    [0, '$0'],
    [1, '<$0.001'],
    [999, '<$0.001'],
    [1_000, '$0.001'],
    [52_900, '$0.053'],
    [50_000, '$0.05'],
    [200_000, '$0.20'],
    [1_204_000, '$1.20'],
    [1_234_567_000, '$1,234.57'],
  ])('%i micro-dollars read %s', (amount, text) => {
    expect(formatMoney(amount, 'en-US')).toBe(text)
  })
})

test.each([
  [0, '$0'],
  [999, '<$0.001'],
  [50_000, '$0.050'],
  [1_204_400, '$1.204'],
  [1_234_567_000, '$1,234.567'],
])('in a column %i micro-dollars read %s', (amount, text) => {
  expect(formatMoneyInColumn(amount, 'en-US')).toBe(text)
})

describe('formatEstimate', () => {
  test('a range names the currency once', () => {
    expect(formatEstimate({ kind: 'range', low: 20_000, high: 40_000 }, 'en-US')).toBe('$0.02–0.04')
  })

  test('a range whose ends read the same is one amount', () => {
    expect(formatEstimate({ kind: 'range', low: 20_100, high: 20_300 }, 'en-US')).toBe('$0.02')
  })

  test('a language that puts the sign last keeps it last', () => {
    expect(formatEstimate({ kind: 'range', low: 20_000, high: 40_000 }, 'de-DE')).toBe('0,02–0,04\u00a0$')
  })

  test('free and unknown have no amount', () => {
    expect(formatEstimate({ kind: 'free' }, 'en-US')).toBeUndefined()
    expect(formatEstimate({ kind: 'unknown' }, 'en-US')).toBeUndefined()
  })
})
