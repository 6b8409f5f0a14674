import { expect, test } from 'vitest'
import { parseAmount, readAmount, stepAmount, writeAmount } from './amount'

test.each([
  ['0,50', 500_000],
  ['0.50', 500_000],
  ['1,50', 1_500_000],
  ['$1,234.50', 1_234_500_000],
  ['1.234,50 USD', 1_234_500_000],
  ['0.019195', 19_195],
  ['0', 0],
  ['1000000', 1e12],
  ['', null],
])('%j is kept as %j micro-dollars', (text, amount) => {
  expect(parseAmount(text)).toBe(amount)
})

test.each([
  ['1,234', { kind: 'ambiguous', small: 1.234, large: 1234 }],
  ['-1', { kind: 'negative' }],
  ['1000000.01', { kind: 'too-large' }],
  ['½', { kind: 'unreadable' }],
  ['0.50 a day', { kind: 'unreadable' }],
] as const)('%j is refused', (text, reading) => {
  expect(readAmount(text)).toEqual(reading)
  expect(parseAmount(text)).toBeUndefined()
})

test.each([0, 1, 19_195, 500_000, 1_000_000, 20_000_000, 1_234_500_000, 1e12])(
  'what is written for %d micro-dollars is read as the same',
  (amount) => {
    expect(parseAmount(writeAmount(amount))).toBe(amount)
  },
)

test('arrows step by dollars, from none up, and not below zero', () => {
  expect([stepAmount('', 1), stepAmount('0,50', 1), stepAmount('0.50', -1), stepAmount('what', 1)]).toEqual([
    '1',
    '1.5',
    '0',
    'what',
  ])
})
