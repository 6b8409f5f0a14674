import { expect, test } from 'vitest'
import { splitQuery } from '@/lib/fold-text'
import { plainText } from './plain-text'
import { findMarkdownSnippet, findSnippet, firstWords } from './snippet'

test('a snippet is one line around the match and starts with a whole word', () => {
  expect(findSnippet('A lighthouse', splitQuery('light'))).toEqual({ before: 'A ', match: 'light', after: 'house' })
  expect(findSnippet(`${'before '.repeat(9)}the\nHarbour${' after'.repeat(20)}`, splitQuery('harbour'))).toEqual({
    before: '…before before the ',
    match: 'Harbour',
    after: `${' after'.repeat(12)}…`,
  })
  expect(findSnippet('A lighthouse', splitQuery('harbour'))).toBeUndefined()
})

test.each([
  ['a lower-case word', 'İstanbul at night', 'NIGHT', 'night'],
  ['words over a line break', 'the old\n harbor', 'old harbor', 'old harbor'],
  ['the longest of words that are apart', 'Ein Boot im Hafen', 'boot hafen', 'Hafen'],
  ['a word far down', `${'x'.repeat(50_000)} Übergang`, 'ubergang', 'Übergang'],
  ['what means something to a regular expression', 'costs (about) $5.00?', '(about) $5.', '(about) $5.'],
  ['a slash and a dash', 'see and/or well-known', 'and/or well-', 'and/or well-'],
  ['an emoji', 'a fox 🦊 in snow', '🦊', '🦊'],
  ['Chinese', '海边的灯塔', '灯塔', '灯塔'],
])('%s is found where it is', (_what, text, wanted, match) => {
  expect(findSnippet(text, splitQuery(wanted))?.match).toBe(match)
})

test('a snippet of an answer shows its words without Markdown', () => {
  const answer =
    '# Lights\n\n| Light | Range |\n|---|---:|\n| **Eddystone** | 17 nmi |\n\n- see [the *Oldest* one](https://example.com/a)\n'

  expect(findMarkdownSnippet(answer, splitQuery('eddystone'))).toEqual({
    before: 'Lights Light Range ',
    match: 'Eddystone',
    after: ' 17 nmi see the Oldest one',
  })
})

test('a match inside an address is shown as it was written', () => {
  expect(findMarkdownSnippet('[here](https://example.com/fresnel)', splitQuery('fresnel'))?.match).toBe('fresnel')
})

test('the beginning of a chat is one line', () => {
  expect(firstWords('A lighthouse\nat dusk')).toEqual({ before: '', match: '', after: 'A lighthouse at dusk' })
  expect(firstWords('word '.repeat(40)).after).toBe(`${'word '.repeat(14)}wo…`)
})

test.each([
  ['## Heading', 'Heading'],
  ['> quoted\n> twice', 'quoted\ntwice'],
  ['1. first\n2. second', 'first\nsecond'],
  ['- [x] done', 'done'],
  ['**bold** and *italic* and ~~gone~~ and `code`', 'bold and italic and gone and code'],
  ['snake_case_name stays', 'snake_case_name stays'],
  ['2 * 3 * 4 stays', '2 * 3 * 4 stays'],
  ['![a boat](https://example.com/b.png)', 'a boat'],
  ['before\n```ts\nconst a = 1\n```\nafter', 'before\n\nconst a = 1\n\nafter'],
  ['a<br>b <kbd>Ctrl</kbd>', 'ab Ctrl'],
  ['\\*not italic\\*', '*not italic*'],
])('%j reads as %j', (markdown, plain) => {
  expect(plainText(markdown)).toBe(plain)
})

test('a snippet is cut between characters, wherever it is cut', () => {
  for (const shift of ['', 'x']) {
    const text = `${shift}${'😀'.repeat(30)}match${shift}${'😀'.repeat(80)}`
    const { before, after } = findSnippet(text, ['match']) ?? { before: '', after: '' }
    for (const part of [before, after, firstWords(text).after]) {
      expect(new TextDecoder().decode(new TextEncoder().encode(part))).toBe(part)
      expect(part).toContain('😀😀')
    }
  }
})

test.each(['\ud83d', '"', '\u202e', '\0', '\u2028', '(', '\\', '*'.repeat(5000)])('%j can be looked for', (query) => {
  expect(() => findSnippet('A \ud83d (light) \\ house \u202e', splitQuery(query))).not.toThrow()
})
