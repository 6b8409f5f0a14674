import { expect, test } from 'vitest'
import { nameField } from './name-field'

test.each([
  ['a field', 'Field required', { loc: ['body', 'style_strength'] }, 'style_strength: Field required'],
  ['a field of a list', 'Too long', { loc: ['body', 'prompts', 3] }, 'prompts: Too long'],
  [
    'a field that the sentence names',
    'Style_strength is required',
    { loc: ['style_strength'] },
    'Style_strength is required',
  ],
  ['the body as a whole', 'Field required', { loc: ['body'] }, 'Field required'],
  ['no place', 'Field required', {}, 'Field required'],
  ['no sentence', '', { loc: ['body', 'seed'] }, ''],
  ['an entry that is a sentence', 'No prompt', 'No prompt', 'No prompt'],
])('a sentence about %s', (_name, sentence, entry, text) => {
  expect(nameField(sentence, entry)).toBe(text)
})
