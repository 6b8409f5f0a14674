/**
 * Periods of the user's calendar. Days and months start at local midnight, so a day on which the clocks change has 23
 * or 25 hours, and nothing here adds 24 hours to get to the next day.
 */
import { assertNever } from '@shared/assert-never'
import { dayAt, monthAt } from '@shared/calendar'
import type { Period } from '@shared/spending'

export type PeriodName = 'this-month' | 'last-month' | 'last-30-days' | 'last-90-days' | 'last-12-months'

export const PERIOD_NAMES: readonly PeriodName[] = [
  'this-month',
  'last-month',
  'last-30-days',
  'last-90-days',
  'last-12-months',
]

/** A period and its steps in the chart: a year of days would be bars of two pixels. */
export interface UsagePeriod extends Period {
  readonly step: 'day' | 'month'
}

/** Returns the period at a moment. It ends with the end of its last day, which may be in the future. */
export function getPeriod(name: PeriodName, now: number): UsagePeriod {
  const date = new Date(now)
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  switch (name) {
    case 'this-month':
      return { ...monthAt(now), step: 'day' }
    case 'last-month':
      return { ...monthAt(midnight(year, month - 1, 1)), step: 'day' }
    case 'last-30-days':
      return { from: midnight(year, month, day - 29), to: dayAt(now).to, step: 'day' }
    case 'last-90-days':
      return { from: midnight(year, month, day - 89), to: dayAt(now).to, step: 'day' }
    case 'last-12-months':
      return { from: midnight(year, month - 11, 1), to: monthAt(now).to, step: 'month' }
    default:
      return assertNever(name)
  }
}

/** Returns the days or months of a period, oldest first. Each ends where the next starts. */
export function listSteps({ from, to, step }: UsagePeriod): readonly Period[] {
  const start = new Date(from)
  const [year, month, day] = [start.getFullYear(), start.getMonth(), start.getDate()]
  const edge = (index: number): number =>
    step === 'day' ? midnight(year, month, day + index) : midnight(year, month + index, 1)
  const steps: Period[] = []
  for (let index = 0; edge(index) < to; index += 1) steps.push({ from: edge(index), to: edge(index + 1) })
  return steps
}

function midnight(year: number, month: number, day: number): number {
  return new Date(year, month, day).getTime()
}
