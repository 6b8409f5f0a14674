/** A fade, and a frame more. Milliseconds. */
const PAINTED_MS = 180
/** A page that is never idle has to get it done, too. Milliseconds. */
const MOST_MS = 1_000

/** Does work that takes a processor once what has just been drawn is on screen, and the page has nothing else to do. */
export function oncePainted(work: () => void): void {
  setTimeout(() => requestIdleCallback(work, { timeout: MOST_MS }), PAINTED_MS)
}
