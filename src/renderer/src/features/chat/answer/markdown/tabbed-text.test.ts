import { expect, test } from 'vitest'
import { toTabbedText } from './tabbed-text'

test('each row of a table is a line, and nothing inside a cell can be taken for another cell', () => {
  const rows = [
    ['Light', 'Height'],
    ['Eddy\tstone\n', ' 49 m '],
    ['', '36 m'],
  ]
  expect(toTabbedText(rows)).toBe('Light\tHeight\nEddy stone\t49 m\n\t36 m')
})
