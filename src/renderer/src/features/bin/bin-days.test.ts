import { expect, test } from 'vitest'
import { countDaysLeft, findDueTime } from './bin-days'

const DAY = 24 * 60 * 60 * 1_000

test('what was just deleted stays for 30 days, and the day that has begun counts', () => {
  expect(countDaysLeft(100 * DAY, 0, 100 * DAY)).toBe(30)
  expect(countDaysLeft(100 * DAY, 0, 100.1 * DAY)).toBe(30)
  expect(countDaysLeft(100 * DAY, 0, 129.5 * DAY)).toBe(1)
  expect(countDaysLeft(100 * DAY, 0, 131 * DAY)).toBe(0)
})

test('what an earlier version deleted counts from the first start that has a bin', () => {
  expect(countDaysLeft(1, 400 * DAY, 400 * DAY)).toBe(30)
  expect(findDueTime(400 * DAY, 429 * DAY)).toBe(0)
  expect(findDueTime(400 * DAY, 431 * DAY)).toBe(401 * DAY)
})

test('a clock that was set back promises no more than 30 days', () => {
  expect(countDaysLeft(100 * DAY, 0, 50 * DAY)).toBe(30)
})
