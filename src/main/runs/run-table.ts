/** Contains the runs in memory and the work in progress for each. The only place that changes their snapshots. */
import type { RunId } from '@shared/ids'
import type { Run, RunState } from '@shared/run'
import type { ActiveRun } from './active-run'
import type { RunServiceParts } from './run-service-parts'
import { TextStream } from './text-stream'

type RunTableParts = Pick<RunServiceParts, 'store' | 'emit' | 'report'>

export class RunTable {
  readonly #parts: RunTableParts
  readonly #onFree: (id: RunId) => void
  readonly #runs = new Map<RunId, ActiveRun>()
  readonly #streams = new Map<RunId, TextStream>()
  readonly #work = new Map<RunId, Promise<void>>()

  /** `onFree` is called when no work is in progress for a run anymore. */
  constructor(parts: RunTableParts, onFree: (id: RunId) => void = () => undefined) {
    this.#parts = parts
    this.#onFree = onFree
  }

  get all(): readonly ActiveRun[] {
    return [...this.#runs.values()]
  }

  find(id: RunId): ActiveRun | undefined {
    return this.#runs.get(id)
  }

  add(active: ActiveRun): void {
    this.#runs.set(active.run.id, active)
  }

  remove(id: RunId): void {
    this.#runs.delete(id)
  }

  /**
   * Replaces the snapshot and notifies the page. With `durable`, the change is on disk before the page is notified and
   * before this resolves, or the disk refused it and this returns false. A run must end even then: the next start comes
   * to the same result.
   */
  async change(active: ActiveRun, state: RunState, { durable }: { readonly durable: boolean }): Promise<boolean> {
    // Take the snapshot first, so that two changes in a row keep their order.
    const run = active.change(state)
    const save = this.#parts.store.save({ ...active.record, run }, { durable })
    const saved = save.then(
      () => true,
      (error: unknown) => {
        this.#parts.report('a run record could not be written', error)
        return false
      },
    )
    const isSaved = !durable || (await saved)
    this.#parts.emit('run.changed', run)
    return isSaved
  }

  /** Saves what only main knows of a run. */
  async note(active: ActiveRun): Promise<void> {
    await this.#parts.store
      .save(active.record, { durable: false })
      .catch((error: unknown) => this.#parts.report('a run record could not be written', error))
  }

  /** Returns the newest snapshot, with the text that has arrived since. */
  snapshot(active: ActiveRun): Run {
    const { state } = active.run
    const soFar = this.#streams.get(active.run.id)?.soFar
    if (state.status !== 'running' || !soFar) return active.run
    if (soFar.text === state.text && soFar.reasoning === state.reasoning) return active.run
    return active.change({ ...state, ...soFar })
  }

  openStream(id: RunId): TextStream {
    const stream = new TextStream(id, (event) => this.#parts.emit('run.streamed', event))
    this.#streams.set(id, stream)
    return stream
  }

  findStream(id: RunId): TextStream | undefined {
    return this.#streams.get(id)
  }

  /** Tracks work on a run until it ends. `work` must never reject. */
  occupy(id: RunId, work: Promise<void>): void {
    const noted = work.finally(() => {
      if (this.#work.get(id) !== noted) return
      this.#work.delete(id)
      this.#streams.delete(id)
      this.#onFree(id)
    })
    this.#work.set(id, noted)
  }

  /** Returns the work in progress for a run, or undefined. */
  findWork(id: RunId): Promise<void> | undefined {
    return this.#work.get(id)
  }

  /** Resolves when no work is in progress, including work that starts while waiting. */
  async whenIdle(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work.values())
  }
}
