import { dateFormat } from './kept-formats'

/** Formats an exact time: "November 22, 2026 at 1:40:05 PM" in the interface's language. For tooltips and details. */
export function formatMoment(at: number, locale: string): string {
  return dateFormat(locale, { dateStyle: 'long', timeStyle: 'medium' }).format(at)
}

/** Formats a short time: "Nov 22, 2026, 1:40 PM" in the interface's language. For lists. */
export function formatTime(at: number, locale: string): string {
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** Formats only the day, short: "Nov 22, 2026" in the interface's language. */
export function formatDate(at: number, locale: string): string {
  return dateFormat(locale, { dateStyle: 'medium' }).format(at)
}

/** Formats a day in UTC: "December 1, 2026" for "2026-12-01". */
export function formatDay(day: string, locale: string): string {
  return dateFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day))
}

/** Counts calendar days between two moments, by the local clock: yesterday evening is 1, however few hours ago. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / 86_400_000)
}

function startOfDay(at: number): number {
  const day = new Date(at)
  return day.setHours(0, 0, 0, 0)
}
