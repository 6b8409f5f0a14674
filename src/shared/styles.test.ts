import { expect, it } from 'vitest'
import { addImageWords, findStyle, readImageWords, STYLE_IDS, STYLES } from './styles'
import { readChatSettings } from './text-settings'

it('adds the words before and after a prompt once, however often it is sent', () => {
  const words = { before: 'A study:', after: 'oil on canvas' }
  const full = addImageWords(' a boat ', words)
  expect(full).toBe('A study: a boat, oil on canvas')
  expect(addImageWords(full, words)).toBe(full)
})

it('leaves the signs of the user, and an empty prompt', () => {
  expect(addImageWords('a boat.', { after: 'ink' })).toBe('a boat. ink')
  expect(addImageWords('a boat', { after: '; ink' })).toBe('a boat; ink')
  expect(addImageWords('  ', { after: 'ink' })).toBe('')
  expect(addImageWords('a boat', undefined)).toBe('a boat')
})

it('keeps the words in the settings of a chat, and leaves out empty ones', () => {
  expect(readChatSettings({ imageWords: { before: ' ', after: ' ink ', later: 1 } })).toEqual({
    imageWords: { after: 'ink' },
  })
  expect(readImageWords({ before: '', after: 3 })).toBeUndefined()
  expect(readChatSettings({ imageWords: 'ink' })).toBeUndefined()
})

it('knows which style a chat has', () => {
  for (const id of STYLE_IDS) expect(findStyle(STYLES[id].instructions, STYLES[id].imageWords)).toBe(id)
  expect(findStyle('', undefined)).toBe('none')
  expect(findStyle('Be brief.', undefined)).toBe('own')
  expect(findStyle(STYLES.poster.instructions, { after: 'changed' })).toBe('own')
})
