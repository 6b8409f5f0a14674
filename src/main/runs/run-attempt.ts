import { findModel } from '@shared/catalogue'
import { getFileRule, getSentFormat } from '@shared/catalogue/inputs'
import { FailureError, type FailureCode, type InputFacts } from '@shared/failure'
import type { InputImage } from '@shared/request'
import type { Attempt, JobHandle } from '../services/adapter'
import type { ActiveRun } from './active-run'
import { toFailure } from './run-failure'
import type { RunServiceParts } from './run-service-parts'
import type { RunTable } from './run-table'
import type { SpoolFile } from './spool'

type RunAttemptParts = Pick<
  RunServiceParts,
  'store' | 'spool' | 'objects' | 'drawPng' | 'disk' | 'budget' | 'findModel' | 'now' | 'report'
>

/** The part of a run that its provider call may change. */
export class RunAttempt implements Attempt {
  readonly #active: ActiveRun
  readonly #parts: RunAttemptParts
  readonly #table: RunTable
  #file: SpoolFile | undefined

  constructor(active: ActiveRun, parts: RunAttemptParts, table: RunTable) {
    this.#active = active
    this.#parts = parts
    this.#table = table
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
    // Reserve disk space while the answer is on its way.
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

  async hasHandle(handle: JobHandle): Promise<void> {
    this.#active.handle = handle
    try {
      await this.#parts.store.save(this.#active.record)
    } catch (error) {
      // The job continues without a record of it. It would be lost only in a crash before the next save.
      this.#parts.report("a job's handle could not be written", error)
    }
  }

  isQueuedBehind(jobsAhead: number): void {
    const { state } = this.#active.run
    if (state.status !== 'running' || (state.jobsAhead ?? 0) === jobsAhead) return
    const { jobsAhead: _before, ...rest } = state
    void this.#table.change(this.#active, { ...rest, ...(jobsAhead > 0 && { jobsAhead }) }, { durable: false })
  }

  async readInput(image: InputImage): Promise<Buffer> {
    const { objects, findModel: find = findModel } = this.#parts
    const found = await objects.read(image.hash)
    if (!found) throw this.#notSent('input-missing')
    const model = find(this.#active.run.request.model)
    if (!model || getSentFormat(image) === image.format) return found.bytes
    return this.#draw(image, getFileRule(model).maxBytes)
  }

  async #draw({ hash }: InputImage, most: number): Promise<Buffer> {
    const png = await this.#parts.drawPng?.(hash).catch(() => undefined)
    this.signal.throwIfAborted()
    if (!png) throw this.#notSent('input-format-refused')
    if (png.length > most) throw this.#notSent('input-too-large', { most })
    return png
  }

  #notSent(code: FailureCode, input?: InputFacts): FailureError {
    return new FailureError({ code, charge: 'none', at: this.#parts.now(), ...(input && { input }) })
  }

  /** Opens a new file for a resumed job's answer, replacing what the earlier session had stored. */
  async reopen(): Promise<void> {
    this.#file ??= await this.#parts.spool.open(this.#active.run.id, this.#active.attempt)
  }

  close(): Promise<void> {
    return this.#file?.close() ?? Promise.resolve()
  }
}
