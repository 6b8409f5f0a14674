import type { Period } from '@shared/spending'
import { dateFormat } from '@/lib/kept-formats'
import type { PeriodName, UsagePeriod } from './period'

type Step = UsagePeriod['step']

/** Formats a period: "November 2026", "Oct 24 – Nov 22, 2026", "Dec 2025 – Nov 2026". */
export function formatPeriod(name: PeriodName, { from, to, step }: UsagePeriod, locale: string): string {
  if (name === 'this-month' || name === 'last-month') return formatMonth(from, locale)
  const format = dateFormat(locale, { year: 'numeric', month: 'short', ...(step === 'day' && { day: 'numeric' }) })
  return format.formatRange(from, to - 1)
}

export function formatMonth(at: number, locale: string): string {
  return dateFormat(locale, { year: 'numeric', month: 'long' }).format(at)
}

/** Formats a step in full: "Sunday, November 22", "November 2026". */
export function formatStep({ from }: Period, step: Step, locale: string): string {
  if (step === 'month') return formatMonth(from, locale)
  return dateFormat(locale, { weekday: 'long', month: 'long', day: 'numeric' }).format(from)
}

/** Formats a label under the axis: "Nov 22", "Nov". */
export function formatTick({ from }: Period, step: Step, locale: string): string {
  return dateFormat(locale, { month: 'short', ...(step === 'day' && { day: 'numeric' }) }).format(from)
}

/** Formats a time in the list: "Nov 22, 2:05 PM" in the language's format, with the year if it isn't this one. */
export function formatTime(at: number, now: number, locale: string): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return dateFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(!isThisYear && { year: 'numeric' }),
  }).format(at)
}
