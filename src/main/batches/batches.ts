/**
 * Runs batches: starts their cells as ordinary runs, as many at a time as their services allow, until all have ended or
 * the batch is stopped.
 *
 * [Note: A cell is paid for once] The id of a cell's run is on disk before the run may start, and a run with a known id
 * is never started again. What happened before a kill is determined from what runs leave behind: a record, a line in
 * the ledger, or a record that was set aside. Only a cell without any of these was never sent, and waits again. After a
 * start, no batch continues automatically; the user resumes it.
 */
import { countCells, isOver, stopsBatch } from '@shared/batch/batch'
import type {
  Batch,
  BatchChange,
  BatchDraft,
  BatchNews,
  BatchProgress,
  CellEnd,
  PauseReason,
} from '@shared/batch/batch'
import type { Events } from '@shared/contract'
import { FailureError, type Failure } from '@shared/failure'
import type { BatchId, ChatId, MessageId, RunId } from '@shared/ids'
import { isTerminal, type Run } from '@shared/run'
import type { Spending } from '@shared/spending'
import { toFailure } from '../runs/run-failure'
import type { RunService } from '../runs/run-service'
import { createActive, createDraft, type ActiveBatch, type CellPlace } from './active-batch'
import type { BatchStore } from './batch-store'
import {
  findEnd,
  forgetWanted,
  markStarted,
  putBack,
  putBackUnmade,
  skipWaiting,
  unmarkStarted,
  withCell,
} from './cell-changes'
import { findNext, isDue } from './find-next'
import { isSettled, takeUp } from './take-up'

/** This many failures in a row mean that something is wrong with all cells. */
const MOST_FAILURES_IN_A_ROW = 3

export interface BatchesParts {
  readonly store: BatchStore
  readonly runs: Pick<RunService, 'start' | 'cancel' | 'read'>
  /** Lists the ledger's entries of a chat. */
  readonly listSpending: (chat: ChatId) => readonly Spending[]
  /** Whether the record of this run was unreadable. */
  readonly wasSetAside: (id: RunId) => Promise<boolean>
  /** Returns the line in which a model's calls wait, and how many of its calls may run at once. */
  readonly findLine: (model: string) => { readonly name: string; readonly most: number }
  /** Whether anything new may start: not while Easel is quitting. */
  readonly mayStart: () => boolean
  readonly now: () => number
  readonly createId: () => MessageId
  readonly emit: <E extends 'run.changed' | 'batch.changed'>(name: E, event: Events[E]) => void
  /** Called when a batch is over or was paused, except by the user. */
  readonly onRest: (news: BatchNews) => void
  readonly report: (what: string, error: unknown) => void
}

export class Batches {
  readonly #parts: BatchesParts
  readonly #batches = new Map<BatchId, ActiveBatch>()
  /** Cells whose run was started and hasn't ended, by the run. */
  readonly #inProgress = new Map<RunId, CellPlace>()
  /** Those of them that are counting down to a retry. */
  readonly #countingDown = new Set<RunId>()
  #hasStopped = false
  readonly #starting = new Map<BatchId, Promise<Batch>>()
  #feeding: Promise<void> = Promise.resolve()

  constructor(parts: BatchesParts) {
    this.#parts = parts
  }

  /** Loads what an earlier session left, without starting anything. Call it once runs are settled. */
  async open(): Promise<void> {
    const { store, report } = this.#parts
    const read = await store.readAll((name, error) => report(`the batch ${name} was set aside`, error))
    for (const progress of read) {
      const batch = createActive(undefined, progress)
      try {
        if (!isOver(progress)) batch.plan = await store.readPlan(progress.id)
        const lost = await this.#findSetAside(progress)
        // Await nothing from here on, so that no end of a run is missed.
        this.#batches.set(progress.id, batch)
        this.#takeUp(batch, lost)
      } catch (error) {
        report('a batch could not be taken up', error)
      }
    }
  }

