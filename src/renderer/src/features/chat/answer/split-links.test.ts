import { expect, test } from 'vitest'
import { splitLinks } from './split-links'

test.each([
  ['see https://example.com/a.', 'https://example.com/a'],
  ['(https://example.com/a)', 'https://example.com/a'],
  ['https://example.com/a_(b), and more', 'https://example.com/a_(b)'],
  ['https://example.com/docs/error-codes?x=1&y=2#z', 'https://example.com/docs/error-codes?x=1&y=2#z'],
  ['見る https://example.com/a。次', 'https://example.com/a'],
])('the address in "%s" is a link that ends where it should', (text, href) => {
  expect(splitLinks(text).filter((part) => part.href !== undefined)).toEqual([{ text: href, href }])
})

test('nothing of the text is lost', () => {
  const text = 'One https://a.example/x. Two (https://b.example) three'
  expect(
    splitLinks(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text)
})

test('other schemes stay text', () => {
  expect(splitLinks('javascript:alert(1) file:///etc/passwd')).toEqual([
    { text: 'javascript:alert(1) file:///etc/passwd' },
  ])
})
