/** Tells calls that the computer was asleep: their connections may be dead without anybody having said so. */
export class WakeSignal {
  readonly #listeners = new Set<() => void>()

  /** Returns how to stop listening. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  wake(): void {
    for (const listener of this.#listeners) listener()
  }
}
