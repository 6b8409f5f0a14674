import { describe, expect, test } from 'vitest'
import {
  formatCap,
  formatCost,
  formatEstimate,
  formatMoney,
  formatMoneyInColumn,
  formatMoneyOnAxis,
  formatMost,
  formatPrices,
  formatTogether,
  isUpTo,
  markEstimated,
} from './format-money'

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
    [1_000, 2_000, '$0.001–0.002'],
    [10_000, 2_000_000, '$0.01–2.00'],
  ])('from %i to %i reads %s: the currency once, both ends alike', (low, high, text) => {
    expect(formatEstimate({ kind: 'range', low, high }, 'en-US')).toBe(text)
  })

  test.each([
    [0, 41_000, '$0.041'],
    [999, 41_000, '$0.041'],
    [100, 1_200, '$0.001'],
    [6_000, 12_000_000, '$12.00'],
  ])('from %i to %i only the upper end is written: up to %s', (low, high, text) => {
    const estimate = { kind: 'range', low, high } as const
    expect([formatEstimate(estimate, 'en-US'), isUpTo(estimate)]).toEqual([text, true])
  })

  test.each([
    [0, 900, '<$0.001'],
    [100, 900, '<$0.001'],
    [1_000, 41_000, '$0.001–0.041'],
    [19_000, 19_000, '$0.019'],
  ])('from %i to %i is not “up to”: %s', (low, high, text) => {
    const estimate = { kind: 'range', low, high } as const
    expect([formatEstimate(estimate, 'en-US'), isUpTo(estimate)]).toEqual([text, false])
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
    expect([isUpTo({ kind: 'free' }), isUpTo({ kind: 'unknown' })]).toEqual([false, false])
  })
})

test.each([
  ['reported', '$0.019'],
  ['computed', '$0.019'],
  ['estimated', '≈ $0.019'],
] as const)('a %s cost reads %s', (source, text) => {
  expect(formatCost({ amount: 19_000, source }, 'en-US')).toBe(text)
})

test('an estimate has its sign, unless it’s less than can be written', () => {
  expect([markEstimated('$0.019'), markEstimated('<$0.001')]).toEqual(['≈ $0.019', '<$0.001'])
})

test.each([
  [1, '$0.001'],
  [19_200, '$0.019'],
  [0, '$0'],
])('up to %i micro-dollars reads %s', (amount, text) => {
  expect(formatMost(amount, 'en-US')).toBe(text)
})

describe('formatTogether', () => {
  test.each([
    ['whole cents', [200_000], 200_000, ['$0.20', '$0.20']],
    ['what rounds to whole cents', [199_900], 200_000, ['$0.20', '$0.20']],
    ['below a dollar', [148_000], 200_000, ['$0.148', '$0.200']],
    ['a tiny rest of a small cap', [800], 20_000, ['<$0.001', '$0.020']],
    ['a dollar or more', [4_103_000], 5_000_000, ['$4.10', '$5.00']],
    ['a small part of dollars', [148_000], 5_000_000, ['$0.15', '$5.00']],
    ['a tiny part of dollars', [4_000], 5_000_000, ['<$0.01', '$5.00']],
    ['nothing', [0], 5_000_000, ['$0.00', '$5.00']],
    ['a cap of nothing', [0], 0, ['$0', '$0']],
    ['just below the cap', [4_998_000], 5_000_000, ['$4.998', '$5.000']],
    ['just above the cap', [1_004_000], 1_000_000, ['$1.004', '$1.000']],
    ['exactly at the cap', [5_000_000], 5_000_000, ['$5.00', '$5.00']],
    ['three in a sentence', [2_000, 1_234_000], 200_000, ['<$0.01', '$1.23', '$0.20']],
    ['a cap in tenths of a cent', [19_000], 25_000, ['$0.019', '$0.025']],
  ])('with a cap, %s: the same decimals', (_name, amounts, cap, texts) => {
    const write = formatTogether(amounts, [cap], 'en-US')
    expect([...amounts, cap].map((amount) => write(amount))).toEqual(texts)
  })

  test.each([
    [
      [40_000, 200_000],
      ['$0.040', '$0.200'],
    ],
    [
      [40_000, 1_200_000],
      ['$0.04', '$1.20'],
    ],
    [
      [0, 2_000_000],
      ['$0', '$2.00'],
    ],
  ])('without a cap, %j read as amounts everywhere do', (amounts, texts) => {
    const write = formatTogether(amounts, [], 'en-US')
    expect(amounts.map((amount) => write(amount))).toEqual(texts)
  })

  test('behind “up to” nothing is less than an amount', () => {
    expect(formatTogether([300], [20_000], 'en-US')(300, 'up to')).toBe('$0.001')
    expect(formatTogether([300], [2_000_000], 'en-US')(300, 'up to')).toBe('$0.01')
  })
})

test.each([
  [
    [1_000_000, 5_000_000],
    ['$1.00', '$5.00'],
  ],
  [
    [75_000, 300_000],
    ['$0.075', '$0.300'],
  ],
  [
    [37_500, 2_000_000],
    ['$0.0375', '$2.0000'],
  ],
])('the list prices %j are written exactly and alike', (prices, texts) => {
  expect(formatPrices(prices, 'en-US')).toEqual(texts)
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
