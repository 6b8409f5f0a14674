/** Reads from a refusal's headers how long the service asks to wait. */

/** The longest wait to believe. Some servers ask for absurd ones. */
const MAX_RETRY_AFTER_MS = 60 * 60_000

/** What OpenAI limits per minute or day. Each has its own headers. */
const LIMITED = ['requests', 'tokens', 'images', 'input-images'] as const

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * In milliseconds, at most an hour; undefined when no header makes sense. Reads OpenAI's own header first, then the
 * standard one (seconds or a date), then when the exceeded limit is reset.
 */
export function retryAfterOf(headers: Headers | undefined, now = Date.now()): number | undefined {
  if (!headers) return undefined
  const wait = ownHeader(headers) ?? standardHeader(headers, now) ?? resetOf(headers)
  return wait === undefined ? undefined : Math.min(wait, MAX_RETRY_AFTER_MS)
}

function ownHeader(headers: Headers): number | undefined {
  const value = headers.get('retry-after-ms')
  return value === null ? undefined : sensible(Number(value))
}

function standardHeader(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')
  if (!value) return undefined
  const seconds = Number(value)
  return sensible(Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now)
}

/** The latest reset of the exceeded limits. If none is exceeded, the earliest reset. */
function resetOf(headers: Headers): number | undefined {
  const limits = LIMITED.flatMap((name) => {
    const reset = durationOf(headers.get(`x-ratelimit-reset-${name}`) ?? '')
    return reset === undefined ? [] : [{ reset, usedUp: headers.get(`x-ratelimit-remaining-${name}`) === '0' }]
  })
  const usedUp = limits.filter((limit) => limit.usedUp).map(({ reset }) => reset)
  if (usedUp.length > 0) return Math.max(...usedUp)
  return limits.length > 0 ? Math.min(...limits.map(({ reset }) => reset)) : undefined
}

/** "6m0s", "1h2m3.5s", "20ms"; a plain number is seconds. */
function durationOf(text: string): number | undefined {
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return Number(text) * 1000
  if (!/^(?:\d{1,9}(?:\.\d{1,9})?(?:ms|[smhd])){1,5}$/.test(text)) return undefined
  const parts = [...text.matchAll(/([\d.]+)(ms|[smhd])/g)]
  return sensible(
    Math.round(parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS_MS[unit ?? ''] ?? 0), 0)),
  )
}

function sensible(ms: number): number | undefined {
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined
}
