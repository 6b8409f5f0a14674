/**
 * Starts, stops and lists runs. How an answer is made, ended, recovered, retried and forgotten is in `answer-maker.ts`,
 * `settlement.ts`, `recovery.ts`, `repetition.ts` and `retention.ts`.
 *
 * Knows no service by name and no wire format.
 */
import { listImages, type Upload } from '@shared/answer'
import { findModel } from '@shared/catalogue'
import { findInputProblem, listRequestInputs } from '@shared/catalogue/inputs'
import { isLongerThan } from '@shared/count-characters'
import { FailureError } from '@shared/failure'
import type { AttachmentId, ChatId, RunId } from '@shared/ids'
import { splitFiles } from '@shared/text-files'
import type { Run, RunDraft } from '@shared/run'
import { StoppedByUser } from '../services/adapter'
import { ActiveRun } from './active-run'
import { AnswerMaker } from './answer-maker'
import { CallQueue } from './call-queue'
import { Dropping } from './dropping'
import { findLine } from './find-line'
import { LateCosts } from './late-costs'
import { Recovery } from './recovery'
import { Repetitions } from './repetition'
import { Retention } from './retention'
import { toFailure } from './run-failure'
import type { RunServiceParts } from './run-service-parts'
import { RunTable } from './run-table'
import { Settlement } from './settlement'

/** How long an adapter may take to end after Stop. Then the run is settled without it. */
const STOP_GRACE_MS = 400

export class RunService {
  readonly #parts: RunServiceParts
  readonly #table: RunTable
  readonly #settlement: Settlement
  readonly #maker: AnswerMaker
  readonly #repetitions: Repetitions
  readonly #recovery: Recovery
  readonly #retention: Retention
  readonly #lateCosts: LateCosts
  readonly #queue = new CallQueue()
  /** Deletes runs whose answers the user has permanently deleted. */
  readonly dropping: Dropping

  #recovered = 0
  #interruptedChat: ChatId | undefined

