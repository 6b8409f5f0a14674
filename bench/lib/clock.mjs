// One clock for all processes: the wall clock, in milliseconds with fractions. Pages use the same one.

import { setTimeout as sleep } from 'node:timers/promises'

export function now() {
  return performance.timeOrigin + performance.now()
}

/** Resolves like `work`, or throws if it takes too long, so that nothing waits forever. */
export async function within(milliseconds, what, work) {
  const abort = new AbortController()
  const deadline = sleep(milliseconds, undefined, { signal: abort.signal }).then(
    () => Promise.reject(new Error(`${what}: not within ${milliseconds / 1_000} s`)),
    () => undefined,
  )
  try {
    return await Promise.race([work, deadline])
  } finally {
    abort.abort()
  }
}
