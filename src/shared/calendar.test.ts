import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dayAt, isWithin, monthAt } from './calendar'

const HOUR_MS = 3_600_000

beforeEach(() => void vi.stubEnv('TZ', 'Europe/Berlin'))
afterEach(() => void vi.unstubAllEnvs())

test('a day starts and ends at midnight of the calendar, also when the clocks change', () => {
  const summer = dayAt(Date.parse('2026-03-29T12:00:00+02:00'))
  const winter = dayAt(Date.parse('2026-10-25T12:00:00+01:00'))
  expect(summer.from).toBe(Date.parse('2026-03-29T00:00:00+01:00'))
  expect([summer, winter].map(({ from, to }) => (to - from) / HOUR_MS)).toEqual([23, 25])
})

test('the last moment of a year belongs to it, the next one does not', () => {
  const midnight = Date.parse('2027-01-01T00:00:00+01:00')
  expect(dayAt(midnight - 1).to).toBe(midnight)
  expect(monthAt(midnight - 1)).toEqual({ from: Date.parse('2026-12-01T00:00:00+01:00'), to: midnight })
  expect(isWithin(monthAt(midnight - 1), midnight)).toBe(false)
  expect(isWithin(monthAt(midnight), midnight)).toBe(true)
})
