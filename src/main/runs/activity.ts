import { isTerminal, type Run } from '@shared/run'
import type { RunId } from '@shared/ids'

export interface ActivityParts {
  /** How many answers are being made now; called for every change of it. */
  readonly onCount: (count: number) => void
  /** An answer that was being made in this life of the app has ended. */
  readonly onEnded: (run: Run) => void
}

/** Follows which answers are being made, by their snapshots. */
export class Activity {
  readonly #parts: ActivityParts
  readonly #active = new Set<RunId>()

  constructor(parts: ActivityParts) {
    this.#parts = parts
  }

  runChanged(run: Run): void {
    const before = this.#active.size
    const wasActive = this.#active.has(run.id)
    if (isTerminal(run.state)) this.#active.delete(run.id)
    else this.#active.add(run.id)
    if (this.#active.size !== before) this.#parts.onCount(this.#active.size)
    if (wasActive && isTerminal(run.state)) this.#parts.onEnded(run)
  }
}
