import { parseMarkdownIntoBlocks } from 'streamdown'
import { expect, test } from 'vitest'
import { createBlockReader } from './block-reader'
import { keepMath } from './source'

const PARTS = [
  '# A heading\n\nA paragraph with **bold**, `code` and \\(a_1 + b_1\\).\n\n',
  '- one\n- two\n\n  more of two\n\n1. first\n\n2. second\n\n',
  '```ts\nconst a = 1\n\n\nconst b = `x`\n```\n\n',
  '| a | b |\n|---|---|\n| 1 | 2 |\n\n> a quote\n> goes on\n\n',
  '\\[\nx^2 - y_1\n\\]\n\nText\n===\n\n<details>\n\n<summary>More</summary>\n\nInside.\n\n</details>\n\n',
]
const LONG = PARTS.join('').repeat(6)

test('however an answer arrives, it is split in the end as if it had come at once', () => {
  for (const step of [1, 7, 40, 333, LONG.length]) {
    const { readGrowing, readWhole } = createBlockReader()
    for (let end = step; end < LONG.length; end += step) readGrowing(LONG.slice(0, end))
    expect(readWhole(LONG).join('')).toBe(keepMath(LONG))
    expect(readWhole(LONG)).toEqual(parseMarkdownIntoBlocks(keepMath(LONG)))
  }
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

test('what is open at the end is closed, half a table waits, and what has ended is left as it is', () => {
  const { readGrowing, readWhole } = createBlockReader()
  expect(readGrowing('One **bo')).toEqual(['One **bo**'])
  expect(readGrowing('One **bold**\n\n| a | b')).toEqual(['One **bold**\n'])
  expect(readWhole('One **bo')).toEqual(['One **bo'])
})

test('another text than before is read anew', () => {
  const { readGrowing } = createBlockReader()
  readGrowing(LONG)
  expect(readGrowing('Something else')).toEqual(['Something else'])
})
