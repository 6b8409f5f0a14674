import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { getPeriod, listSteps, type PeriodName } from './period'

// Clocks go forward on March 29, 2026 and back on October 25, 2026.
beforeAll(() => void vi.stubEnv('TZ', 'Europe/Berlin'))
afterAll(() => void vi.unstubAllEnvs())

const at = (text: string): number => new Date(text).getTime()
const now = (): number => at('2026-11-22T14:05')

describe('periods', () => {
  test.each<[PeriodName, string, string]>([
    ['this-month', '2026-11-01T00:00', '2026-12-01T00:00'],
    ['last-month', '2026-10-01T00:00', '2026-11-01T00:00'],
    ['last-30-days', '2026-10-24T00:00', '2026-11-23T00:00'],
    ['last-90-days', '2026-08-25T00:00', '2026-11-23T00:00'],
    ['last-12-months', '2025-12-01T00:00', '2026-12-01T00:00'],
  ])('%s begins and ends at local midnight', (name, from, to) => {
    expect(getPeriod(name, now())).toMatchObject({ from: at(from), to: at(to) })
  })

  test('last month in January is December of the year before', () => {
    expect(getPeriod('last-month', at('2026-01-31T23:59'))).toMatchObject({
      from: at('2025-12-01T00:00'),
      to: at('2026-01-01T00:00'),
    })
  })
})

describe('steps', () => {
  test.each<[PeriodName, string, number]>([
    ['this-month', '2026-11-22T14:05', 30],
    ['this-month', '2026-03-01T00:00', 31],
    ['this-month', '2028-02-29T23:59', 29],
    ['last-30-days', '2026-03-30T00:30', 30],
    ['last-30-days', '2026-10-26T00:30', 30],
    ['last-90-days', '2026-11-22T14:05', 90],
    ['last-12-months', '2026-11-22T14:05', 12],
  ])('%s at %s has %i, each beginning where the last ended', (name, moment, count) => {
    const period = getPeriod(name, at(moment))
    const steps = listSteps(period)
    expect(steps).toHaveLength(count)
    expect(steps[0]?.from).toBe(period.from)
    expect(steps.at(-1)?.to).toBe(period.to)
    expect(steps.slice(1).map(({ from }) => from)).toEqual(steps.slice(0, -1).map(({ to }) => to))
    expect(steps.every(({ from }) => new Date(from).getHours() === 0)).toBe(true)
  })
})
