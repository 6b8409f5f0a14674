/**
 * Lets pages save before their windows close: the user's last changes may not be on disk yet and would be lost with the
 * page. Waits only briefly for a page that doesn't respond.
 */

export interface FarewellParts<Page extends object> {
  /** Asks the page to save everything. Returns false if it can't be asked: it hasn't started yet, or has crashed. */
  readonly ask: (page: Page) => boolean
  /** Calls back after this time, in milliseconds. */
  readonly after: (delayMs: number, callback: () => void) => void
}

/** Normally it takes a few milliseconds. Every system gives programs at least this long when a session ends. */
const PATIENCE_MS = 2_000

export class Farewells<Page extends object> {
  readonly #parts: FarewellParts<Page>
  readonly #waiting = new Map<Page, { readonly ended: Promise<void>; readonly end: () => void }>()
  #said = new WeakSet<Page>()
  #isOff = false

  constructor(parts: FarewellParts<Page>) {
    this.#parts = parts
  }

  /** Whether the page's window may close now. */
  isSaid(page: Page): boolean {
    return this.#isOff || this.#said.has(page)
  }

  /** Resolves when the page has saved everything, can't be asked, or takes too long. */
  say(page: Page): Promise<void> {
    const known = this.#waiting.get(page)
    if (known) return known.ended
    let end = (): void => {}
    const ended = new Promise<void>((resolve) => (end = resolve)).then(() => {
      this.#waiting.delete(page)
      this.#said.add(page)
    })
    this.#waiting.set(page, { ended, end })
    if (this.#parts.ask(page)) this.#parts.after(PATIENCE_MS, end)
    else end()
    return ended
  }

  /** Called when the page has saved everything. */
  answer(page: Page): void {
    this.#waiting.get(page)?.end()
  }

  /** Called if the windows stay open: each page is asked again next time. */
  takeBack(): void {
    this.#said = new WeakSet()
  }

  /** From now on, nothing is waited for. */
  turnOff(): void {
    this.#isOff = true
  }
}
