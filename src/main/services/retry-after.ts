/** The longest wait to accept, in milliseconds. Some servers ask for absurd ones. */
const MAX_RETRY_AFTER_MS = 60 * 60_000

/** Clamps a wait, in milliseconds. Undefined if it isn't valid. */
export function limitWait(ms: number | undefined): number | undefined {
  return ms === undefined || !Number.isFinite(ms) || ms < 0 ? undefined : Math.min(Math.ceil(ms), MAX_RETRY_AFTER_MS)
}

/** Reads the standard header (seconds or a date) as milliseconds. Undefined if it's absent, past or invalid. */
export function readRetryAfter(headers: Headers | undefined, now: number): number | undefined {
  const value = headers?.get('retry-after')
  if (!value) return undefined
  const seconds = Number(value)
  return limitWait(Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now)
}