  constructor(parts: RunServiceParts) {
    this.#parts = parts
    this.#table = new RunTable(parts, (id) => this.#forgetLate(id))
    this.#settlement = new Settlement(parts, this.#table)
    this.#maker = new AnswerMaker(parts, this.#table, this.#settlement)
    this.#repetitions = new Repetitions(parts.now, this.#table, (active) => this.#execute(active))
    this.#retention = new Retention(parts, this.#table)
    this.#lateCosts = new LateCosts({
      ...parts,
      table: this.#table,
      settlement: this.#settlement,
      retention: this.#retention,
      ...(parts.costWaits && { waits: parts.costWaits }),
    })
    this.dropping = new Dropping(parts, this.#table)
    this.#recovery = new Recovery({
      ...parts,
      table: this.#table,
      maker: this.#maker,
      settlement: this.#settlement,
      repetitions: this.#repetitions,
    })
  }

  /**
   * Starts a run once its record is durable. Rejects what is certain to fail (no key, a cap that is reached, a prompt
   * that is too long, a disk that doesn't take the record): nothing is recorded or charged, and the prompt stays in the
   * message box. For a known id it returns the existing run and does nothing else, so a repeated call never pays twice.
   */
  async start(draft: RunDraft): Promise<Run> {
    const [run] = await this.startTogether([draft])
    if (!run) throw new Error('A run that was started is gone')
    return run
  }

  /**
   * Starts the answers of several models to one prompt. If one of them is refused, or the caps have no room for their
   * sum, none is started and nothing is sent. Once started, the runs are independent.
   */
  async startTogether(drafts: readonly RunDraft[]): Promise<readonly Run[]> {
    const added = drafts.flatMap((draft) => (this.#table.find(draft.id) ? [] : [this.#create(draft)]))
    for (const { run } of added) this.#refuseHopeless(run)
    this.#parts.budget.accept(added.map(({ run }) => run))
    // Add them before anything is awaited, so that a concurrent start finds them.
    for (const active of added) this.#table.add(active)
    const saves = await Promise.allSettled(added.map(({ record }) => this.#parts.store.save(record)))
    const failed = saves.find((save) => save.status === 'rejected')
    if (failed) {
      await this.#takeBack(added)
      throw toFailure(failed.reason, 'none', this.#parts.now())
    }
    for (const active of added) this.#execute(active)
    return drafts.flatMap(({ id }) => {
      const active = this.#table.find(id)
      return active ? [this.#table.snapshot(active)] : []
    })
  }

  #create(draft: RunDraft): ActiveRun {
    const run: Run = { ...draft, revision: 1, createdAt: this.#parts.now(), state: { status: 'queued' } }
    return new ActiveRun({ version: 2, run, phase: 'unsent', attempt: 1, acknowledged: 0 })
  }

  async #takeBack(added: readonly ActiveRun[]): Promise<void> {
    for (const { run } of added) {
      this.#table.remove(run.id)
      this.#parts.budget.release(run.id)
    }
    // If the record can't be deleted, the next start reports that nothing was sent, which is true.
    await Promise.allSettled(added.map(({ run }) => this.#parts.store.remove(run.id)))
  }

  #refuseHopeless({ place, request }: RunDraft): void {
    const model = (this.#parts.findModel ?? findModel)(request.model)
    // Text files have their own limits.
    const words = model?.kind === 'text' ? splitFiles(place.question.text).words : place.question.text
    const isTooLong = model !== undefined && isLongerThan(words, model.maxPromptLength)
    const code = isTooLong ? 'prompt-too-long' : this.#parts.findProblem(request.model)
    const problem = code ? { code } : model && findInputProblem(model, listRequestInputs(request))
    if (problem) throw new FailureError({ ...problem, charge: 'none', at: this.#parts.now() })
  }

  /**
   * Settles a run within half a second, whatever the service does, or cancels its retry countdown. Ignores unknown and
   * finished runs.
   */
  async cancel(id: RunId): Promise<void> {
    const active = this.#table.find(id)
    if (!active) return
    if (active.isTerminal) return this.#repetitions.callOff(active)
    active.isStopped = true
    active.controller.abort(new StoppedByUser())
    await Promise.race([this.#table.findWork(id), delay(STOP_GRACE_MS)])
    if (active.isTerminal) return
    active.mayStillAnswer = true
    await this.#settlement.settleStopped(active)
  }

  list(): Run[] {
    return this.#table.all.map((active) => this.#table.snapshot(active))
  }

  read(id: RunId): Run | undefined {
    const active = this.#table.find(id)
    return active && this.#table.snapshot(active)
  }

  /** Notes that the page has recorded this revision durably. Forgets finished runs with nothing left to do. */
  async acknowledge(id: RunId, revision: number): Promise<void> {
    const active = this.#table.find(id)
    if (!active) return
    active.acknowledged = Math.max(active.acknowledged, revision)
    await this.#retention.forgetIfDone(active)
  }

  /** Adds an upload's progress to its run's snapshot, durably once it's uploaded. */
  async uploadChanged(attachmentId: AttachmentId, upload: Upload): Promise<void> {
    for (const active of this.#table.all) {
      const { state } = active.run
      if (state.status !== 'done') continue
      const image = listImages(state.parts).find((candidate) => candidate.attachmentId === attachmentId)
      if (!image || JSON.stringify(image.upload) === JSON.stringify(upload)) continue
      const parts = state.parts.map((part) =>
        part.type === 'image' && part.image === image ? { ...part, image: { ...image, upload } } : part,
      )
      await this.#table.change(active, { ...state, parts }, { durable: upload.state === 'uploaded' })
      return
    }
  }

  /**
   * Settles what an earlier session left: an answer that had arrived becomes `done`, a job at the service continues,
   * and anything else becomes a failure that says whether it was charged. Never pays again. Call it once, before the
   * page is served.
   */
  async settleAll(): Promise<void> {
    const records = await this.#parts.store.readAll((file, error) =>
      this.#parts.report(`run record ${file} was set aside`, error),
    )
    for (const record of records) {
      const active = new ActiveRun(record)
      active.beginNewLife()
      // Records are sorted oldest first.
      if (!active.isTerminal) this.#interruptedChat = record.run.place.chatId
      this.#table.add(active)
    }
    const recovered = await Promise.all(this.#table.all.map((active) => this.#recovery.settle(active)))
    this.#recovered = recovered.reduce((sum, count) => sum + count, 0)
    // Only once all spending is known, since a retry may exceed what is left of a cap.
    for (const active of this.#table.all) this.#repetitions.schedule(active)
    for (const active of this.#table.all) this.#lateCosts.follow(active)
    // Not awaited: a host in the user's network may be off, and must not delay the start.
    for (const active of this.#table.all) if (active.allowed.length > 0) void this.#recovery.fetchAllowed(active)
  }

  /** Aborts all calls when the app quits. The next start settles their runs. */
  abortAll(): void {
    this.#lateCosts.stop()
    for (const active of this.#table.all) {
      clearTimeout(active.repetition)
      active.controller.abort(new Error('quitting'))
    }
  }

  /** Returns how many images `settleAll` recovered from the last session. 0 from the second call on. */
  takeRecovered(): number {
    const recovered = this.#recovered
    this.#recovered = 0
    return recovered
  }

  /** Returns the chat of the newest answer that the last session left unfinished. Undefined from the second call on. */
  takeInterruptedChat(): ChatId | undefined {
    const chat = this.#interruptedChat
    this.#interruptedChat = undefined
    return chat
  }

  /** Retries answers that arrived while the disk was full. Call it from time to time. */
  async readAgain(): Promise<void> {
    await Promise.all(this.#table.all.map((active) => this.#recovery.readAgain(active)))
  }

  /** See `Recovery.fetchRefused`. */
  async fetchRefused(id: RunId): Promise<boolean> {
    const active = this.#table.find(id)
    return active !== undefined && this.#recovery.fetchRefused(active)
  }

  /** Resolves when no work is in progress for this run and its end is in the ledger. */
  async whenEnded(id: RunId): Promise<void> {
    await this.#table.findWork(id)
  }

  /** Resolves when no answer is in progress, including answers started while waiting. */
  whenIdle(): Promise<void> {
    return this.#table.whenIdle()
  }

  #execute(active: ActiveRun): void {
    const execution = this.#perform(active)
      .catch((error: unknown) => this.#settleFailed(active, error))
      .catch((error: unknown) => this.#parts.report('a run could not be settled', error))
      .finally(() => this.#parts.budget.release(active.run.id))
    this.#table.occupy(active.run.id, execution)
  }

  /** Handles the end of a run's work. A stopped run may have been acknowledged before its call ended. */
  #forgetLate(id: RunId): void {
    const active = this.#table.find(id)
    if (active) this.#lateCosts.follow(active)
    if (!active?.mayStillAnswer) return
    active.mayStillAnswer = false
    this.#retention
      .forgetIfDone(active)
      .catch((error: unknown) => this.#parts.report('a run record could not be removed', error))
  }

  async #settleFailed(active: ActiveRun, error: unknown): Promise<void> {
    if (await this.#settlement.settleFailed(active, error)) this.#repetitions.schedule(active)
  }

  /** Makes the call once the service's line has room. Until then the run shows as waiting. */
  async #perform(active: ActiveRun): Promise<void> {
    const { name, most } = findLine(active.run.request.model)
    const { signal } = active.controller
    const leave = await this.#queue.enter(name, most, signal, async () => {
      await this.#table.change(active, { status: 'queued', waits: true }, { durable: false })
    })
    // A call that ignores Stop must not block the others.
    signal.addEventListener('abort', leave, { once: true })
    try {
      signal.throwIfAborted()
      await this.#maker.call(active)
    } finally {
      leave()
    }
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
