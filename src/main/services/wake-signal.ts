/** Notifies calls that the computer has slept, because their connections may have died silently. */
export class WakeSignal {
  readonly #listeners = new Set<() => void>()

  /** Returns a function that unsubscribes. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  wake(): void {
    for (const listener of this.#listeners) listener()
  }
}
