import { expect, test } from 'vitest'
import { isSameData } from './is-same-data'

test('data is the same when every part of it is, whatever is left out', () => {
  expect(
    isSameData({ id: 'a', parts: [{ type: 'text' }] }, { id: 'a', parts: [{ type: 'text' }], gone: undefined }),
  ).toBe(true)
  expect(isSameData({ id: 'a', parts: [{ type: 'text' }] }, { id: 'a', parts: [{ type: 'image' }] })).toBe(false)
  expect(isSameData([1], [1, 2])).toBe(false)
  expect(isSameData([], {})).toBe(false)
  expect(isSameData(null, {})).toBe(false)
})
