/**
 * Ends runs. In this order: writes the end to disk, notifies the page, enters the cost in the ledger, queues the
 * uploads.
 */
import { listImages, type AnswerPart, type Preview, type Upload } from '@shared/answer'
import { FailureError, type Failure } from '@shared/failure'
import { isTerminal, type RunState } from '@shared/run'
import type { CutReason } from '../services/adapter'
import type { ActiveRun } from './active-run'
import { ChargedWithoutResult, type CollectedAnswer } from './collect-answer'
import { dropAnswer } from './drop-answer'
import { chooseRetryTime } from './repetition'
import { computeBill, createSpending, type PriceSources } from './run-bill'
import { toFailure } from './run-failure'
import type { RunServiceParts } from './run-service-parts'
import type { RunTable } from './run-table'
import { toParts } from './text-stream'

type SettlementParts = Pick<
  RunServiceParts,
  | 'spool'
  | 'objects'
  | 'previews'
  | 'uploads'
  | 'budget'
  | 'automaticRetries'
  | 'ownPrices'
  | 'findModel'
  | 'now'
  | 'report'
>

export class Settlement {
  readonly #parts: SettlementParts
  readonly #table: RunTable

  constructor(parts: SettlementParts, table: RunTable) {
    this.#parts = parts
    this.#table = table
  }

  async settleDone(active: ActiveRun, startedAt: number, answer: CollectedAnswer): Promise<void> {
    const finishedAt = this.#parts.now()
    const bill = computeBill(active.run, answer.reported, this.#priceSources)
    const shortfall = findShortfall(active, answer)
    const isSaved = await this.#settle(active, {
      status: 'done',
      startedAt,
      finishedAt,
      parts: answer.parts,
      bill,
      ...(active.isStopped && { arrivedAfterStop: true }),
      ...(shortfall && {
        // Text that arrived is charged, whatever its price.
        shortfall: {
          ...shortfall,
          charge: bill.cost === undefined && active.run.request.kind === 'image' ? 'unknown' : 'charged',
          at: finishedAt,
        },
      }),
    })
    if (isSaved) await dropAnswer(this.#parts.spool, active)
  }

  /** Settles a run whose call rejected. Returns true if it failed, rather than being stopped. */
  async settleFailed(active: ActiveRun, error: unknown): Promise<boolean> {
    if (active.isTerminal) {
      await this.#correctStopped(active, error)
      return false
    }
    const isQuitting = active.controller.signal.aborted && !active.isStopped
    // The service continues its job, and the next start resumes it.
    if (isQuitting && active.handle) return false
    if (active.controller.signal.aborted && !(isQuitting && active.phase === 'unsent')) {
      await this.settleStopped(active, isFree(error) ? 'none' : undefined)
      return false
    }
    const at = this.#parts.now()
    const failure = isQuitting
      ? ({ code: 'not-sent', charge: 'none', at } as const)
      : withRequestId(active, toFailure(error, active.chargeIfStopped, at).failure)
    if (failure.code === 'internal-error') this.#parts.report('a run failed unexpectedly', error)
    const most = this.#parts.automaticRetries()
    const againAt = chooseRetryTime(failure, active.attempt, most)
    const hasAnswer = await this.#parts.spool.has(active.run.id, active.attempt)
    await this.#settle(active, {
      status: 'failed',
      finishedAt: this.#parts.now(),
      failure: {
        ...failure,
        ...(hasAnswer && { hasAnswer }),
        ...(againAt !== undefined && { again: { at: againAt, attempt: active.attempt + 1, of: most + 1 } }),
      },
      ...(error instanceof ChargedWithoutResult && {
        bill: computeBill(active.run, error.reported, this.#priceSources),
      }),
      ...(await this.#keepLeftovers(active)),
    })
    return true
  }

