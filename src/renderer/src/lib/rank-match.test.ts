import { expect, test } from 'vitest'
import { rankMatch } from './rank-match'

const rankAll = (names: readonly string[], typed: string): readonly string[] =>
  names
    .flatMap((name) => {
      const rank = rankMatch(name, typed)
      return rank === undefined ? [] : [{ name, rank }]
    })
    .toSorted((one, other) => other.rank - one.rank)
    .map(({ name }) => name)

test('the beginning of a name comes first, then of a word, then a part, and of equals the shorter', () => {
  const names = ['Insettings', 'Chat settings', 'Settings: Budget', 'Settings']
  expect(rankAll(names, 'sett')).toEqual(['Settings', 'Settings: Budget', 'Chat settings', 'Insettings'])
})

test.each([
  ['Toggle sidebar', 'togsid', true],
  ['Show or hide the sidebar', 'shs', true],
  ['Go to the message box', 'box mess', true],
  ['Über den Dächern', 'uber dach', true],
  ['Settings', 'sgs', false],
  ['New chat', 'chatx', false],
])('%j fits %j: %s', (name, typed, fits) => {
  expect(rankMatch(name, typed) !== undefined).toBe(fits)
})

test('everything fits where nothing is typed', () => {
  expect(rankMatch('New chat', '  ')).toBe(0)
})
