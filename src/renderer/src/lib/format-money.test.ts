import { describe, expect, test } from 'vitest'
import { formatCap, formatEstimate, formatMoney, formatMoneyInColumn, formatMoneyOnAxis } from './format-money'

describe('formatMoney', () => {
  test.each([
    [0, '$0'],
    [1, '<$0.001'],
    [999, '<$0.001'],
    [1_000, '$0.001'],
    [52_900, '$0.053'],
    [40_000, '$0.040'],
    [50_000, '$0.050'],
    [200_000, '$0.200'],
    [999_499, '$0.999'],
    [999_500, '$1.00'],
    [1_000_000, '$1.00'],
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

test.each([
  [0, '$0'],
  [500_000, '$0.50'],
  [20_000, '$0.02'],
  [25_000, '$0.025'],
  [1_500_000, '$1.50'],
  [20_000_000, '$20.00'],
])('a cap of %i micro-dollars reads %s', (amount, text) => {
  expect(formatCap(amount, 'en-US')).toBe(text)
})

describe('formatEstimate', () => {
  test.each([
    [20_000, 40_000, '$0.020–0.040'],
    [435_000, 490_000, '$0.435–0.490'],
    [448_000, 503_400, '$0.448–0.503'],
    [950_000, 1_050_000, '$0.95–1.05'],
    [1_000_000, 12_000_000, '$1.00–12.00'],
    [100, 2_000, '<$0.001–0.002'],
  ])('from %i to %i reads %s: the currency once, both ends alike', (low, high, text) => {
    expect(formatEstimate({ kind: 'range', low, high }, 'en-US')).toBe(text)
  })

  test('a range whose ends read the same is one amount', () => {
    expect(formatEstimate({ kind: 'range', low: 20_100, high: 20_300 }, 'en-US')).toBe('$0.020')
  })

  test('a language that puts the sign last keeps it last', () => {
    expect(formatEstimate({ kind: 'range', low: 20_000, high: 40_000 }, 'de-DE')).toBe('0,020–0,040\u00a0$')
  })

  test('free and unknown have no amount', () => {
    expect(formatEstimate({ kind: 'free' }, 'en-US')).toBeUndefined()
    expect(formatEstimate({ kind: 'unknown' }, 'en-US')).toBeUndefined()
  })
})

test.each([
  [
    [0, 500_000, 1_000_000],
    ['$0.00', '$0.50', '$1.00'],
  ],
  [
    [0, 20_000, 40_000],
    ['$0.000', '$0.020', '$0.040'],
  ],
  [
    [0, 500, 1_000],
    ['$0.0000', '$0.0005', '$0.0010'],
  ],
  [
    [0, 500_000_000, 1_000_000_000],
    ['$0.00', '$500.00', '$1,000.00'],
  ],
])('the amounts %j of one axis have the same digits: %j', (amounts, texts) => {
  expect(formatMoneyOnAxis(amounts, 'en-US')).toEqual(texts)
})
