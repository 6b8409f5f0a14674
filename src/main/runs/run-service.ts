/**
 * Coordinates runs: starts, stops, settles and forgets them, and sends their snapshots to the page.
 *
 * Leaves the call to the providers, the bytes to the object store and the spool, uploads to the outbox, and the page's
 * records to the page. Doesn't know any provider by name, nor any wire format.
 */
import { FailureError, type Failure } from '@shared/failure'
import { isLongerThan } from '@shared/count-characters'
import { failureKind } from '@shared/failure-kinds'
import type { AttachmentId, ChatId, RunId } from '@shared/ids'
import { isTerminal, type Preview, type Run, type RunDraft, type RunState, type Upload } from '@shared/run'
import type { ImageProvider, TextProvider } from '../providers/provider'
import { findModel } from '@shared/catalogue'
import { findService } from '@shared/services'
import { ActiveRun } from './active-run'
import { CallQueue } from './call-queue'
import { collectImages, collectText, ChargedWithoutResult } from './collect-answer'
import { LEAST_NOTICE_MS, LONGEST_OBEYED_MS, repeatAt } from './repetition'
import { RunAttempt } from './run-attempt'
import { computeBill, createSpending } from './run-bill'
import { isStorageFailure, toFailure } from './run-failure'
import type { RunServiceParts } from './run-service-parts'
import { TextStream } from './text-stream'

/** How long an adapter may take to end after Stop before the run is settled without it. */
const STOP_GRACE_MS = 400

export class RunService {
  readonly #parts: RunServiceParts
  readonly #runs = new Map<RunId, ActiveRun>()
  readonly #streams = new Map<RunId, TextStream>()
  readonly #executions = new Map<RunId, Promise<void>>()
  readonly #queue = new CallQueue()

  #recovered = 0
  #interruptedChat: ChatId | undefined

  constructor(parts: RunServiceParts) {
    this.#parts = parts
  }

