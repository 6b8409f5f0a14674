import { describe, expect, test } from 'vitest'
import { redact, registerSecret } from './redact'

describe('a key that Easel never had is recognized by its form', () => {
  test.each([
    ['Incorrect API key provided: sk-proj-abc123DEF456. Find yours', 'Incorrect API key provided: [key]. Find yours'],
    ['Incorrect API key provided: sk-abcd**********wxyz', 'Incorrect API key provided: [key]'],
    ['token vercel_blob_rw_Store123_Secret456 refused', 'token [key] refused'],
    ['authorization: Bearer abcdef123456', 'authorization: Bearer [key]'],
    ['{"Authorization":"Bearer abcdef123456"}', '{"Authorization":"Bearer [key]"}'],
    ['sent Bearer abcDEF123.456-789 there', 'sent Bearer [key] there'],
    ['Authorization Key 01234567-aaaa:89abcdef', 'Authorization Key [key]'],
    ['Authorization: Key 0a1b2c3d-1111:deadbeefdeadbeef', 'Authorization: Key [key]'],
    [
      `It fails with ${'0a1b2c3d-1111-2222-3333-444455556666'}:${'0123456789abcdef'.repeat(2)}.`,
      'It fails with [key].',
    ],
    ['"x-goog-api-key": "abcdefghijk"', '"x-goog-api-key": "[key]"'],
    ['AIzaSyA-1234567890abcdefghijklmnopqrstu leaked', '[key] leaked'],
    ['AQ.Ab8RN6K-1234567890abcdefghijklmnopqrstu leaked', '[key] leaked'],
    ['GET https://host/v1?key=abcdef123456&n=1', 'GET https://host/v1?key=[key]&n=1'],
    ['"apiKey": "abcdef123456"', '"apiKey": "[key]"'],
    ['sk-or-v1-abcdef123456 leaked', '[key] leaked'],
    [`xai-${'x1'.repeat(20)} leaked`, '[key] leaked'],
    [`hf_${'x1'.repeat(17)} leaked`, '[key] leaked'],
    ['https://me:pa55word@proxy.example/v1', 'https://[key]@proxy.example/v1'],
  ])('%s', (text, clean) => {
    expect(redact(text)).toBe(clean)
  })
})

describe('ordinary text stays as it is', () => {
  test.each([
    'The key light falls from the left; ask-me-anything style, 1024x1024',
    'Missing bearer token, or basic authentication was refused',
    'The monkey: a portrait of a risk-taking donkey',
    'disk-task-1234567 finished',
    'https://api.openai.com/v1/images/generations',
    'me@example.com',
    'hf_hub_download failed for pplx-70b-online',
    'Unknown parameter: token. Key: value',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text)
  })
})

test('a registered key is removed whatever its shape, also within an address or another key', () => {
  registerSecret('p4ss w0rd/+x')
  registerSecret('correct horse battery')
  registerSecret('correct horse battery staple')

  expect(redact('<p4ss w0rd/+x> <p4ss%20w0rd%2F%2Bx> <correct horse battery staple> <correct horse battery>')).toBe(
    '<[key]> <[key]> <[key]> <[key]>',
  )
})

test('the words around a registered key stay', () => {
  registerSecret('alphabetical-only')
  expect(redact('authorization: Bearer alphabetical-only')).toBe('authorization: Bearer [key]')
})

test('a key too short to be one removes no words', () => {
  registerSecret('ollama')
  registerSecret('')
  expect(redact('ollama runs')).toBe('ollama runs')
})

test('long hostile text takes almost no time', { timeout: 30_000 }, () => {
  const start = performance.now()
  for (const piece of ['Bearer ', 'key=', 'sk-', 'a:', 'https://', 'api-key  ', '"', ' ', '?key=']) {
    redact(piece.repeat(100_000))
  }
  // A quadratic pattern would take minutes.
  expect(performance.now() - start).toBeLessThan(10_000)
})
