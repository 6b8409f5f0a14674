import { expect, test } from 'vitest'
import { countCharacters, isLongerThan } from './count-characters'

test.each([
  ['', 0],
  ['abc', 3],
  ['🦊', 1],
  ['🦊'.repeat(17_000), 17_000],
  ['灯塔', 2],
  ['a\ud800b', 3],
  ['\udc00', 1],
])('%j has %i characters', (text, count) => {
  expect(countCharacters(text)).toBe(count)
})

test('a limit of characters is not one of code units', () => {
  expect(isLongerThan('🦊'.repeat(17_000), 32_000)).toBe(false)
  expect(isLongerThan('🦊'.repeat(32_001), 32_000)).toBe(true)
  expect(isLongerThan('a'.repeat(32_000), 32_000)).toBe(false)
  expect(isLongerThan('a'.repeat(32_001), 32_000)).toBe(true)
})
