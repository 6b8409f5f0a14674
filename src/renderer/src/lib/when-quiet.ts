/** Waits until the user pauses: even background work that delays no frame takes processor time. */

/** Long enough not to coincide with the next word or wheel step. Milliseconds. */
const PAUSE_MS = 1_500
/** `input` also covers pasting, dictation and choosing from a list. */
const SIGNS = ['keydown', 'input', 'wheel', 'pointerdown', 'scroll'] as const

export interface QuietParts {
  /** An answer is being generated. */
  readonly isBusy: () => boolean
  readonly now: () => number
  readonly after: (delayMs: number, callback: () => void) => void
}

/** Returns a function that resolves once nothing has happened for a while. */
export function watchQuiet(target: Pick<EventTarget, 'addEventListener'>, parts: QuietParts): () => Promise<void> {
  let last = parts.now()
  const note = (): void => {
    last = parts.now()
  }
  for (const sign of SIGNS) target.addEventListener(sign, note, { capture: true, passive: true })
  return () =>
    new Promise((resolve) => {
      const look = (): void => {
        const rest = last + PAUSE_MS - parts.now()
        if (rest <= 0 && !parts.isBusy()) resolve()
        else parts.after(Math.max(rest, PAUSE_MS / 3), look)
      }
      look()
    })
}

/** Watches the page itself. */
export function watchQuietWindow(isBusy: () => boolean = () => false): () => Promise<void> {
  return watchQuiet(window, {
    isBusy,
    now: () => performance.now(),
    after: (ms, look) => void setTimeout(look, ms),
  })
}
