import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addScheme, appendPath, isBlankAddress, readOrigin, parseBaseUrl, readBaseUrl } from './base-url'

test.each([
  [' https://API.Example.com/v1/ ', 'https://api.example.com/v1'],
  ['https://api.example.com', 'https://api.example.com'],
  ['https://api.example.com/v1/embeddings', 'https://api.example.com/v1'],
  ['https://api.example.com/v1/images/', 'https://api.example.com/v1'],
  ['https://api.example.com:443/v1', 'https://api.example.com/v1'],
  ['http://localhost:1234/v1', 'http://localhost:1234/v1'],
  ['http://127.1.2.3:1234', 'http://127.1.2.3:1234'],
  ['http://[::1]:1234/v1', 'http://[::1]:1234/v1'],
  ['http://10.0.0.7/v1', 'http://10.0.0.7/v1'],
  ['http://172.16.0.1/', 'http://172.16.0.1'],
  ['http://192.168.178.20:11434/v1', 'http://192.168.178.20:11434/v1'],
  ['http://studio.local:1234/v1', 'http://studio.local:1234/v1'],
  ['http://[fd12:3456::1]/v1', 'http://[fd12:3456::1]/v1'],
  ['http://100.64.0.5:8080/v1', 'http://100.64.0.5:8080/v1'],
  ['http://100.127.255.1/v1', 'http://100.127.255.1/v1'],
  ['http://169.254.10.10/v1', 'http://169.254.10.10/v1'],
  ['http://[fe80::1]/v1', 'http://[fe80::1]/v1'],
  ['http://[::ffff:10.0.0.7]/v1', 'http://[::ffff:a00:7]/v1'],
  ['http://0.0.0.0:11434/v1', 'http://0.0.0.0:11434/v1'],
  ['http://gpu.lan:8080/v1', 'http://gpu.lan:8080/v1'],
  ['http://llm.internal/v1', 'http://llm.internal/v1'],
  ['http://gpu.home.arpa/v1', 'http://gpu.home.arpa/v1'],
  ['http://box.tailnet-12.ts.net:8080/v1', 'http://box.tailnet-12.ts.net:8080/v1'],
  ['http://ollama:11434/v1', 'http://ollama:11434/v1'],
  ['"https://api.example.com/v1"', 'https://api.example.com/v1'],
  ["'https://api.example.com/v1'\n", 'https://api.example.com/v1'],
  ['“https://api.example.com/v1”', 'https://api.example.com/v1'],
  ['<https://api.example.com/v1>', 'https://api.example.com/v1'],
  ['\u200bhttps://api.example.com/v1\ufeff', 'https://api.example.com/v1'],
  ['https://api.example.com/v1//', 'https://api.example.com/v1'],
  ['https://api.example.com/v1/images/generations', 'https://api.example.com/v1'],
  ['https://api.example.com/v1/chat/completions/', 'https://api.example.com/v1'],
  ['https://api.example.com/v1/models', 'https://api.example.com/v1'],
  ['https://api.example.com/v1/?api-version=2026-01', 'https://api.example.com/v1?api-version=2026-01'],
  ['https://api.example.com/v1/models?a=1&b=%20', 'https://api.example.com/v1?a=1&b=%20'],
  ['OPENAI_BASE_URL=http://localhost:8080/v1', 'http://localhost:8080/v1'],
  ['export OPENAI_BASE_URL="http://localhost:8080/v1"', 'http://localhost:8080/v1'],
  ['http://localhost:11434/api/chat', 'http://localhost:11434'],
  ['http://localhost:11434/api/generate', 'http://localhost:11434'],
  ['https://openrouter.example/api/v1/chat/completions', 'https://openrouter.example/api/v1'],
  ['http:\\\\localhost:8080\\v1', 'http://localhost:8080/v1'],
  ['HTTP://LOCALHOST:8080/v1', 'http://localhost:8080/v1'],
  ['http://2130706433/v1', 'http://127.0.0.1/v1'],
  ['http://１２７.0.0.1/v1', 'http://127.0.0.1/v1'],
  ['http://host.docker.internal:11434/v1', 'http://host.docker.internal:11434/v1'],
  ['http://gpu.fritz.box:8080/v1', 'http://gpu.fritz.box:8080/v1'],
  ['http://peer.netbird.cloud/v1', 'http://peer.netbird.cloud/v1'],
  ['http://server.test/v1', 'http://server.test/v1'],
  ['https://api.example.com/v1?', 'https://api.example.com/v1'],
])('%s is taken', (text, address) => {
  expect(parseBaseUrl(text)).toBe(address)
})