  /**
   * Starts a run once its record is durable. What is certain to fail (no key, a cap that is reached, a prompt that is too
   * long, a disk that does not take the record) is refused instead: nothing is recorded, nothing charged, and the prompt
   * stays in the message box. For a known id it returns the existing run and does nothing else, so asking twice never
   * pays twice.
   */
  async start(draft: RunDraft): Promise<Run> {
    const known = this.#runs.get(draft.id)
    if (known) return this.#snapshot(known)
    const run: Run = { ...draft, revision: 1, createdAt: this.#parts.now(), state: { status: 'queued' } }
    const active = new ActiveRun({ version: 1, run, phase: 'unsent', attempt: 1, acknowledged: 0 })
    this.#refuseHopeless(draft)
    this.#parts.budget.accept(draft)
    // Add it before anything is awaited, so that a second start in the meantime finds it.
    this.#runs.set(draft.id, active)
    try {
      await this.#parts.store.save(active.record)
    } catch (error) {
      this.#runs.delete(draft.id)
      this.#parts.budget.release(draft.id)
      throw toFailure(error, 'none', this.#parts.now())
    }
    this.#execute(active)
    return active.run
  }

  #refuseHopeless({ place, request }: RunDraft): void {
    const model = findModel(request.model)
    const isTooLong = model !== undefined && isLongerThan(place.question.text, model.maxPromptLength)
    const code = isTooLong ? 'prompt-too-long' : this.#parts.findProblem(request.model)
    if (code) throw new FailureError({ code, charge: 'none', at: this.#parts.now() })
  }

  /**
   * Settles a run within half a second, whatever the provider does, and cancels a countdown to a retry. Leaves unknown
   * and finished runs as they are.
   */
  async cancel(id: RunId): Promise<void> {
    const active = this.#runs.get(id)
    if (!active) return
    if (active.isTerminal) return this.#callOffRepetition(active)
    active.isStopped = true
    active.controller.abort(new Error('stopped by the user'))
    await Promise.race([this.#executions.get(id), delay(STOP_GRACE_MS)])
    if (!active.isTerminal) await this.#settleStopped(active)
  }

  list(): Run[] {
    return [...this.#runs.values()].map((active) => this.#snapshot(active))
  }

  read(id: RunId): Run | undefined {
    const active = this.#runs.get(id)
    return active && this.#snapshot(active)
  }

  /** Notes that the page has recorded this revision durably. Forgets a finished run with nothing left to do. */
  async acknowledge(id: RunId, revision: number): Promise<void> {
    const active = this.#runs.get(id)
    if (!active) return
    active.acknowledged = Math.max(active.acknowledged, revision)
    await this.#forgetIfDone(active)
  }

  /** Adds an upload's progress to its run's snapshot, durably once it's uploaded. */
  async uploadChanged(attachmentId: AttachmentId, upload: Upload): Promise<void> {
    for (const active of this.#runs.values()) {
      const { state } = active.run
      if (state.status !== 'done') continue
      const image = state.images.find((candidate) => candidate.attachmentId === attachmentId)
      if (!image || JSON.stringify(image.upload) === JSON.stringify(upload)) continue
      const images = state.images.map((other) => (other === image ? { ...other, upload } : other))
      await this.#change(active, { ...state, images }, { durable: upload.state === 'uploaded' })
      return
    }
  }

  /**
   * Settles what an earlier session left: an answer that had arrived becomes `done`, anything else a failure that says
   * whether it was charged. Never sends anything again. Call it once, before the page is served.
   */
  async settleAll(): Promise<void> {
    const records = await this.#parts.store.readAll((file, error) =>
      this.#parts.report(`run record ${file} was set aside`, error),
    )
    for (const record of records) {
      const active = new ActiveRun(record)
      active.beginNewLife()
      // The records come oldest first.
      if (!active.isTerminal) this.#interruptedChat = record.run.place.chatId
      this.#runs.set(record.run.id, active)
    }
    await Promise.all([...this.#runs.values()].map((active) => this.#settleOne(active)))
    // Only once all spending is known: a retry may need more than what is left of a cap.
    for (const active of this.#runs.values()) this.#scheduleRepetition(active)
    // Not waited for: a host in the user's network may be off, and must not hold up the start.
    for (const active of this.#runs.values()) if (active.allowed.length > 0) void this.#fetchAllowed(active)
  }

  /** Aborts all calls when the app quits. The next start settles their runs. */
  abortAll(): void {
    for (const active of this.#runs.values()) {
      clearTimeout(active.repetition)
      active.controller.abort(new Error('quitting'))
    }
  }

  /** Returns how many images of the last session `settleAll` has recovered; 0 from the second call on. */
  takeRecovered(): number {
    const recovered = this.#recovered
    this.#recovered = 0
    return recovered
  }

  /** The chat of the newest answer that the last session left unfinished. Told once. */
  takeInterruptedChat(): ChatId | undefined {
    const chat = this.#interruptedChat
    this.#interruptedChat = undefined
    return chat
  }

  /** Resolves when no answer is in progress, including those that start while waiting. */
  async whenIdle(): Promise<void> {
    while (this.#executions.size > 0) await Promise.all(this.#executions.values())
  }

  #execute(active: ActiveRun): void {
    const execution = this.#perform(active)
      .catch((error: unknown) => this.#settleFailed(active, error))
      .catch((error: unknown) => this.#parts.report('a run could not be settled', error))
      .finally(() => {
        this.#executions.delete(active.run.id)
        this.#streams.delete(active.run.id)
        this.#parts.budget.release(active.run.id)
      })
    this.#executions.set(active.run.id, execution)
  }

  /** As many calls at a time as the service is sent; until it is this one's turn, it waits, and says so. */
  async #perform(active: ActiveRun): Promise<void> {
    const { kind, model } = active.run.request
    const { connection, service } = findModel(model) ?? {}
    const most = findService(service ?? '')?.callsAtOnce[kind] ?? Number.POSITIVE_INFINITY
    const { signal } = active.controller
    const leave = await this.#queue.enter(`${connection} ${kind}`, most, signal, async () => {
      await this.#change(active, { status: 'queued', waits: true }, { durable: false })
    })
    // A call that does not react to Stop must not hold up the others.
    signal.addEventListener('abort', leave, { once: true })
    try {
      signal.throwIfAborted()
      await this.#call(active)
    } finally {
      leave()
    }
  }

  async #call(active: ActiveRun): Promise<void> {
    const { request } = active.run
    const startedAt = this.#parts.now()
    await this.#change(active, { status: 'running', startedAt }, { durable: false })
    const providers = await this.#parts.providerOf(request.model)
    const attempt = new RunAttempt(active, this.#parts)
    try {
      if (request.kind === 'image') {
        if (!providers?.image) throw modelUnavailable(startedAt)
        await this.#makeImages(active, startedAt, providers.image.generate(request, attempt))
      } else {
        if (!providers?.text) throw modelUnavailable(startedAt)
        await this.#makeText(active, startedAt, providers.text.answer(request, attempt))
      }
    } finally {
      await attempt.close()
    }
  }

  async #makeImages(
    active: ActiveRun,
    startedAt: number,
    events: ReturnType<ImageProvider['generate']>,
  ): Promise<void> {
    const { objects, previews, uploads } = this.#parts
    const { images, damaged, cause, usage } = await collectImages(events, {
      id: active.run.id,
      objects,
      previews,
      upload: uploads.initial(),
      onPreview: async (preview) => {
        active.previews.add(preview.picture.hash)
        if (active.isTerminal) return
        await this.#change(active, { status: 'running', startedAt, preview }, { durable: false })
      },
    })
    const finishedAt = this.#parts.now()
    const asked = active.run.request.kind === 'image' ? active.run.request.options.count : 1
    const bill = computeBill(active.run, usage)
    const isShort = damaged > 0 || images.length < asked
    const isSaved = await this.#settle(active, {
      status: 'done',
      startedAt,
      finishedAt,
      images,
      bill,
      ...(active.isStopped && { arrivedAfterStop: true }),
      ...(isShort && {
        shortfall: {
          ...(cause ?? { code: damaged > 0 ? 'image-damaged' : 'images-missing' }),
          charge: bill.cost === undefined ? 'unknown' : 'charged',
          at: finishedAt,
        },
      }),
    })
    if (isSaved) await this.#dropAnswer(active)
  }

  async #makeText(active: ActiveRun, startedAt: number, events: ReturnType<TextProvider['answer']>): Promise<void> {
    const stream = new TextStream(active.run.id, (event) => this.#parts.emit('run.streamed', event))
    this.#streams.set(active.run.id, stream)
    const { text, cutShort, usage } = await collectText(events, (more) => {
      if (!active.isTerminal) stream.append(more)
    })
    stream.flush()
    const finishedAt = this.#parts.now()
    const isSaved = await this.#settle(active, {
      status: 'done',
      startedAt,
      finishedAt,
      images: [],
      text,
      bill: computeBill(active.run, usage, this.#parts.ownPrices()),
      ...(active.isStopped && { arrivedAfterStop: true }),
      ...(cutShort && {
        shortfall: {
          code: cutShort === 'filter' ? 'text-filtered' : 'text-cut-short',
          charge: 'charged',
          at: finishedAt,
        },
      }),
    })
    if (isSaved) await this.#dropAnswer(active)
  }

  /**
   * Deletes the raw answer once everything in it is stored, and either the record on the disk or the page says so: until
   * then the next start reads it again.
   */
  async #dropAnswer({ run: { id, state }, attempt }: ActiveRun): Promise<void> {
    const isWhole = state.status === 'done' && (!state.shortfall || state.text !== undefined)
    if (isWhole) await this.#parts.spool.remove(id, attempt)
  }

  async #settleOne(active: ActiveRun): Promise<void> {
    const { state } = active.run
    if (state.status === 'done') {
      // These steps may have been done before the last session ended. Repeating them changes nothing.
      await this.#afterDone(active)
      await this.#dropAnswer(active)
      return
    }
    if (active.isTerminal) {
      await this.#record(active)
      await this.#readAgain(active)
      await this.#announceAgain(active)
      return
    }
    try {
      await this.#recover(active)
      if (active.run.state.status === 'done') this.#recovered += active.run.state.images.length
    } catch (error) {
      await this.#settleFailed(active, error).catch((failure: unknown) =>
        this.#parts.report('a run of an earlier session could not be settled', failure),
      )
    }
  }

  /** Reads answers again that had arrived but didn't fit on the disk. Call it from time to time. */
  async readAgain(): Promise<void> {
    await Promise.all([...this.#runs.values()].map((active) => this.#readAgain(active)))
  }

  async #readAgain(active: ActiveRun): Promise<void> {
    if (!isHeldUpByDisk(active.run.state) || this.#executions.has(active.run.id)) return
    if (!(await this.#parts.disk.hasRoom())) return
    const reading = this.#recover(active)
      .catch(() => undefined) // Still no room: the failure on screen stays true.
      .finally(() => this.#executions.delete(active.run.id))
    this.#executions.set(active.run.id, reading)
    await reading
  }

  /**
   * Fetches the image of an answer from an address that isn't on the internet, because the user agreed to it: the rest of
   * the answer is kept, so nothing is paid again. The consent is durable before anything is fetched. False when the
   * answer isn't kept anymore.
   */
  async fetchRefused(id: RunId): Promise<boolean> {
    const active = this.#runs.get(id)
    const address = active && findRefusedAddress(active.run.state)
    if (!active || !address) return false
    if (!this.#executions.has(id)) {
      active.allowed = [...new Set([...active.allowed, new URL(address).origin])]
      const saved = this.#parts.store.save(active.record, { durable: true })
      await this.#fetchAllowed(active, saved)
    } else await this.#executions.get(id)
    return true
  }

  async #fetchAllowed(active: ActiveRun, saved?: Promise<void>): Promise<void> {
    const { id, request, createdAt, state } = active.run
    if (findRefusedAddress(state) === undefined || request.kind !== 'image') return
    const startedAt = (state.status === 'failed' && state.startedAt) || createdAt
    const fetching = (async () => {
      await saved
      const kept = await this.#parts.spool.read(id, active.attempt)
      const providers = await this.#parts.providerOf(request.model)
      if (!kept || !providers?.image) return
      await this.#makeImages(active, startedAt, providers.image.decode(request, kept, active.allowed))
    })()
      .catch((error: unknown) => this.#noteStillMissing(active, error))
      .finally(() => this.#executions.delete(id))
    this.#executions.set(id, fetching)
    await fetching
  }

  /** Says what came of it; the answer stays, so that it can be tried again. */
  async #noteStillMissing(active: ActiveRun, error: unknown): Promise<void> {
    const { state } = active.run
    if (state.status !== 'failed') return
    const { code, address } = toFailure(error, state.failure.charge, this.#parts.now()).failure
    const isAddress = code === 'image-address-refused' || code === 'image-address-failed'
    const failure = { ...state.failure, ...(isAddress && { code, ...(address && { address }) }) }
    await this.#change(active, { ...state, failure }, { durable: true })
  }

  async #recover(active: ActiveRun): Promise<void> {
    const { request, createdAt, state } = active.run
    const startedAt = state.status === 'running' ? state.startedAt : createdAt
    const at = this.#parts.now()
    if (active.phase === 'unsent') throw new FailureError({ code: 'not-sent', charge: 'none', at })
    const kept = await this.#parts.spool.read(active.run.id, active.attempt)
    const providers = await this.#parts.providerOf(request.model)
    const stopped = new FailureError({ code: 'app-stopped', charge: active.chargeIfStopped, at })
    if (!kept) throw stopped
    try {
      if (request.kind === 'image' && providers?.image) {
        await this.#makeImages(active, startedAt, providers.image.decode(request, kept))
      } else if (request.kind === 'text' && providers?.text) {
        await this.#makeText(active, startedAt, providers.text.decode(request, kept))
      } else throw stopped
    } catch (error) {
      // The kept part isn't the whole answer, because the app ended. That's not the provider's fault.
      throw isStorageFailure(error) ? error : stopped
    }
  }

  async #settleFailed(active: ActiveRun, error: unknown): Promise<void> {
    if (active.isTerminal) return
    const isQuitting = active.controller.signal.aborted && !active.isStopped
    if (active.controller.signal.aborted && !(isQuitting && active.phase === 'unsent'))
      return this.#settleStopped(active)
    const at = this.#parts.now()
    const failure = isQuitting
      ? ({ code: 'not-sent', charge: 'none', at } as const)
      : this.#withRequestId(active, toFailure(error, active.chargeIfStopped, at).failure)
    if (failure.code === 'internal-error') this.#parts.report('a run failed unexpectedly', error)
    const most = this.#parts.automaticRetries()
    const againAt = repeatAt(failure, active.attempt, most)
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
        bill: computeBill(active.run, error.usage, this.#parts.ownPrices()),
      }),
      ...(await this.#leftovers(active)),
    })
    this.#scheduleRepetition(active)
  }

  /** Schedules a retry if nothing can have been billed: in the same run, with a visible countdown. */
  #scheduleRepetition(active: ActiveRun): void {
    const again = getRetry(active.run.state)
    if (!again) return
    clearTimeout(active.repetition)
    const waitMs = Math.max(0, again.at - this.#parts.now())
    active.repetition = setTimeout(() => {
      active.beginNextAttempt()
      this.#execute(active)
    }, waitMs)
  }

  /**
   * Continues an earlier session's countdown. It's always shown first, even if its time has passed meanwhile, and never
   * runs longer than announced, even if the clock was set back.
   */
  async #announceAgain(active: ActiveRun): Promise<void> {
    const { state } = active.run
    if (state.status !== 'failed' || !state.failure.again) return
    const { again } = state.failure
    const now = this.#parts.now()
    const at = Math.min(now + LONGEST_OBEYED_MS, Math.max(now + LEAST_NOTICE_MS, again.at))
    if (at !== again.at) {
      const failure = { ...state.failure, again: { ...again, at } }
      await this.#change(active, { ...state, failure }, { durable: true })
    }
  }

  async #callOffRepetition(active: ActiveRun): Promise<void> {
    const { state } = active.run
    if (state.status !== 'failed' || !state.failure.again) return
    clearTimeout(active.repetition)
    const { again: _calledOff, ...failure } = state.failure
    await this.#change(active, { ...state, failure }, { durable: true })
  }

  async #settleStopped(active: ActiveRun): Promise<void> {
    await this.#settle(active, {
      status: 'cancelled',
      finishedAt: this.#parts.now(),
      charge: active.chargeIfStopped,
      ...(await this.#leftovers(active)),
    })
  }

  /** Moves the text so far or the last preview to permanent storage, because it may have been paid for. */
  async #leftovers(
    active: ActiveRun,
  ): Promise<Pick<Extract<RunState, { status: 'failed' }>, 'startedAt' | 'salvage' | 'text'>> {
    const { state } = active.run
    if (state.status !== 'running') return {}
    const stream = this.#streams.get(active.run.id)
    stream?.flush()
    const text = stream?.text || state.text
    const { preview } = state
    const salvage = preview && (await this.#kept(preview))
    return { startedAt: state.startedAt, ...(salvage && { salvage }), ...(text && { text }) }
  }

  /** Keeps a preview if possible. If it can't be kept (a full disk), the run still ends. */
  async #kept(preview: Preview): Promise<Preview | undefined> {
    try {
      const bytes = await this.#parts.previews.read(preview.picture.hash)
      return bytes && { ...preview, picture: await this.#parts.objects.put(bytes) }
    } catch (error) {
      this.#parts.report('a preview could not be kept', error)
      return undefined
    }
  }

  #withRequestId(active: ActiveRun, failure: Failure): Failure {
    const { requestId } = active.run
    return failure.requestId || !requestId ? failure : { ...failure, requestId }
  }

  /**
   * Ends a run. The end is on the disk before it's announced, or the disk has refused it: false. A stopped run may still
   * become `done`, because it was paid for.
   */
  async #settle(active: ActiveRun, state: RunState): Promise<boolean> {
    // A late answer counts more than Stop, or than a disk that was full before.
    const isLateAnswer = active.run.state.status !== 'done' && state.status === 'done'
    if (active.isTerminal && !isLateAnswer) return false
    const isSaved = await this.#change(active, state, { durable: true })
    await this.#record(active)
    if (state.status === 'done') await this.#afterDone(active)
    return isSaved
  }

  async #afterDone(active: ActiveRun): Promise<void> {
    const { state, id } = active.run
    if (state.status !== 'done') return
    await this.#record(active)
    const open = state.images.filter(({ upload }) => upload.state !== 'local' && upload.state !== 'uploaded')
    if (open.length > 0) {
      await this.#parts.uploads
        .enqueue(id, state.images)
        .catch((error: unknown) => this.#parts.report('an upload could not be queued', error))
    }
  }

  async #record({ run }: ActiveRun): Promise<void> {
    if (isTerminal(run.state)) await this.#parts.budget.record(createSpending(run, run.state))
  }

  /** False when the change should be durable and isn't. */
  async #change(active: ActiveRun, state: RunState, { durable }: { durable: boolean }): Promise<boolean> {
    // Take the snapshot first, so that two changes in a row keep their order. Send it to the page after it's on the
    // disk.
    const run = active.change(state)
    const save = this.#parts.store.save({ ...active.record, run }, { durable })
    // A run must end even if its record can't be written. The next start derives the same end again.
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

  async #forgetIfDone(active: ActiveRun): Promise<void> {
    const { run, acknowledged } = active
    if (!active.isTerminal || acknowledged < run.revision || getRetry(run.state)) return
    const { state } = run
    const isWaiting = isHeldUpByDisk(state) || findRefusedAddress(state) !== undefined
    if (isWaiting && (await this.#parts.spool.has(run.id, active.attempt))) return
    const isUploading = state.status === 'done' && state.images.some(({ upload }) => isOpen(upload))
    if (isUploading) return
    // Only the record also knows what the run cost: the next start completes the ledger from it.
    if (!(await this.#parts.budget.isEntered(run.id))) return
    // A late answer may have arrived meanwhile, which the page hasn't recorded yet.
    if (active.run !== run) return
    this.#runs.delete(run.id)
    await this.#parts.store.remove(run.id)
    await this.#dropAnswer(active)
    if (!(await this.#parts.spool.has(run.id, active.attempt))) await this.#parts.spool.remove(run.id, active.attempt)
    await this.#removePreviews(active)
  }

  async #removePreviews(active: ActiveRun): Promise<void> {
    const others = [...this.#runs.values()]
    for (const hash of active.previews) {
      // Equal previews of two runs share one file.
      if (!others.some((other) => other.previews.has(hash))) await this.#parts.previews.remove(hash)
    }
  }

  #snapshot(active: ActiveRun): Run {
    const { state } = active.run
    const text = this.#streams.get(active.run.id)?.text
    if (state.status !== 'running' || text === undefined || text === state.text) return active.run
    return active.change({ ...state, text })
  }
}

function isOpen(upload: Upload): boolean {
  return upload.state === 'uploading' || upload.state === 'failed'
}

function getRetry(state: RunState): Failure['again'] {
  return state.status === 'failed' ? state.failure.again : undefined
}

function isHeldUpByDisk(state: RunState): boolean {
  return state.status === 'failed' && failureKind(state.failure.code) === 'storage-failed'
}

/** The address of an image that wasn't fetched, where the answer that names it is kept. */
function findRefusedAddress(state: RunState): string | undefined {
  if (state.status !== 'failed' || !state.failure.hasAnswer) return undefined
  const { code, address } = state.failure
  return code === 'image-address-refused' || code === 'image-address-failed' ? address : undefined
}

function modelUnavailable(at: number): FailureError {
  return new FailureError({ code: 'model-unavailable', charge: 'none', at })
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
