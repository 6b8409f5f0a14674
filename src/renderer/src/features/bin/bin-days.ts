/** How long what was deleted stays in the bin. Pure. */
import { BIN_DAYS } from '@shared/bin'

const DAY_MS = 24 * 60 * 60 * 1_000

/** Days left, the one that has begun included; 0 when it's about to go. `since`: see `BinRepository.countsFrom`. */
export function countDaysLeft(deletedAt: number, since: number, now: number): number {
  const goesAt = Math.max(deletedAt, since) + BIN_DAYS * DAY_MS
  return Math.max(0, Math.min(BIN_DAYS, Math.ceil((goesAt - now) / DAY_MS)))
}

/** What was deleted before this time goes now. Nothing, before the bin is old enough itself. */
export function findDueTime(since: number, now: number): number {
  const before = now - BIN_DAYS * DAY_MS
  return before > since ? before : 0
}
