import { describe, expect, test } from 'vitest'
import type { FailureCode } from '@shared/failure'
import { createWireFailure } from './failures'

describe('a refusal without a code of its own leads to the remedy that its sentence names', () => {
  test.each<[number, string, FailureCode]>([
    [400, 'Incorrect API key provided: xai-…', 'key-rejected'],
    [400, 'API key not valid. Please pass a valid API key.', 'key-rejected'],
    [400, 'No API key found in request', 'key-rejected'],
    [400, 'Your organization must be verified to use this model', 'organisation-unverified'],
    [400, 'Insufficient credits', 'credit-exhausted'],
    [401, 'insufficient balance', 'credit-exhausted'],
    [403, 'Account balance is too low', 'credit-exhausted'],
    [402, 'Payment required', 'credit-exhausted'],
    [429, 'You exceeded your current quota, please check your plan', 'quota-exhausted'],
    [429, 'Too many requests, slow down', 'rate-limited'],
    [400, 'Invalid value for max_tokens', 'request-refused'],
    [400, 'model not loaded', 'request-refused'],
    [400, 'There is no such model for this API key', 'request-refused'],
    [401, 'Unauthorized', 'key-rejected'],
    [404, 'model xyz not found', 'model-unavailable'],
    [404, 'Not Found', 'address-wrong'],
    [503, 'insufficient balance of workers', 'provider-down'],
  ])('%i "%s"', (status, message, code) => {
    expect(createWireFailure({ status, message })).toMatchObject({ code, status, detail: message })
  })

  test('by its code, where there are no words', () => {
    expect(createWireFailure({ status: 403, code: 'insufficient_balance' })).toMatchObject({ code: 'credit-exhausted' })
  })

  test('a web page names none: it is not the service that speaks', () => {
    const page = '<html><title>Invalid API key</title></html>'
    expect(createWireFailure({ status: 400, message: page, isPage: true })).toMatchObject({ code: 'request-refused' })
  })
})
