import { expect, test } from 'vitest'
import { redact, registerSecret } from './redact'

test.each([
  ['Incorrect API key provided: sk-proj-abc123DEF456. Find yours', 'Incorrect API key provided: [key] Find yours'],
  ['token vercel_blob_rw_Store123_Secret456 refused', 'token [key] refused'],
  ['authorization: Bearer abcdef123456', 'authorization: [key] [key]'],
  ['Authorization Key 01234567-aaaa:89abcdef', 'Authorization Key [key]'],
  ['"x-goog-api-key": "abcdefghijk"', '"x-goog-api-key": "[key]"'],
])('the key in %j is taken out', (text, clean) => {
  expect(redact(text)).toBe(clean)
})

test('a registered secret is taken out whatever its shape', () => {
  registerSecret('correct horse battery')
  expect(redact('it was correct horse battery, staple')).toBe('it was [key], staple')
})

test('ordinary text stays as it is', () => {
  const text = 'The key light falls from the left; ask-me-anything style, 1024x1024'
  expect(redact(text)).toBe(text)
})
