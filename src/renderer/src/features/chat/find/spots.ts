/** Matches in reading order, by message: some are in the page, for others only their number is known. Pure. */
import type { MessageId } from '@shared/ids'

export interface Counted {
  readonly id: MessageId
  readonly count: number
}

/** The n-th match of a message, from 0. */
export interface Spot {
  readonly id: MessageId
  readonly index: number
}

/**
 * The next or previous match, wrapping around. Without a current one: the first or the last. Undefined without matches.
 */
export function goBy(counted: readonly Counted[], spot: Spot | undefined, by: 1 | -1): Spot | undefined {
  const at = counted.findIndex(({ id }) => id === spot?.id)
  const here = counted[at]
  const next = here && spot ? spot.index + by : -1
  if (here && next >= 0 && next < here.count) return { id: here.id, index: next }
  for (let steps = 1; steps <= counted.length; steps += 1) {
    const start = at < 0 ? (by === 1 ? -1 : counted.length) : at
    const other = counted[(start + by * steps + 2 * counted.length) % counted.length]
    if (other && other.count > 0) return { id: other.id, index: by === 1 ? 0 : other.count - 1 }
  }
  return undefined
}

/**
 * This match if it exists, or else the next one, wrapping around. The index of `place` may be past the last match of its
 * message.
 */
export function beginAt(counted: readonly Counted[], place: Spot | undefined): Spot | undefined {
  const here = counted.find(({ id }) => id === place?.id)
  return here && place && place.index < here.count ? place : goBy(counted, here && place, 1)
}

/** The number of the current match, counted from 1, and the total. */
export function locate(
  counted: readonly Counted[],
  spot: Spot | undefined,
): { readonly current: number; readonly count: number } {
  let count = 0
  let current = 0
  for (const { id, count: own } of counted) {
    if (id === spot?.id) current = Math.min(count + spot.index, count + Math.max(0, own - 1)) + 1
    count += own
  }
  return { current: count === 0 ? 0 : current, count }
}
