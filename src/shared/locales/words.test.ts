import { expect, test } from 'vitest'
import first from './en.json'
import later from './later.en.json'
import main from './main.en.json'

/** What the interface never says, and what it says in its place. The log's accessible name is the one exception. */
const AVOIDED = [
  { word: /\bpictures?\b/i, say: 'image' },
  { word: /\bconversations?\b/i, say: 'chat' },
  { word: /\brecipes?\b/i, say: 'prompt and settings' },
  { word: /\bruns?\b/i, say: 'answer' },
  { word: /\bcolour|\borganis|\bcentre\b|\bgrey\b|\bcancelled\b|\bfavourite/i, say: 'the American spelling' },
  { word: /\b(cannot|is not|does not|are not)\b/i, say: 'a contraction: can’t, isn’t, doesn’t, aren’t' },
  { word: /['"]/, say: 'a curly apostrophe or quotation mark' },
  { word: /\bnobody\b|\bwhoever\b|by itself|not to be had/i, say: 'who does what, in that order' },
]
const EXCEPTIONS = new Set(['conversation.title'])

interface Words {
  readonly [key: string]: string | Words
}

test.each([
  ['en', first],
  ['later.en', later],
  ['main.en', main],
])('%s.json is written in plain words', (_name, words) => {
  expect(findAvoided(words)).toEqual([])
})

test('what opens a dialog ends with an ellipsis in the commands as in the menu', () => {
  const menu: Words = main.menu
  const opensDialog = (words: string | Words | undefined): boolean => typeof words === 'string' && words.endsWith('…')
  const commands = Object.entries(later.shortcuts.command)
  const different = commands.filter(([id, words]) => opensDialog(words) !== opensDialog(menu[id]))
  expect(different).toEqual([])
})

function findAvoided(words: Words, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) => {
    const name = `${prefix}${key}`
    if (typeof value !== 'string') return findAvoided(value, `${name}.`)
    if (EXCEPTIONS.has(name)) return []
    return AVOIDED.filter(({ word }) => word.test(value.replaceAll(/{{\w+}}/g, ''))).map(
      ({ say }) => `${name}: “${value}” should say ${say}`,
    )
  })
}
