/** A fade plus one frame. Milliseconds. */
const PAINTED_MS = 180
/** Runs at the latest after this, in case the page is never idle. Milliseconds. */
const MOST_MS = 1_000

/** Runs processor-heavy work once the latest changes are on screen and the page is idle. */
export function oncePainted(work: () => void): void {
  setTimeout(() => requestIdleCallback(work, { timeout: MOST_MS }), PAINTED_MS)
}
