import { DataError, type DataProblem } from './problem'
import type { EaselDatabase } from './database'

export type After = (delayMs: number, callback: () => void) => () => void

/** Opening takes milliseconds. A slow disk gets this long before the page continues without it. */
const PATIENCE_MS = 10_000

/**
 * Rejects if the browser never answers. A database that opens later is closed again. An upgrade that waits for another
 * window doesn't count: the user is asked to close that window.
 */
export function openInTime(
  open: (report: (problem: DataProblem) => void) => Promise<EaselDatabase>,
  report: (problem: DataProblem) => void,
  after: After,
): Promise<EaselDatabase> {
  return new Promise((resolve, reject) => {
    let isLate = false
    const cancel = after(PATIENCE_MS, () => {
      isLate = true
      const cause = new DOMException('the database does not answer', 'TimeoutError')
      reject(new DataError('unavailable', { cause }))
    })
    const hear = (problem: DataProblem): void => {
      cancel()
      if (!isLate) report(problem)
    }
    open(hear)
      .then((opened) => (isLate ? opened.close() : resolve(opened)), reject)
      .finally(cancel)
  })
}
