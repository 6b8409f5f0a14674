import { expect, test } from 'vitest'
import { isBlank, trimText } from './is-blank'

test.each([
  ['nothing', ''],
  ['spaces and lines', ' \t\n\u00a0\u3000\u2028'],
  ['zero-width characters', '\u200b\u200c\u200d\u2060\ufeff'],
  ['direction marks', '\u200e\u200f\u202e\u2066\u2069\u061c'],
  ['a soft hyphen', '\u00ad'],
  ['control characters', '\u0000\u0007\u001b\u0085'],
  ['Hangul fillers and an empty Braille cell', '\u115f\u1160\u3164\uffa0\u2800'],
  ['variation selectors and tags', '\ufe0f\u{e0100}\u{e0041}'],
])('a text of %s is empty', (_, text) => {
  expect(isBlank(text)).toBe(true)
  expect(trimText(text)).toBe('')
})

test.each(['0', '.', '猫', 'ש', '🧑‍🎨', '\u200bshy', '\ufffd', '\ue000', '\u0301'])('%j shows something', (text) => {
  expect(isBlank(text)).toBe(false)
})

test('joiners inside a text stay', () => {
  expect(trimText(' 🧑‍🎨 ')).toBe('🧑‍🎨')
})
