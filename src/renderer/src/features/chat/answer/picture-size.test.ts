import { expect, test } from 'vitest'
import { gridColumns } from './picture-size'

test.each([
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 2],
  [5, 3],
  [10, 3],
])('%i pictures stand in %i columns', (count, columns) => {
  expect(gridColumns(count)).toBe(columns)
})
