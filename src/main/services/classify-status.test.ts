import { expect, test } from 'vitest'
import { classifyStatus } from './classify-status'

test.each([
  [302, 'redirect-refused'],
  [400, 'request-refused'],
  [401, 'key-rejected'],
  [402, 'credit-exhausted'],
  [403, 'access-denied'],
  [404, 'address-wrong'],
  [408, 'timed-out'],
  [413, 'request-too-large'],
  [418, 'request-refused'],
  [429, 'rate-limited'],
  [451, 'country-unsupported'],
  [500, 'provider-down'],
  [501, 'request-unsupported'],
  [502, 'provider-down'],
  [511, 'not-an-api'],
  [529, 'provider-busy'],
  [599, 'provider-down'],
] as const)('%i stands for %s', (status, code) => {
  expect(classifyStatus(status, false)).toBe(code)
})

test('a web page that denies access is none of the API', () => {
  expect(classifyStatus(403, true)).toBe('not-an-api')
})
