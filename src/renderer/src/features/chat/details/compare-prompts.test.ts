import { expect, test } from 'vitest'
import { comparePrompts } from './compare-prompts'

test('words that were added and removed are told apart, and both texts can be read from the parts', () => {
  const [before, after] = ['A lighthouse at dusk', 'A tall lighthouse at dawn, in fog']
  const parts = comparePrompts(before, after)
  const join = (without: string) => parts.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join('')
  expect(join('added')).toBe(before)
  expect(join('removed')).toBe(after)
  expect(parts).toContainEqual({ kind: 'removed', text: 'dusk' })
})

test('a prompt that was written anew, or is very long, is shown as it is', () => {
  expect(comparePrompts('Ein Leuchtturm', 'A tall tower by the sea')).toEqual([
    { kind: 'same', text: 'A tall tower by the sea' },
  ])
  const long = 'word '.repeat(5_000)
  expect(comparePrompts(long, `${long}more`)).toEqual([{ kind: 'same', text: `${long}more` }])
})
