import { expect, test } from 'vitest'
import { splitCode } from './LongCode'

test('long code loses nothing, and while it grows only its last lines change', () => {
  const line = (index: number): string => `const value${index} = ${'x'.repeat(index % 40)}`
  const code = Array.from({ length: 1_234 }, (_, index) => line(index)).join('\n')
  const { groups, longest } = splitCode(code)
  expect(groups.map(({ text }) => text).join('')).toBe(code)
  expect(groups.map(({ lines }) => lines)).toEqual([200, 200, 200, 200, 200, 200, 34])
  expect(longest).toBe(line(1_199).length)
  const grown = splitCode(`${code}\nmore\n`)
  expect(grown.groups.slice(0, 6)).toEqual(groups.slice(0, 6))
})
