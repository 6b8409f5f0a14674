import { FailureError } from '@shared/failure'
import type { Attempt } from '../providers/provider'
import type { ActiveRun } from './active-run'
import { toFailure } from './run-failure'
import type { RunServiceParts } from './run-service-parts'
import type { SpoolFile } from './spool'

type RunAttemptParts = Pick<RunServiceParts, 'store' | 'spool' | 'disk' | 'budget' | 'now' | 'report'>

/** The part of a run that its provider call may change. */
export class RunAttempt implements Attempt {
  readonly #active: ActiveRun
  readonly #parts: RunAttemptParts
  #file: SpoolFile | undefined

  constructor(active: ActiveRun, parts: RunAttemptParts) {
    this.#active = active
    this.#parts = parts
  }

  get signal(): AbortSignal {
    return this.#active.controller.signal
  }

  async willSend(): Promise<void> {
    const { disk, budget } = this.#parts
    budget.reserve(this.#active.run)
    if (!(await disk.hasRoom())) {
      throw new FailureError({ code: 'disk-full', charge: 'none', at: this.#parts.now() })
    }
    // While the answer is on its way there's time to reserve disk space for it.
    void disk.ensureReserve().catch((error: unknown) => this.#parts.report('no room could be reserved', error))
    try {
      this.#file = await this.#parts.spool.open(this.#active.run.id, this.#active.attempt)
      await this.#parts.store.save({ ...this.#active.record, phase: 'sent' })
    } catch (error) {
      throw toFailure(error, 'none', this.#parts.now())
    }
    this.signal.throwIfAborted()
    this.#active.phase = 'sent'
  }

  mayHaveLeft(hasLeft: boolean): void {
    this.#active.hasLeft = hasLeft
  }

  hasAnswered({ requestId }: { requestId?: string }): void {
    this.#active.phase = 'answered'
    if (requestId) this.#active.noteRequestId(requestId)
    void this.#parts.store
      .save(this.#active.record, { durable: false })
      .catch((error: unknown) => this.#parts.report('a run record could not be written', error))
  }

  async keep(bytes: Uint8Array): Promise<void> {
    try {
      await this.#file?.append(bytes, this.#parts.disk)
    } catch (error) {
      throw toFailure(error, 'unknown', this.#parts.now())
    }
  }

  async hasArrived(): Promise<void> {
    // Written bytes survive a kill of the app. The image itself is synced when it's stored, a moment later.
  }

  close(): Promise<void> {
    return this.#file?.close() ?? Promise.resolve()
  }
}
