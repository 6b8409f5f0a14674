import { expect, test } from 'vitest'
import { limitWait, readRetryAfter } from './retry-after'

const NOW = Date.parse('2026-11-22T10:00:00Z')

test.each([
  ['7', 7_000],
  ['0.0004', 1],
  ['0', 0],
  ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
  ['Mon, 23 Nov 2026 10:00:00 GMT', 3_600_000],
  ['Sun, 22 Nov 2026 09:59:59 GMT', undefined],
  ['-1', undefined],
  ['soon', undefined],
])('Retry-After: %s', (value, expected) => {
  expect(readRetryAfter(new Headers({ 'retry-after': value }), NOW)).toBe(expected)
})

test('no header says nothing', () => {
  expect(readRetryAfter(new Headers(), NOW)).toBeUndefined()
  expect(readRetryAfter(undefined, NOW)).toBeUndefined()
  expect(limitWait(Number.NaN)).toBeUndefined()
})
