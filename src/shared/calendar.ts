/** Days and months in the user's calendar and time zone. Pure except for the time zone. */
import type { Period } from './spending'

/** A calendar day rather than 24 hours, because days on which the clocks change are longer or shorter. */
export function dayAt(at: number): Period {
  const date = new Date(at)
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  return { from: new Date(year, month, day).getTime(), to: new Date(year, month, day + 1).getTime() }
}

export function monthAt(at: number): Period {
  const date = new Date(at)
  const [year, month] = [date.getFullYear(), date.getMonth()]
  return { from: new Date(year, month, 1).getTime(), to: new Date(year, month + 1, 1).getTime() }
}

export function isWithin({ from, to }: Period, at: number): boolean {
  return at >= from && at < to
}