  /** Returns the progress of every batch. */
  list(): readonly BatchProgress[] {
    return [...this.#batches.values()].map(({ progress }) => progress)
  }

  async read(id: BatchId): Promise<Batch | null> {
    const batch = this.#batches.get(id)
    if (!batch) return null
    const plan = batch.plan ?? (await this.#parts.store.readPlan(id))
    return { plan, progress: batch.progress }
  }

  /** Counts the cells that are waiting in running batches. */
  countWaiting(): number {
    return this.list()
      .filter(({ state }) => state.status === 'running')
      .flatMap(({ cells }) => cells.filter(({ runId, end }) => !end && !this.#inProgress.has(runId))).length
  }

  /** Whether this run makes or made a cell of a batch. */
  isCell({ id, place }: Pick<Run, 'id' | 'place'>): boolean {
    return [...this.#batches.values()].some(
      ({ progress }) => progress.chatId === place.chatId && progress.cells.some(({ runId }) => runId === id),
    )
  }

  /** Starts nothing anymore, because the app is quitting. */
  stop(): void {
    this.#hasStopped = true
  }

  /**
   * Starts a batch once it's durable, and its first cells. If the first cell is refused (a cap, a missing key), the
   * batch is deleted and this rejects with the failure. A known id starts nothing again.
   */
  start(draft: BatchDraft): Promise<Batch> {
    const known = this.#starting.get(draft.id)
    if (known) return known
    const starting = this.#start(draft).finally(() => this.#starting.delete(draft.id))
    this.#starting.set(draft.id, starting)
    return starting
  }

  async #start(draft: BatchDraft): Promise<Batch> {
    const known = await this.read(draft.id)
    if (known) return known
    const { store, createId, now } = this.#parts
    const plan = { ...draft, createdAt: now(), cells: draft.cells.map((cell) => ({ ...cell, questionId: createId() })) }
    const progress: BatchProgress = {
      id: draft.id,
      chatId: draft.chatId,
      revision: 1,
      state: { status: 'running' },
      tail: null,
      cells: draft.cells.map(() => ({ runId: createId() })),
    }
    try {
      await store.begin(plan, progress)
    } catch (error) {
      await store.remove(draft.id).catch(() => undefined)
      throw toFailure(error, 'none', now())
    }
    const batch = createActive(plan, progress)
    this.#batches.set(draft.id, batch)
    await this.feed()
    const { state, tail } = batch.progress
    if (state.status === 'paused' && state.reason.kind === 'stopped' && tail === null) {
      await this.#forget(batch)
      throw new FailureError(state.reason.failure)
    }
    this.#parts.emit('batch.changed', batch.progress)
    return { plan, progress: batch.progress }
  }

  /** Changes a batch as the user wishes. Null if it's unknown. */
  async change({ id, wish }: BatchChange): Promise<BatchProgress | null> {
    const batch = this.#batches.get(id)
    if (!batch) return null
    const { status } = batch.progress.state
    switch (wish) {
      case 'pause':
        if (status === 'running' && !isOver(batch.progress)) this.#pause(batch, { kind: 'user' })
        break
      case 'resume':
        if (status === 'running') break
        batch.failuresInARow = 0
        batch.plan ??= await this.#parts.store.readPlan(id)
        this.#set(batch, {
          ...putBackUnmade(forgetWanted(batch.progress), this.#parts.createId),
          state: { status: 'running' },
        })
        break
      case 'cancel':
      case 'stop':
        this.#set(batch, {
          ...skipWaiting(batch.progress, (run) => this.#inProgress.has(run)),
          state: { status: 'cancelled' },
        })
        if (wish === 'stop') await this.#stopRuns(batch)
    }
    await this.#save(batch)
    await this.feed()
    return batch.progress
  }

  /**
   * Retries these cells, given by their index in the plan, whatever the batch's state. Skips cells that have an image.
   */
  async retry(id: BatchId, indexes: readonly number[]): Promise<BatchProgress | null> {
    const batch = this.#batches.get(id)
    if (!batch) return null
    const { createId, store } = this.#parts
    batch.plan ??= await store.readPlan(id)
    const { state } = batch.progress
    const chosen = new Set(indexes)
    this.#set(batch, {
      ...putBack(batch.progress, (_cell, index) => chosen.has(index), { createId, isWanted: true }),
      ...(state.status === 'cancelled' && { state: { status: 'cancelled' } }),
    })
    await this.feed()
    return batch.progress
  }

  /** Updates cells when their runs change. */
  runChanged(run: Run): void {
    const place = this.#inProgress.get(run.id) ?? this.#findEnded(run)
    const cell = place?.batch.progress.cells[place.index]
    if (!place || !cell) return
    const end = isTerminal(run.state) ? findEnd(run.state) : undefined
    const wasCountingDown = this.#countingDown.delete(run.id)
    if (!end) {
      if (isTerminal(run.state)) this.#countingDown.add(run.id)
      else if (wasCountingDown) void this.feed()
      return
    }
    this.#inProgress.delete(run.id)
    if (JSON.stringify(cell.end) === JSON.stringify(end)) return
    this.#end(place, end, run)
    // A kill before this is written loses nothing, because the run is asked again.
    this.#save(place.batch).catch((error: unknown) => this.#parts.report('a batch could not be written', error))
    void this.feed()
  }

  /** Deletes the batches of permanently deleted chats, but not their runs. */
  async drop(chats: readonly ChatId[]): Promise<void> {
    const gone = new Set(chats)
    for (const batch of this.#batches.values()) if (gone.has(batch.progress.chatId)) await this.#forget(batch)
  }

  /** Resolves when everything known so far is written, or the disk has refused it. */
  async whenWritten(): Promise<void> {
    await Promise.allSettled([...this.#batches.values()].map(({ saving }) => saving))
  }

  /** Starts the cells that may start now. Resolves when that is recorded; never rejects. */
  feed(): Promise<void> {
    this.#feeding = this.#feeding
      .then(() => this.#feedAll())
      .catch((error: unknown) => this.#parts.report('a batch could not go on', error))
    return this.#feeding
  }

  async #feedAll(): Promise<void> {
    for (const batch of this.#batches.values()) {
      for (let index = this.#findNext(batch); index !== undefined; index = this.#findNext(batch)) {
        await this.#startCell(batch, index)
      }
    }
  }

  /** Returns the index of the next cell that may start now. */
  #findNext(batch: ActiveBatch): number | undefined {
    if (!this.#mayStart) return undefined
    const { findLine } = this.#parts
    return findNext(batch, { inProgress: this.#inProgress, countingDown: this.#countingDown, findLine })
  }

  get #mayStart(): boolean {
    return !this.#hasStopped && this.#parts.mayStart()
  }

  async #startCell(batch: ActiveBatch, index: number): Promise<void> {
    const before = batch.progress
    const runId = before.cells[index]?.runId
    if (!runId) return
    const wasWanted = before.cells[index]?.isWanted === true
    this.#inProgress.set(runId, { batch, index })
    this.#set(batch, markStarted(before, index), { tells: false })
    try {
      await this.#save(batch)
      // The user may have paused or canceled it meanwhile.
      if (!this.#mayStart || (!wasWanted && !isDue(batch.progress, { runId }))) return this.#takeBack(batch, index)
      const run = await this.#parts.runs.start(createDraft(batch, index))
      this.#parts.emit('run.changed', run)
      this.#parts.emit('batch.changed', batch.progress)
    } catch (error) {
      this.#takeBack(batch, index)
      this.#stop(batch, toFailure(error, 'none', this.#parts.now()).failure)
    }
  }

  /** Resets a cell whose run was neither recorded nor sent. */
  #takeBack(batch: ActiveBatch, index: number): void {
    const { runId } = batch.progress.cells[index] ?? {}
    if (runId) this.#inProgress.delete(runId)
    const taken = unmarkStarted(batch.progress, index)
    this.#set(
      batch,
      taken.state.status === 'cancelled' ? skipWaiting(taken, (run) => this.#inProgress.has(run)) : taken,
    )
  }

  /** Starts nothing more, because the other cells would fail for the same reason. */
  #stop(batch: ActiveBatch, failure: Failure): void {
    if (batch.progress.state.status !== 'cancelled') return this.#pause(batch, { kind: 'stopped', failure })
    const skipped = skipWaiting(batch.progress, (run) => this.#inProgress.has(run))
    this.#set(batch, { ...skipped, state: { status: 'cancelled', refusal: failure } })
  }

  #pause(batch: ActiveBatch, reason: PauseReason): void {
    const wasRunning = batch.progress.state.status === 'running'
    this.#set(batch, { ...forgetWanted(batch.progress), state: { status: 'paused', reason } })
    if (reason.kind !== 'user' && wasRunning) this.#tellRest(batch, 'paused')
    this.#save(batch).catch((error: unknown) => this.#parts.report('a batch could not be written', error))
  }

  #end({ batch, index }: CellPlace, end: CellEnd, run: Run): void {
    const cell = batch.progress.cells[index]
    if (!cell) return
    this.#set(batch, withCell(batch.progress, index, { ...cell, end }))
    if (isOver(batch.progress) && batch.progress.state.status === 'running') this.#tellRest(batch, 'over')
    if (end.status === 'done') batch.failuresInARow = 0
    if (end.status !== 'failed' || run.state.status !== 'failed') return
    const { failure } = run.state
    // A refused prompt says nothing about the others.
    batch.failuresInARow += failure.code === 'prompt-refused' ? 0 : 1
    if (batch.progress.state.status !== 'running' || countCells(batch.progress).open === 0) return
    if (stopsBatch(end.code)) this.#pause(batch, { kind: 'stopped', failure })
    else if (batch.failuresInARow >= MOST_FAILURES_IN_A_ROW) this.#pause(batch, { kind: 'failing', failure })
  }

  #tellRest({ plan, progress }: ActiveBatch, kind: BatchNews['kind']): void {
    const { chatId, tail } = progress
    // A batch that couldn't even start is reported to the page.
    if (!plan || tail === null) return
    this.#parts.onRest({ chatId, title: plan.chatTitle, answer: tail, kind, counts: countCells(progress) })
  }

  /** Finds the cell of a stopped run whose image arrived anyway. */
  #findEnded({ id, place }: Run): CellPlace | undefined {
    for (const batch of this.#batches.values()) {
      if (batch.progress.chatId !== place.chatId) continue
      const index = batch.progress.cells.findIndex(({ runId, end }) => runId === id && end !== undefined)
      if (index >= 0) return { batch, index }
    }
    return undefined
  }

  async #stopRuns(batch: ActiveBatch): Promise<void> {
    const ids = [...this.#inProgress].flatMap(([id, place]) => (place.batch === batch ? [id] : []))
    await Promise.all(ids.map((id) => this.#parts.runs.cancel(id)))
  }

  /** Restores a batch of an earlier session. See the note above. Synchronous. */
  #takeUp(batch: ActiveBatch, lost: ReadonlySet<RunId>): void {
    const { runs, listSpending } = this.#parts
    const { progress } = batch
    if (isSettled(progress)) return
    const taken = takeUp(progress, {
      findRun: (id) => runs.read(id),
      spendings: isOver(progress) ? [] : listSpending(progress.chatId),
      lost,
    })
    for (const [id, index] of taken.inProgress) this.#inProgress.set(id, { batch, index })
    for (const id of taken.countingDown) this.#countingDown.add(id)
    if (taken.progress === progress) return
    this.#set(batch, taken.progress)
    this.#save(batch).catch((error: unknown) => this.#parts.report('a batch could not be written', error))
  }

  async #findSetAside({ cells }: BatchProgress): Promise<ReadonlySet<RunId>> {
    const lost = new Set<RunId>()
    for (const { runId, parentId, end } of cells) {
      if (!end && parentId !== undefined && (await this.#parts.wasSetAside(runId))) lost.add(runId)
    }
    return lost
  }

  async #forget(batch: ActiveBatch): Promise<void> {
    const { id } = batch.progress
    this.#batches.delete(id)
    for (const [run, place] of this.#inProgress) if (place.batch === batch) this.#inProgress.delete(run)
    await batch.saving.catch(() => undefined)
    await this.#parts.store.remove(id)
  }

  #set(batch: ActiveBatch, progress: BatchProgress, { tells = true } = {}): void {
    batch.progress = { ...progress, revision: batch.progress.revision + 1 }
    if (tells) this.#parts.emit('batch.changed', batch.progress)
  }

  /** Saves a batch; durable once it resolves. Writes stay in order, and each writes the newest state. */
  #save(batch: ActiveBatch): Promise<void> {
    batch.saving = batch.saving
      .catch(() => undefined)
      .then(async () => {
        const { progress } = batch
        if (progress.revision <= batch.savedRevision || !this.#batches.has(progress.id)) return
        await this.#parts.store.save(progress)
        batch.savedRevision = progress.revision
      })
    return batch.saving
  }
}
