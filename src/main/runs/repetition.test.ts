import { describe, expect, test } from 'vitest'
import type { Failure } from '@shared/failure'
import { chooseRetryTime } from './repetition'

const away: Failure = { code: 'never-connected', charge: 'none', at: 1000 }
const busy: Failure = { code: 'rate-limited', charge: 'none', at: 1000, retryAfterMs: 7000 }

test('a server that could not be reached is retried after longer and longer waits', () => {
  expect([1, 2, 3, 4].map((attempt) => chooseRetryTime(away, attempt, 5))).toEqual([6000, 16_000, 46_000, 61_000])
})

test('a busy provider is retried when it said so', () => {
  expect(chooseRetryTime(busy, 1, 2)).toBe(8000)
})

describe('only the user may retry', () => {
  test.each<[string, Failure]>([
    ['after an answer that may have been billed', { ...away, charge: 'unknown' }],
    ['after a lost connection', { code: 'connection-lost', charge: 'unknown', at: 1000 }],
    ['after a server error', { code: 'provider-down', charge: 'unknown', at: 1000 }],
    ['after a refused key', { code: 'key-rejected', charge: 'none', at: 1000 }],
    ['without credit', { code: 'quota-exhausted', charge: 'none', at: 1000 }],
    ['when the provider names no time', { code: 'rate-limited', charge: 'none', at: 1000 }],
    ['when the provider names an absurd time', { ...busy, retryAfterMs: 3_600_000 }],
  ])('%s', (_name, failure) => {
    expect(chooseRetryTime(failure, 1, 5)).toBeUndefined()
  })

  test('after as many retries as the settings allow', () => {
    expect(chooseRetryTime(away, 3, 2)).toBeUndefined()
    expect(chooseRetryTime(away, 1, 0)).toBeUndefined()
  })
})
