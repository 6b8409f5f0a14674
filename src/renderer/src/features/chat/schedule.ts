/** The chat store's clock; passed in, so that tests control time. */
export interface Schedule {
  /** Calls back before the next frame is painted. */
  frame(callback: () => void): void
  /** Returns how to cancel. */
  after(delayMs: number, callback: () => void): () => void
}

/** A hidden window paints no frames; text is then applied at this interval. */
const HIDDEN_FRAME_MS = 250

export const browserSchedule: Schedule = {
  frame(callback) {
    if (document.hidden) window.setTimeout(callback, HIDDEN_FRAME_MS)
    else window.requestAnimationFrame(callback)
  },
  after(delayMs, callback) {
    const timer = window.setTimeout(callback, delayMs)
    return () => window.clearTimeout(timer)
  },
}
