/** Days and months as the user's calendar has them, in the time zone of this computer. Pure but for that zone. */
import type { Period } from './spending'

/** By calendar, not by 24 hours: days with a change of the clocks are longer or shorter. */
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
