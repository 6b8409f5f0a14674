import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { originOf, parseBaseUrl } from './base-url'

test.each([
  [' https://API.Example.com/v1/ ', 'https://api.example.com/v1'],
  ['https://api.example.com', 'https://api.example.com'],
  ['https://api.example.com:443/v1', 'https://api.example.com/v1'],
  ['http://localhost:1234/v1', 'http://localhost:1234/v1'],
  ['http://127.1.2.3:1234', 'http://127.1.2.3:1234'],
  ['http://[::1]:1234/v1', 'http://[::1]:1234/v1'],
  ['http://10.0.0.7/v1', 'http://10.0.0.7/v1'],
  ['http://172.16.0.1/', 'http://172.16.0.1'],
  ['http://192.168.178.20:11434/v1', 'http://192.168.178.20:11434/v1'],
  ['http://studio.local:1234/v1', 'http://studio.local:1234/v1'],
  ['http://[fd12:3456::1]/v1', 'http://[fd12:3456::1]/v1'],
])('%s is taken', (text, address) => {
  expect(parseBaseUrl(text)).toBe(address)
})

describe('a key is not sent to', () => {
  test.each([
    '',
    'example.com',
    'ftp://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://api.example.com/v1',
    'http://8.8.8.8/v1',
    'http://172.32.0.1/v1',
    'http://127.0.0.1.nip.io/v1',
    'http://localhost.example.com/v1',
    'http://10.0.0.1@example.com/v1',
    'http://[2001:db8::1]/v1',
    'http://[::ffff:8.8.8.8]/v1',
    'https://user:password@example.com/v1',
    'https://example.com/v1?key=1',
    'https://example.com/v1#x',
  ])('%s', (text) => {
    expect(parseBaseUrl(text)).toBeUndefined()
  })
})

test('an address that was taken is taken again, unchanged', () => {
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ['https', 'http'] }), (text) => {
      const once = parseBaseUrl(text)
      expect(once && parseBaseUrl(once)).toBe(once)
    }),
  )
})

test('what a key is bound to is scheme, host and port, not the path', () => {
  expect(originOf('https://api.example.com:8443/v1')).toBe('https://api.example.com:8443')
})
