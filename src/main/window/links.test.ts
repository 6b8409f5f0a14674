import { expect, test } from 'vitest'
import { judgeLink } from './links'

test.each([
  ['https://example.com/a?b=c#d', 'open'],
  ['mailto:someone@example.com', 'open'],
  ['http://example.com/', 'ask'],
  ['HTTP://example.com/', 'ask'],
  ['http://127.0.0.1:8080/', 'ask'],
  ['http://user:pass@example.com/', 'refuse'],
  ['https://example.com@evil.example/', 'refuse'],
  ['javascript:alert(1)', 'refuse'],
  ['file:///etc/passwd', 'refuse'],
  ['ftp://example.com/', 'refuse'],
  ['easel://app/', 'refuse'],
  ['data:text/html,x', 'refuse'],
  ['no address', 'refuse'],
])('%s: %s', (address, verdict) => {
  expect(judgeLink(address)).toBe(verdict)
})
