/**
 * Prevents a permanently white window: reloads a page that crashes, and shows the recovery page if it keeps crashing or
 * never starts. Runs live in main, so a crashed page loses nothing.
 */
import type { WebContents } from 'electron'
import { PAGE_URL, RECOVERY_URL } from './page-protocol'

/** A page that crashes more often isn't fixed by another reload. */
const MAX_RELOADS_PER_MINUTE = 3
/**
 * The limit from the page's early message box to its first message to main. Normally a tenth of a second; this is for
 * slow machines.
 */
const LATEST_GREETING_MS = 10_000

export interface PageGuardParts {
  readonly now: () => number
  readonly report: (what: string, error: unknown) => void
}

export class PageGuard {
  readonly #parts: PageGuardParts
  /** Pages that have contacted main. */
  readonly #alive = new WeakSet<WebContents>()

  constructor(parts: PageGuardParts) {
    this.#parts = parts
  }

  /** Call this when a page sends its first message. */
  isAlive(contents: WebContents): void {
    this.#alive.add(contents)
  }

  /** Whether the page can respond to main. */
  isListening(contents: WebContents): boolean {
    return !contents.isDestroyed() && !contents.isCrashed() && this.#alive.has(contents)
  }

  guard(contents: WebContents): void {
    const { now, report } = this.#parts
    let reloads: number[] = []
    contents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit' || contents.isDestroyed()) return
      report('the page has gone', new Error(`${reason} (${exitCode})`))
      reloads = reloads.filter((at) => now() - at < 60_000)
      if (reloads.length < MAX_RELOADS_PER_MINUTE) {
        reloads.push(now())
        contents.reload()
      } else void contents.loadURL(RECOVERY_URL)
    })
    contents.on('did-navigate', () => this.#alive.delete(contents))
    contents.on('did-finish-load', () => this.#expectGreeting(contents))
    // The first page may already be loaded. It may even have sent its message, which no later navigation resets.
    if (!contents.isLoading()) this.#expectGreeting(contents)
  }

  #expectGreeting(contents: WebContents): void {
    setTimeout(() => {
      if (contents.isDestroyed() || contents.isLoading() || contents.isCrashed() || this.#alive.has(contents)) return
      if (contents.getURL() !== PAGE_URL) return
      this.#parts.report('the page did not come to life', new Error(PAGE_URL))
      void contents.loadURL(RECOVERY_URL)
    }, LATEST_GREETING_MS)
  }
}
