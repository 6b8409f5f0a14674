import { parseMarkdownIntoBlocks } from 'streamdown'
import { expect, test } from 'vitest'
import { createBlockReader } from './block-reader'
import { markSigns } from './signs'

const PARTS = [
  '# A heading\n\nA paragraph with **bold**, `code` and \\(a_1 + b_1\\).\n\n',
  '- one\n- two\n\n  more of two\n\n1. first\n\n2. second\n\n',
  '```ts\nconst a = 1\n\n\nconst b = `x`\n```\n\n',
  '| a | b |\n|---|---|\n| 1 | 2 |\n\n> a quote\n> goes on\n\n',
  '\\[\nx^2\n\n- y_1\n\\]\n\n$$\n= a\n$$\n\nSee[^1] and $x$.\n\n[^1]: A note\n[^b]: Another\n\nText\n===\n\n<details>\n\n<summary>More</summary>\n\nInside.\n\n</details>\n\n',
]
const LONG = PARTS.join('').repeat(6)

test('however an answer arrives, it is split in the end as if it had come at once', () => {
  for (const step of [1, 7, 40, 333, LONG.length]) {
    const { readGrowing, readWhole } = createBlockReader()
    for (let end = step; end < LONG.length; end += step) readGrowing(LONG.slice(0, end))
    expect(readWhole(LONG).join('')).toBe(markSigns(LONG))
    expect(readWhole(LONG)).toEqual(parseMarkdownIntoBlocks(markSigns(LONG)))
  }
})

test('lines that end with CR LF are split like others', () => {
  const { readGrowing, readWhole } = createBlockReader()
  const text = LONG.replaceAll('\n', '\r\n')
  for (let end = 90; end < text.length; end += 90) readGrowing(text.slice(0, end))
  expect(readWhole(text)).toEqual(parseMarkdownIntoBlocks(markSigns(text)))
})

test('while an answer grows, all but its last blocks stay the same strings', () => {
  const { readGrowing } = createBlockReader()
  let before: readonly string[] = []
  for (let end = 5; end < LONG.length; end += 5) {
    const blocks = readGrowing(LONG.slice(0, end))
    const same = Math.max(0, before.length - 4)
    expect(blocks.slice(0, same)).toEqual(before.slice(0, same))
    before = blocks
  }
})

test('what is open at the end is closed, half a table, formula or character waits, and what has ended is left as it is', () => {
  const { readGrowing, readWhole } = createBlockReader()
  expect(readGrowing('One **bo')).toEqual(['One **bo**'])
  expect(readGrowing('One **bold**\n\n| a | b')).toEqual(['One **bold**\n'])
  expect(readGrowing('So:\n\n\\[\na\n\n= b')).toEqual(['So:\n\n'])
  expect(readGrowing('A smile \ud83d')).toEqual(['A smile'])
  expect(readWhole('One **bo')).toEqual(['One **bo'])
})

test('another text than before is read anew', () => {
  const { readGrowing } = createBlockReader()
  readGrowing(LONG)
  expect(readGrowing('Something else')).toEqual(['Something else'])
})
