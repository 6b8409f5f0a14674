import { DataError, type DataProblem } from './problem'
import type { EaselDatabase } from './database'

export type After = (delayMs: number, callback: () => void) => () => void

/** Opening takes milliseconds. A slow disk gets this long, then the page goes on without. */
const PATIENCE_MS = 10_000

/**
 * Rejects when the browser never answers. What opens after that is closed again. An upgrade that waits for another window
 * is no such case: the user is told to close that window.
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
