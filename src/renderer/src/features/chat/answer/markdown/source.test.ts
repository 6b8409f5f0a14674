import { expect, test } from 'vitest'
import { findEnd } from './link-ends'
import { holdTable, needsWhole } from './source'

test.each([
  ['Text\n\n| a', 'Text\n'],
  ['Text\n\n| a | b |', 'Text\n'],
  ['Text\n\n| a | b |\n', 'Text\n'],
  ['Text\n\n| a | b |\n|--', 'Text\n'],
  ['Text\n\n| a | b |\n|---|', 'Text\n'],
  ['Text\n\n| a | b |\n|---|---|', 'Text\n\n| a | b |\n|---|---|'],
  ['Text\n\n| a | b |\n|---|---|\n| 1', 'Text\n\n| a | b |\n|---|---|\n| 1'],
  ['Text\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3', 'Text\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3'],
  ['| no table\nbut text', '| no table\nbut text'],
  ['```\n| a | b |', '```\n| a | b |'],
  ['| a |', ''],
])('while %j streams, %j is shown', (markdown, shown) => {
  expect(holdTable(markdown)).toBe(shown)
})

test.each([
  ['https://example.com', 'https://example.com'],
  ['https://example.com/a。次に', 'https://example.com/a'],
  ['https://example.com/a、b', 'https://example.com/a'],
  ['https://example.comを見て', 'https://example.com'],
  ['https://example.com/を見て', 'https://example.com/'],
  ['https://example.com/pageをご覧', 'https://example.com/page'],
  ['https://example.com/a）', 'https://example.com/a'],
  ['https://ja.wikipedia.org/wiki/日本', 'https://ja.wikipedia.org/wiki/日本'],
  ['https://例え.jp/', 'https://例え.jp/'],
  ['https://example.com/?q=灯塔', 'https://example.com/?q=灯塔'],
  ['https://example.com/a?b=1请看', 'https://example.com/a?b=1'],
  ['https://example.com/한국', 'https://example.com/'],
  ['https://example.com/naïve', 'https://example.com/naïve'],
  ['https://例え.テスト/パス', 'https://例え.テスト/パス'],
  ['https://www.例え.jp/', 'https://www.例え.jp/'],
  ['https://example.com.次に', 'https://example.com.'],
  ['https://example.com에서', 'https://example.com'],
  ['https://example.com/a》の', 'https://example.com/a'],
  ['https://example.com/a？', 'https://example.com/a'],
  ['https://example.com/a…', 'https://example.com/a'],
  ['https://example.com/aｶﾅ', 'https://example.com/a'],
  ['https://example.com/aดูที่นี่', 'https://example.com/a'],
  ['https://th.wikipedia.org/wiki/ประเทศไทย', 'https://th.wikipedia.org/wiki/ประเทศไทย'],
  ['https://example.com/a🙂', 'https://example.com/a'],
  ['https://emojipedia.org/e/👩‍🚀', 'https://emojipedia.org/e/👩‍🚀'],
  ['https://example.com/a؟', 'https://example.com/a'],
  ['https://example.com/a،', 'https://example.com/a'],
  ['https://example.com/a।', 'https://example.com/a'],
  ['https://example.com/a—which', 'https://example.com/a'],
  ['https://en.wikipedia.org/wiki/Michelson–Morley', 'https://en.wikipedia.org/wiki/Michelson–Morley'],
  ['https://example.com/a»', 'https://example.com/a'],
  ['https://example.com/a\u200bnext', 'https://example.com/a'],
  ['https://example.com/привет', 'https://example.com/привет'],
  ['https://example.com/مرحبا', 'https://example.com/مرحبا'],
])('the address in %j is %j', (text, address) => {
  expect(text.slice(0, findEnd(text))).toBe(address)
})

test('only what refers to another part needs the whole', () => {
  expect(needsWhole('See [a][1].\n\n[1]: https://example.com')).toBe(true)
  expect(needsWhole('Text[^1]\n\n[^1]: A note')).toBe(false)
  expect(needsWhole('[a](b): c\n- [ ] task')).toBe(false)
})
