import { isTerminal, type Run } from '@shared/run'
import type { RunId } from '@shared/ids'

export interface ActivityParts {
  /** Called with the number of answers being made whenever it changes. */
  readonly onCount: (count: number) => void
  /** Called when an answer that was being made in this session has ended. */
  readonly onEnded: (run: Run) => void
}

/** Tracks which answers are being made, from their snapshots. */
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