  async settleStopped(active: ActiveRun, charge = active.chargeIfStopped): Promise<void> {
    await this.#settle(active, {
      status: 'cancelled',
      finishedAt: this.#parts.now(),
      charge,
      ...(await this.#keepLeftovers(active)),
    })
  }

  get #priceSources(): PriceSources {
    return { ownPrices: this.#parts.ownPrices(), findModel: this.#parts.findModel }
  }

  /** Records that a stopped run cost nothing, as the service has reported since. */
  async #correctStopped(active: ActiveRun, error: unknown): Promise<void> {
    const { state } = active.run
    if (state.status !== 'cancelled' || state.charge !== 'unknown' || !isFree(error)) return
    await this.#table.change(active, { ...state, charge: 'none' }, { durable: true })
    await this.record(active)
  }

  /** Enters an ended run in the ledger. Idempotent. */
  async record({ run }: ActiveRun): Promise<void> {
    if (isTerminal(run.state)) await this.#parts.budget.record(createSpending(run, run.state, this.#parts.findModel))
  }

  /** Queues images that aren't uploaded yet. Idempotent. */
  async queueUploads({ run: { id, state } }: ActiveRun): Promise<void> {
    if (state.status !== 'done') return
    const images = listImages(state.parts)
    if (!images.some(({ upload }) => isOpen(upload))) return
    await this.#parts.uploads
      .enqueue(id, images)
      .catch((error: unknown) => this.#parts.report('an upload could not be queued', error))
  }

  /**
   * Ends a run. Returns false if the disk refused to record the end; otherwise it's on disk before the page is
   * notified. A stopped run may still become `done`, because it was paid for.
   */
  async #settle(active: ActiveRun, state: RunState): Promise<boolean> {
    // A late answer overrides Stop or a disk that was full before.
    const isLateAnswer = active.run.state.status !== 'done' && state.status === 'done'
    if (active.isTerminal && !isLateAnswer) return false
    const isSaved = await this.#table.change(active, state, { durable: true })
    await this.record(active)
    await this.queueUploads(active)
    return isSaved
  }

  /** Keeps the text so far and the last preview, because they may have been charged. */
  async #keepLeftovers(
    active: ActiveRun,
  ): Promise<{ readonly startedAt?: number; readonly salvage?: Preview; readonly parts: readonly AnswerPart[] }> {
    const { state } = active.run
    if (state.status !== 'running') return { parts: [] }
    const stream = this.#table.findStream(active.run.id)
    stream?.flush()
    const { startedAt, preview, text, reasoning } = state
    const salvage = preview && (await this.#keepPreview(preview))
    const recorded = { ...(text && { text }), ...(reasoning && { reasoning }) }
    return { startedAt, ...(salvage && { salvage }), parts: toParts({ ...recorded, ...stream?.soFar }) }
  }

  /** Stores a preview permanently if possible. If it can't be stored (a full disk), the run still ends. */
  async #keepPreview(preview: Preview): Promise<Preview | undefined> {
    try {
      const bytes = await this.#parts.previews.read(preview.image.hash)
      return bytes && { ...preview, image: await this.#parts.objects.put(bytes) }
    } catch (error) {
      this.#parts.report('a preview could not be kept', error)
      return undefined
    }
  }
}

function findShortfall(
  { run: { request } }: ActiveRun,
  { parts, damaged, cause, cutShort }: CollectedAnswer,
): Omit<Failure, 'charge' | 'at'> | undefined {
  const asked = request.kind === 'image' ? request.options.count : 0
  if (damaged > 0 || listImages(parts).length < asked) {
    return cause ?? { code: damaged > 0 ? 'image-damaged' : 'images-missing' }
  }
  if (!cutShort) return undefined
  const { reason, ...grounds } = cutShort
  return { code: CUT_CODES[reason], ...grounds }
}

const CUT_CODES = {
  length: 'text-cut-short',
  filter: 'text-filtered',
  refusal: 'text-declined',
  unknown: 'text-ended-early',
} as const satisfies Record<CutReason, Failure['code']>

function isFree(error: unknown): boolean {
  return error instanceof FailureError && error.failure.charge === 'none'
}

function withRequestId({ run: { requestId } }: ActiveRun, failure: Failure): Failure {
  return failure.requestId || !requestId ? failure : { ...failure, requestId }
}

/** Whether the upload isn't finished yet. */
export function isOpen(upload: Upload): boolean {
  return upload.state === 'uploading' || upload.state === 'failed'
}
