/** Computes how long deleted items stay in the bin. Pure. */
import { BIN_DAYS } from '@shared/bin'

const DAY_MS = 24 * 60 * 60 * 1_000

/** Returns the days left, counting a started one as whole; 0 if it's due. `since`: see `BinRepository.countsFrom`. */
export function countDaysLeft(deletedAt: number, since: number, now: number): number {
  const goesAt = Math.max(deletedAt, since) + BIN_DAYS * DAY_MS
  return Math.max(0, Math.min(BIN_DAYS, Math.ceil((goesAt - now) / DAY_MS)))
}

/** Returns the time before which deleted items are due; 0, so none are, while the bin itself is too new. */
export function findDueTime(since: number, now: number): number {
  const before = now - BIN_DAYS * DAY_MS
  return before > since ? before : 0
}