describe('a key is not sent to', () => {
  test.each([
    '',
    'example.com',
    'http://100.128.0.1/v1',
    'http://100.63.0.1/v1',
    'http://[64:ff9b::808:808]/v1',
    'http://api.example.com.:80/v1',
    'wss://example.com',
    'ws://localhost:1/',
    '"',
    'undefined',
    'null',
    'https://',
    'http://[fe80::1%25eth0]/v1',
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
    'https://example.com/v1?api-version=1&api_key=2',
    'https://example.com/v1?access_token=1',
    'https://example.com/v1?code=1',
    'https://example.com/v1?user=sk-proj-1',
    'https://example.com/v1#x',
    'http://100.64.0.5:8080/v1 # my server',
    'http://a:1/v1,http://b:2/v1',
    'http://a:1/v1; http://b:2/v1',
    'http://$HOST:8080/v1',
    'http://${HOST}/v1',
    'http://{host}/v1',
    'http://%HOST%/v1',
    'http://010.0.0.1/v1',
    'http://192.168.0.300/v1',
    'http://localhost:99999/v1',
    'http://[fe80::1%eth0]:8080/v1',
    'http://netbird.cloud.example/v1',
    'OPENAI_BASE_URL=',
    'htps://api.example.com/v1',
    '//api.example.com/v1',
    'unix:///tmp/model.sock',
    'https://example.com/v1/sk-proj-abcdefghijklmnop',
  ])('%s', (text) => {
    expect(parseBaseUrl(text)).toBeUndefined()
  })
})

test('an address that was taken is taken again, unchanged', () => {
  const piece = fc.constantFrom(
    'https://',
    'http://',
    'a.example',
    '10.0.0.1',
    ':8080',
    '/',
    '/v1',
    '/models',
    '?a=1',
    '%20',
    'ä',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const once = parseBaseUrl(pieces.join(''))
      expect(once && parseBaseUrl(once)).toBe(once)
    }),
  )
})

test.each([
  ['https://a.example/v1', '/models', 'https://a.example/v1/models'],
  ['https://a.example', '/v1', 'https://a.example/v1'],
  ['https://a.example/v1?version=x', '/models', 'https://a.example/v1/models?version=x'],
  ['https://a.example/v1?version=x', '/models?size=9', 'https://a.example/v1/models?size=9&version=x'],
])('%s with %s behind it keeps its query', (baseUrl, path, expected) => {
  expect(appendPath(baseUrl, path)).toBe(expected)
})

test('what a key is bound to is scheme, host and port, not the path', () => {
  expect(readOrigin('https://api.example.com:8443/v1')).toBe('https://api.example.com:8443')
})

test.each([
  ['localhost:8080/v1', 'no-scheme'],
  ['https:///v1', 'not-an-address'],
  ['100.64.0.5:8080/v1', 'no-scheme'],
  ['api.example.com/v1', 'no-scheme'],
  ['[fd00::1]:8080', 'no-scheme'],
  ['http://api.example.com', 'unencrypted'],
  ['http://8.8.8.8', 'unencrypted'],
  ['https://u:p@example.com', 'has-extras'],
  ['https://example.com/v1?key=1', 'has-extras'],
  ['ftp://example.com', 'not-an-address'],
  ['my server', 'not-an-address'],
] as const)('%s is refused as %s', (text, problem) => {
  expect(readBaseUrl(text)).toEqual({ problem })
})

test.each([
  ['localhost:8080/v1', 'http://localhost:8080/v1'],
  [' 192.168.1.5:1234/v1/images/generations ', 'http://192.168.1.5:1234/v1'],
  ['api.example.com/v1', 'https://api.example.com/v1'],
  ['https://api.example.com/v1', undefined],
  ['my server', undefined],
])('%s needs nothing but a scheme: %s', (text, address) => {
  expect(addScheme(text)).toBe(address)
})

test.each(['OPENAI_BASE_URL=', '$', '#'])('%j is set, and stops what would use it', (text) => {
  expect(isBlankAddress(text)).toBe(false)
  expect(parseBaseUrl(text)).toBeUndefined()
})

test.each([undefined, '', '  ', '\n', '""', "''", '\u200b'])('%j is as good as not set', (text) => {
  expect(isBlankAddress(text)).toBe(true)
})
