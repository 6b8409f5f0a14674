import { expect, test } from 'vitest'
import en from '@shared/locales/en.json'
import { pickStarters, STARTER_ICONS } from './starters'

test.each(['image', 'text'] as const)('new chats show every %s starter before any comes back', (kind) => {
  const shown = [0, 1, 2].flatMap((turn) => pickStarters(kind, turn, 3))
  expect(new Set(shown).size).toBe(9)
  expect(pickStarters(kind, 0, 3)).not.toEqual(pickStarters(kind, 1, 3))
})

test('images and text have starters of their own', () => {
  const images = Array.from({ length: 20 }, (_, turn) => pickStarters('image', turn, 3)).flat()
  const texts = Array.from({ length: 20 }, (_, turn) => pickStarters('text', turn, 3)).flat()
  expect(images.filter((starter) => texts.includes(starter))).toEqual([])
})

test('every starter has words', () => {
  expect(Object.keys(en.empty.starter).toSorted()).toEqual(Object.keys(STARTER_ICONS).toSorted())
})
