import { expect, test } from 'vitest'
import { getPeriod } from './period'
import { projectMonth } from './projection'

const november = getPeriod('this-month', new Date(2026, 10, 22).getTime())
const day = (date: number, hour = 0): number => new Date(2026, 10, date, hour).getTime()

test('a month continues as it started', () => {
  // Ten of thirty days.
  expect(projectMonth(2_000_000, november, day(11))).toBe(6_000_000)
  expect(projectMonth(0, november, day(11))).toBe(0)
})

test('the first three days are too early to tell', () => {
  expect(projectMonth(2_000_000, november, day(3, 23))).toBeUndefined()
  expect(projectMonth(2_000_000, november, day(4))).toBe(20_000_000)
})

test('a complete month is what it was', () => {
  expect(projectMonth(2_000_001, november, november.to)).toBe(2_000_001)
})

test('the result is whole micro-dollars', () => {
  expect(Number.isInteger(projectMonth(1_000_003, november, day(8, 7)))).toBe(true)
})
