/**
 * Lets pages finish before their windows close: what the user did a moment ago is still on its way to the disk, and would
 * go with the page. A page that doesn't answer is not waited for long.
 */

export interface FarewellParts<Page extends object> {
  /** Asks the page to keep what it still holds. False if it can't be asked: it hasn't started yet, or has crashed. */
  readonly ask: (page: Page) => boolean
  /** Calls back after this time. */
  readonly after: (delayMs: number, callback: () => void) => void
}

/** Normally it takes some milliseconds. A session that ends gives a program this much time everywhere. */
const PATIENCE_MS = 2_000

export class Farewells<Page extends object> {
  readonly #parts: FarewellParts<Page>
  readonly #waiting = new Map<Page, { readonly ended: Promise<void>; readonly end: () => void }>()
  #said = new WeakSet<Page>()
  #isOff = false

  constructor(parts: FarewellParts<Page>) {
    this.#parts = parts
  }

  /** Whether its window may close now. */
  isSaid(page: Page): boolean {
    return this.#isOff || this.#said.has(page)
  }

  /** Resolves when the page has kept everything, can't be asked, or takes too long. */
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

  /** The page has kept everything. */
  answer(page: Page): void {
    this.#waiting.get(page)?.end()
  }

  /** The windows stay after all: each page is asked again the next time. */
  takeBack(): void {
    this.#said = new WeakSet()
  }

  /** From now on nothing is waited for. */
  turnOff(): void {
    this.#isOff = true
  }
}
