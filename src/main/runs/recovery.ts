/**
 * Settles what an earlier session left unfinished, and reads stored answers again once the obstacle is gone. Never
 * makes a paid call.
 */
import { listImages } from '@shared/answer'
import { FailureError } from '@shared/failure'
import type { ActiveRun } from './active-run'
import type { AnswerMaker } from './answer-maker'
import { dropAnswer } from './drop-answer'
import type { Repetitions } from './repetition'
import { findRefusedAddress, isHeldUpByDisk } from './retention'
import { isStorageFailure, toFailure } from './run-failure'
import type { RunServiceParts } from './run-service-parts'
import type { RunTable } from './run-table'
import type { Settlement } from './settlement'

export interface RecoveryParts extends Pick<
  RunServiceParts,
  'store' | 'spool' | 'disk' | 'budget' | 'findAdapter' | 'now' | 'report'
> {
  readonly table: RunTable
  readonly maker: AnswerMaker
  readonly settlement: Settlement
  readonly repetitions: Repetitions
}

export class Recovery {
  readonly #parts: RecoveryParts

  constructor(parts: RecoveryParts) {
    this.#parts = parts
  }

  /** Settles one run of an earlier session. Returns the number of images recovered. */
  async settle(active: ActiveRun): Promise<number> {
    const { settlement, repetitions } = this.#parts
    if (active.isTerminal) {
      // These steps may already have been done in the last session. Repeating them changes nothing.
      await settlement.record(active)
      await settlement.queueUploads(active)
      await dropAnswer(this.#parts.spool, active)
      await this.readAgain(active)
      await repetitions.announceAgain(active)
      return 0
    }
    // The service still has the job, and its stored part may name images to download. Continue in the background, so
    // that the start isn't delayed.
    if (active.handle) {
      this.#continue(active)
      return 0
    }
    try {
      await this.#recover(active)
    } catch (error) {
      await this.#settleFailed(active, error)
    }
    const { state } = active.run
    return state.status === 'done' ? listImages(state.parts).length : 0
  }

  /** Reads an answer again that arrived while the disk was full. */
  async readAgain(active: ActiveRun): Promise<void> {
    const { table, disk } = this.#parts
    if (!isHeldUpByDisk(active.run.state) || table.findWork(active.run.id)) return
    if (!(await disk.hasRoom())) return
    // If there still isn't enough room, the failure on screen remains correct.
    const reading = this.#recover(active).catch(() => undefined)
    table.occupy(active.run.id, reading)
    await reading
  }

  /**
   * Fetches an answer's image from an address outside the internet, after the user agreed to it. The rest of the answer
   * is stored, so nothing is paid again. The consent is durable before anything is fetched. Returns false if the answer
   * isn't stored anymore.
   */
  async fetchRefused(active: ActiveRun): Promise<boolean> {
    const { table, store } = this.#parts
    const address = findRefusedAddress(active.run.state)
    if (!address) return false
    const work = table.findWork(active.run.id)
    if (work) {
      await work
      return true
    }
    active.allowed = [...new Set([...active.allowed, new URL(address).origin])]
    await this.fetchAllowed(active, store.save(active.record, { durable: true }))
    return true
  }

  /** Fetches the images that the user has allowed, once `saved` has resolved. */
  async fetchAllowed(active: ActiveRun, saved?: Promise<void>): Promise<void> {
    const { id, request, createdAt, state } = active.run
    if (findRefusedAddress(state) === undefined || request.kind !== 'image') return
    const startedAt = (state.status === 'failed' && state.startedAt) || createdAt
    const fetching = (async () => {
      await saved
      const adapter = await this.#parts.findAdapter(request.model)
      const kept = adapter && (await this.#parts.spool.read(id, active.attempt))
      if (!kept) return
      await this.#parts.maker.take(active, startedAt, adapter.decode(request, kept, active.allowed))
    })().catch((error: unknown) => this.#noteStillMissing(active, error))
    this.#parts.table.occupy(id, fetching)
    await fetching
  }

  /** Records the new failure. The answer stays, so it can be retried. */
  async #noteStillMissing(active: ActiveRun, error: unknown): Promise<void> {
    const { state } = active.run
    if (state.status !== 'failed') return
    const { code, address } = toFailure(error, state.failure.charge, this.#parts.now()).failure
    const isAddress = code === 'image-address-refused' || code === 'image-address-failed'
    const failure = { ...state.failure, ...(isAddress && { code, ...(address && { address }) }) }
    await this.#parts.table.change(active, { ...state, failure }, { durable: true })
  }

  /** Reads the stored part of an answer. Rejects if it isn't the whole answer. */
  async #recover(active: ActiveRun): Promise<void> {
    const { request, createdAt, state } = active.run
    const startedAt = state.status === 'running' ? state.startedAt : createdAt
    const at = this.#parts.now()
    if (active.phase === 'unsent') throw new FailureError({ code: 'not-sent', charge: 'none', at })
    const stopped = new FailureError({ code: 'app-stopped', charge: active.chargeIfStopped, at })
    const adapter = await this.#parts.findAdapter(request.model)
    const kept = adapter && (await this.#parts.spool.read(active.run.id, active.attempt))
    if (!kept) throw stopped
    try {
      await this.#parts.maker.take(active, startedAt, adapter.decode(request, kept))
    } catch (error) {
      // The stored part is incomplete because the app ended, not because of the service.
      throw isStorageFailure(error) ? error : stopped
    }
  }

  #isInterruption(error: unknown): boolean {
    return error instanceof FailureError && error.failure.code === 'app-stopped'
  }

  #continue(active: ActiveRun): void {
    const { budget, table } = this.#parts
    // Reserve its highest estimate again until it has ended.
    budget.hold(active.run)
    const continuing = this.#recoverOrResume(active)
      .catch((error: unknown) => this.#settleFailed(active, error))
      .finally(() => budget.release(active.run.id))
    table.occupy(active.run.id, continuing)
  }

  async #recoverOrResume(active: ActiveRun): Promise<void> {
    try {
      await this.#recover(active)
    } catch (error) {
      if (!this.#isInterruption(error) || !(await this.#parts.maker.resume(active))) throw error
    }
  }

  async #settleFailed(active: ActiveRun, error: unknown): Promise<void> {
    try {
      await this.#parts.settlement.settleFailed(active, error)
    } catch (failure) {
      this.#parts.report('a run of an earlier session could not be settled', failure)
    }
  }
}
