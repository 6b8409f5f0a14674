import { expect, test } from 'vitest'
import { findRetryAfter } from './retry-after'

const NOW = Date.parse('2026-11-22T10:00:00Z')
const HOUR_MS = 3_600_000

test.each<[string, Record<string, string>, number | undefined]>([
  ['milliseconds', { 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
  ['seconds', { 'retry-after': '7', 'x-ratelimit-reset-requests': '20s' }, 7_000],
  ['a date', { 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT' }, 30_000],
  ['a date that is past', { 'retry-after': 'Sun, 22 Nov 2026 09:00:00 GMT' }, undefined],
  ['when requests are allowed again', { 'x-ratelimit-reset-requests': '12s' }, 12_000],
  ['hours, minutes and fractions', { 'x-ratelimit-reset-tokens': '6m0.5s' }, 360_500],
  ['milliseconds of a limit', { 'x-ratelimit-reset-tokens': '20ms' }, 20],
  ['images of a limit', { 'x-ratelimit-reset-images': '1m' }, 60_000],
  [
    'the limit that is used up',
    {
      'x-ratelimit-reset-requests': '50m',
      'x-ratelimit-remaining-requests': '99',
      'x-ratelimit-reset-tokens': '9s',
      'x-ratelimit-remaining-tokens': '0',
    },
    9_000,
  ],
  [
    'the later of two that are used up',
    {
      'x-ratelimit-reset-requests': '30s',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-tokens': '9s',
      'x-ratelimit-remaining-tokens': '0',
    },
    30_000,
  ],
  ['at most an hour', { 'retry-after': '99999999' }, HOUR_MS],
  ['at most an hour of a limit', { 'x-ratelimit-reset-requests': '23h59m' }, HOUR_MS],
  ['nothing', {}, undefined],
  ['nonsense', { 'retry-after': 'soon', 'retry-after-ms': 'x', 'x-ratelimit-reset-requests': '1x' }, undefined],
  ['less than nothing', { 'retry-after': '-5', 'retry-after-ms': '-1' }, undefined],
])('%s', (_name, headers, expected) => {
  expect(findRetryAfter(new Headers(headers), NOW)).toBe(expected)
})
