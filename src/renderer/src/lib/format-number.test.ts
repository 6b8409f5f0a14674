import { expect, test } from 'vitest'
import { formatBytes } from './format-number'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [746, '746 bytes'],
  [1_000, '1 kB'],
  [1_500_000, '1.5 MB'],
])('%i bytes are told as people read them: %s', (bytes, text) => {
  expect(formatBytes(bytes, 'en')).toBe(text)
})
