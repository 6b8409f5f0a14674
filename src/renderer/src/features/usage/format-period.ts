import type { Period } from '@shared/spending'
import type { PeriodName, UsagePeriod } from './period'

type Step = UsagePeriod['step']

/** "November 2026", "Oct 24 – Nov 22, 2026", "Dec 2025 – Nov 2026". */
export function formatPeriod(name: PeriodName, { from, to, step }: UsagePeriod, locale: string): string {
  if (name === 'this-month' || name === 'last-month') return formatMonth(from, locale)
  const format = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    ...(step === 'day' && { day: 'numeric' }),
  })
  return format.formatRange(from, to - 1)
}

export function formatMonth(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long' }).format(at)
}

/** Of a step, in full: "Sunday, November 22", "November 2026". */
export function formatStep({ from }: Period, step: Step, locale: string): string {
  if (step === 'month') return formatMonth(from, locale)
  return new Intl.DateTimeFormat(locale, { weekday: 'long', month: 'long', day: 'numeric' }).format(from)
}

/** Under the axis: "Nov 22", "Nov". */
export function formatTick({ from }: Period, step: Step, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'short', ...(step === 'day' && { day: 'numeric' }) }).format(from)
}

/** In the list: "Nov 22, 2:05 PM" in the words of the language; of another year than this one, with it. */
export function formatTime(at: number, now: number, locale: string): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return timeFormat(locale, isThisYear).format(at)
}

/** Making a format takes longer than using it, and a list uses one per line. */
const timeFormats = new Map<string, Intl.DateTimeFormat>()

function timeFormat(locale: string, isThisYear: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${isThisYear}`
  const format =
    timeFormats.get(key) ??
    new Intl.DateTimeFormat(locale, {
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      ...(!isThisYear && { year: 'numeric' }),
    })
  timeFormats.set(key, format)
  return format
}
