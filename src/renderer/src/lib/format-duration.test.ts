import { expect, test } from 'vitest'
import { formatDuration, formatElapsed } from './format-duration'

test.each([
  [-5, '0_s'],
  [8_400, '8_s'],
  [64_000, '1_m 04_s'],
  [3_720_000, '1_h 2_m'],
])('%i ms read %s while counting', (milliseconds, text) => {
  expect(formatDuration(milliseconds, 'en-US')).toBe(text.replaceAll('_', '\u00a0'))
})

test.each([
  [20, '0.1_s'],
  [840, '0.8_s'],
  [9_940, '9.9_s'],
  [14_400, '14_s'],
])('%i ms read %s in a caption', (milliseconds, text) => {
  expect(formatElapsed(milliseconds, 'en-US')).toBe(text.replaceAll('_', '\u00a0'))
})
