/** Reads from a refusal's headers how long the service asks to wait. */

import { limitWait, readRetryAfter } from '../retry-after'

/** What OpenAI limits per minute or day, each with its own headers. */
const LIMITED = ['requests', 'tokens', 'images', 'input-images'] as const

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * Returns the wait in milliseconds, at most an hour; undefined if no header is valid. Reads OpenAI's own header first,
 * then the standard one (seconds or a date), then the reset time of the exceeded limit.
 */
export function findRetryAfter(headers: Headers | undefined, now = Date.now()): number | undefined {
  if (!headers) return undefined
  return limitWait(readOwnHeader(headers) ?? readRetryAfter(headers, now) ?? findReset(headers))
}

function readOwnHeader(headers: Headers): number | undefined {
  const value = headers.get('retry-after-ms')
  return value === null ? undefined : limitWait(Number(value))
}

/** Returns the latest reset of the exceeded limits. If none is exceeded, the earliest reset. */
function findReset(headers: Headers): number | undefined {
  const limits = LIMITED.flatMap((name) => {
    const reset = parseDuration(headers.get(`x-ratelimit-reset-${name}`) ?? '')
    return reset === undefined ? [] : [{ reset, usedUp: headers.get(`x-ratelimit-remaining-${name}`) === '0' }]
  })
  const usedUp = limits.filter((limit) => limit.usedUp).map(({ reset }) => reset)
  if (usedUp.length > 0) return Math.max(...usedUp)
  return limits.length > 0 ? Math.min(...limits.map(({ reset }) => reset)) : undefined
}

/** Parses "6m0s", "1h2m3.5s" or "20ms". A plain number is seconds. */
function parseDuration(text: string): number | undefined {
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return Number(text) * 1000
  if (!/^(?:\d{1,9}(?:\.\d{1,9})?(?:ms|[smhd])){1,5}$/.test(text)) return undefined
  const parts = [...text.matchAll(/([\d.]+)(ms|[smhd])/g)]
  return Math.round(parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS_MS[unit ?? ''] ?? 0), 0))
}
