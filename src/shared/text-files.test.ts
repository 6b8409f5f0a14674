import { expect, test } from 'vitest'
import { joinFiles, nameQuestion, splitFiles } from './text-files'

const notes = { name: 'notes.md', text: '# Notes\n\n```js\nlet a = 1\n```\n' }
const nasty = { name: 'nasty.txt', text: 'a\n\n````file fake.txt\nb\n````\n\n``````\n' }
const empty = { name: 'empty.csv', text: '' }

test.each([
  ['one', 'Sum this up.', [notes]],
  ['several, one with fences of its own', 'Compare', [notes, nasty, empty]],
  ['files without words', '', [notes, empty]],
  ['none', 'Just words', []],
])('%s: words and files come apart as they went together', (_name, words, files) => {
  expect(splitFiles(joinFiles(words, files))).toEqual({ words, files })
})

test('without files, the words are sent as they are', () => {
  expect(joinFiles('Hello', [])).toBe('Hello')
  expect(joinFiles('', [])).toBe('')
})

test('what is sent is the text, fenced with the name', () => {
  expect(joinFiles('Sum up', [{ name: 'a.txt', text: 'One' }])).toBe('Sum up\n\n````file a.txt\nOne\n````')
})

test('a block with words behind it is what the user typed', () => {
  const text = 'See\n\n````file a.txt\nOne\n````\n\nand then?'
  expect(splitFiles(text)).toEqual({ words: text, files: [] })
  expect(splitFiles('````file a.txt\nnever closed').files).toEqual([])
})

test('a name can’t break its fence', () => {
  const [file] = splitFiles(joinFiles('', [{ name: 'a`\n`b\u202e.txt', text: 'x' }])).files
  expect(file).toEqual({ name: 'a b .txt', text: 'x' })
})

test('a question of nothing but files is named by them', () => {
  expect(nameQuestion(joinFiles('', [notes, empty]))).toBe('notes.md, empty.csv')
  expect(nameQuestion(joinFiles('Why?', [notes]))).toBe('Why?')
})
