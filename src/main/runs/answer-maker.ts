/** Makes answers, from a call to the adapter or from a stored response, and settles the run. */
import { FailureError } from '@shared/failure'
import type { AnswerEvent } from '../services/adapter'
import type { ActiveRun } from './active-run'
import { collectAnswer } from './collect-answer'
import { RunAttempt } from './run-attempt'
import type { RunServiceParts } from './run-service-parts'
import type { RunTable } from './run-table'
import type { Settlement } from './settlement'

export class AnswerMaker {
  readonly #parts: RunServiceParts
  readonly #table: RunTable
  readonly #settlement: Settlement

  constructor(parts: RunServiceParts, table: RunTable, settlement: Settlement) {
    this.#parts = parts
    this.#table = table
    this.#settlement = settlement
  }

  /** Makes one paid call. Rejects with the error; the run isn't settled then. */
  async call(active: ActiveRun): Promise<void> {
    const { request } = active.run
    const startedAt = this.#parts.now()
    await this.#table.change(active, { status: 'running', startedAt }, { durable: false })
    const adapter = await this.#parts.findAdapter(request.model)
    if (!adapter) throw new FailureError({ code: 'model-unavailable', charge: 'none', at: startedAt })
    const attempt = new RunAttempt(active, this.#parts, this.#table)
    try {
      await this.take(active, startedAt, adapter.answer(request, attempt))
    } finally {
      await attempt.close()
    }
  }

  /** Continues a job at the service. Returns false without one, or if its service can't resume jobs. */
  async resume(active: ActiveRun): Promise<boolean> {
    const { handle } = active
    const { request, state, createdAt } = active.run
    const adapter = handle && (await this.#parts.findAdapter(request.model))
    if (!handle || !adapter?.resume) return false
    const startedAt = state.status === 'running' ? state.startedAt : createdAt
    await this.#table.change(active, { status: 'running', startedAt }, { durable: false })
    const attempt = new RunAttempt(active, this.#parts, this.#table)
    try {
      await attempt.reopen()
      await this.take(active, startedAt, adapter.resume(request, handle, attempt))
    } finally {
      await attempt.close()
    }
    return true
  }

  /** Reads events to their end and settles the run as done. */
  async take(active: ActiveRun, startedAt: number, events: AsyncIterable<AnswerEvent>): Promise<void> {
    const { objects, previews, uploads } = this.#parts
    const stream = this.#table.openStream(active.run.id)
    const answer = await collectAnswer(events, {
      id: active.run.id,
      kind: active.run.request.kind,
      objects,
      previews,
      upload: uploads.initial(),
      onText: (channel, text) => {
        if (!active.isTerminal) stream.append(channel, text)
      },
      onPreview: async (preview) => {
        active.previews.add(preview.image.hash)
        if (active.isTerminal) return
        await this.#table.change(active, { status: 'running', startedAt, preview, ...stream.soFar }, { durable: false })
      },
    })
    stream.flush()
    await this.#settlement.settleDone(active, startedAt, answer)
  }
}
