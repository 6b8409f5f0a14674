import { describe, expect, test } from 'vitest'
import { parseNumber, USD_WORDS } from './parse-number'

const readAmount = (text: string) => parseNumber(text, { words: USD_WORDS })
const readWhole = (text: string) => parseNumber(text, { isWhole: true, words: ['px', '%'] })

describe('an amount', () => {
  test.each([
    ['0.50', 0.5],
    ['0,50', 0.5],
    ['1,50', 1.5],
    ['1.5', 1.5],
    ['.5', 0.5],
    [',5', 0.5],
    ['5.', 5],
    ['5,', 5],
    ['007', 7],
    ['20', 20],
    ['1234', 1234],
    ['1234,5', 1234.5],
    ['1234,567', 1234.567],
    ['0,123', 0.123],
    ['0.123', 0.123],
    ['00,123', 0.123],
    ['1.234', 1.234],
    ['1.2345', 1.2345],
    ['1,2345', 1.2345],
    ['1,23456', 1.23456],
    // Both separators: the last one is the decimal separator.
    ['1.234,56', 1234.56],
    ['1,234.56', 1234.56],
    ['1.234.567,89', 1_234_567.89],
    ['1,234,567.89', 1_234_567.89],
    ['1,234,567', 1_234_567],
    ['1.234.567', 1_234_567],
    ['12,34,567.8', 1_234_567.8],
    // Other grouping marks.
    ['1 234,50', 1234.5],
    ['1 234.50', 1234.5],
    ['1\u00a0234,50', 1234.5],
    ['1\u202f234,50', 1234.5],
    ['1\u2009234,567', 1234.567],
    ["1'234.50", 1234.5],
    ['1’234,50', 1234.5],
    ['1_000', 1000],
    ['1 000 000', 1_000_000],
    // The currency, before or after the number.
    ['$0.50', 0.5],
    ['$ 0,50', 0.5],
    ['0.50$', 0.5],
    ['0,50 $', 0.5],
    ['0.50 USD', 0.5],
    ['USD 0.50', 0.5],
    ['usd0.50', 0.5],
    ['US$1,234.50', 1234.5],
    ['US$ 20', 20],
    ['20 dollars', 20],
    ['1 US dollar', 1],
    ['$5 USD', 5],
    ['＄０．５０', 0.5],
    // As pasted from other programs.
    ['  0.50  ', 0.5],
    ['\t0.50\n', 0.5],
    ['\u200b0.50\ufeff', 0.5],
    ['\u202a0.50\u202c', 0.5],
    ['+0.50', 0.5],
    ['-0.50', -0.5],
    ['−0,50', -0.5],
    ['-$5', -5],
    ['$-5', -5],
    ['-0', 0],
    // Other scripts.
    ['٠٫٥٠', 0.5],
    ['١٬٢٣٤٫٥', 1234.5],
    ['۱۲', 12],
    ['०.५', 0.5],
    ['１２．５', 12.5],
  ])('%j is %d', (text, value) => {
    expect(readAmount(text)).toEqual({ kind: 'number', value })
  })

  test.each([
    ['1,234', 1.234, 1234],
    ['12,345', 12.345, 12_345],
    ['123,456', 123.456, 123_456],
    ['$1,234', 1.234, 1234],
    ['1,000 USD', 1, 1000],
  ])('%j could be %d or %d', (text, small, large) => {
    expect(readAmount(text)).toEqual({ kind: 'ambiguous', small, large })
  })

  test.each([
    '½',
    '1½',
    '1/2',
    '1⁄2',
    'abc',
    'none',
    '0.5.0',
    '1.50.',
    '1..5',
    '1,,5',
    '1,2,3',
    '1.2.3',
    '1,23,4',
    '1,234.567,8',
    '1.234,567.8',
    '12,34.50',
    '1 23',
    '1 2 3',
    '1 2345',
    '0 50',
    '1\n50',
    '1 ,50',
    '1 234 567,8,9',
    '1 234,567.8',
    '1e3',
    '1E-7',
    '0x10',
    '€5',
    '5 €',
    '£5',
    '5 EUR',
    'CA$5',
    '50¢',
    '50 cents',
    '5%',
    '(5)',
    '5-',
    '--5',
    '+-5',
    '$',
    'USD',
    '$$5',
    '$-$5',
    '5 USD USD',
    '.',
    ',',
    '-',
    "'",
    'Infinity',
    'NaN',
    '∞',
    '0.50 a day',
    'five',
    '5k',
    '٪5',
  ])('%j is refused', (text) => {
    expect(readAmount(text)).toEqual({ kind: 'unreadable' })
  })

  test.each(['', ' ', '\n', '\u200b', '\u00a0'])('%j is empty', (text) => {
    expect(readAmount(text)).toEqual({ kind: 'empty' })
  })
})

describe('a whole number', () => {
  test.each([
    ['1024', 1024],
    ['1,024', 1024],
    ['1.024', 1024],
    ['1 024', 1024],
    ['1024 px', 1024],
    ['1024px', 1024],
    ['80 %', 80],
    ['80%', 80],
    ['2.0', 2],
    ['2,00', 2],
    ['-1', -1],
    ['１０２４', 1024],
  ])('%j is %d', (text, value) => {
    expect(readWhole(text)).toEqual({ kind: 'number', value })
  })

  test.each(['1.5', '1,5', '0,123', '2.05'])('%j is not whole', (text) => {
    expect(readWhole(text)).toEqual({ kind: 'not-whole' })
  })

  test.each(['1024x1024', '10 24', '$5', '2½', '1024 pt', 'px', '%'])('%j is refused', (text) => {
    expect(readWhole(text)).toEqual({ kind: 'unreadable' })
  })
})
