/**
 * Everything that a fault test needs: the service, the store, a disk, the core on it, and a page that records its
 * messages. Sessions of the core come and go; the rest stays, and remembers what the oracle needs.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelId } from '@shared/catalogue'
import { failureKind } from '@shared/failure-kinds'
import { isOver, type Batch, type BatchDraft, type BatchProgress } from '@shared/batch/batch'
import type { BudgetView } from '@shared/budget'
import type { Failure } from '@shared/failure'
import { createId, type BatchId, type ChatId, type MessageId, type RunId } from '@shared/ids'
import { createParts } from '@shared/request'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { isTerminal, type Run, type RunDraft, type RunState } from '@shared/run'
import { listImages, type StoredImage } from '@shared/answer'
import { Profile } from '../../e2e/profile'
import { BLOB_TOKEN, BlobStandIn } from '../../e2e/stand-ins/blob'
import { OPENAI_KEY, OpenAiStandIn, type ImageAnswer } from '../../e2e/stand-ins/openai'
import { noisyPng, previewPng } from '../../e2e/stand-ins/images'
import { AskedRuns } from './asked-runs'
import { Chats } from './chats'
import type { Failpoint, Plan, Told } from './child/plan'
import { CoreProcess, Gone } from './core-process'
import { unsettled, violations, type Violation } from './oracle'

/** The chat of all answers. The page never uses it. */
const CHAT = createId<ChatId>()

type Choices = 'route' | 'failpoints' | 'deadlines' | 'automaticRetries' | 'limits' | 'ownPrices' | 'hurriesCountdowns'

export interface LaunchOptions extends Partial<Pick<Plan, Choices>> {
  readonly clockOffsetMs?: number
  readonly mostAnswerBytes?: number
  readonly profile?: string
  readonly reserveBytes?: number
  /** A service other than the stand-in. */
  readonly baseUrl?: string
  /** The address for reported costs of jobs. */
  readonly listUrl?: string
  /** A key other than the one that the stand-in accepts. */
  readonly key?: string
  readonly hasBlob?: boolean
  /** Whether the service has jobs that outlive a session. */
  readonly hasJobs?: boolean
  /** A program, with its arguments, that starts the core. */
  readonly under?: readonly string[]
}

export class World {
  /** Answers that were on disk when a session ended, complete or not. */
  readonly keptAnswers: Buffer[] = []
  readonly reports: string[] = []
  /** While false, nothing is recorded or acknowledged. */
  hasPage = true
  longestBlockMs = 0
  /** Why the profile wasn't opened at all. */
  refusedProfile: string | undefined
  readonly asked = new AskedRuns()
  readonly chats = new Chats()
  /** Runs that the core refused to start, and why. */
  readonly refusals = new Map<RunId, Failure>()
  #life: CoreProcess | undefined
  readonly #lives: CoreProcess[] = []
  /** What the page received: the newest snapshot of each run. */
  readonly #rows = new Map<RunId, Run>()
  readonly #done = new Map<RunId, Run>()
  /** What the core sent, whether or not there was a page to receive it. */
  readonly #told = new Map<RunId, Run>()
  /** The core's most recent report on each batch. */
  readonly batches = new Map<BatchId, BatchProgress>()
  readonly #watchers = new Set<() => void>()
  readonly #broken: Violation[] = []

  private constructor(
    readonly program: string,
    readonly openai: OpenAiStandIn,
    readonly blob: BlobStandIn,
    readonly profile: Profile,
  ) {}

  static async create(program: string): Promise<World> {
    return new World(program, await OpenAiStandIn.start(), await BlobStandIn.start(), await Profile.create())
  }

  /** Creates another world of the same kind. */
  another(): Promise<World> {
    return World.create(this.program)
  }

  readonly secrets = [OPENAI_KEY, BLOB_TOKEN]

  /** Starts the core and waits until it has settled the last session. */
  async launch(options: LaunchOptions = {}): Promise<readonly Run[]> {
    const life = this.begin(options)
    const { runs } = await life.ready
    this.#broken.push(...unsettled(runs, options.hasJobs ?? false))
    for (const run of runs) this.#see(run)
    // The page will never receive what it missed from these runs.
    for (const id of this.asked.ids()) if (!runs.some((run) => run.id === id)) this.#forgetPlaceholder(id)
    this.#notify()
    return runs
  }

  /** Starts the core, which may die before it's ready. */
  begin({
    under,
    baseUrl = this.openai.baseUrl,
    key = OPENAI_KEY,
    listUrl,
    hasBlob = true,
    hasJobs: _hasJobs,
    ...options
  }: LaunchOptions = {}): CoreProcess {
    const plan: Plan = {
      profile: this.profile.folder,
      openai: { baseUrl, key, ...(listUrl && { listUrl }) },
      blob: { apiUrl: this.blob.apiUrl, ...(hasBlob && { token: BLOB_TOKEN }) },
      automaticRetries: 0,
      failpoints: [],
      reserveBytes: 64 * 1024,
      clockOffsetMs: 0,
      ...options,
    }
    const life = new CoreProcess(this.program, plan, (told) => this.#hear(told), under)
    this.#life = life
    this.#lives.push(life)
    void life.ended.then(() => this.#notify())
    return life
  }

  get life(): CoreProcess {
    if (!this.#life) throw new Error('nothing was launched')
    return this.#life
  }

  /** Requests images as the page does, without waiting for the answer. */
  ask(options: Partial<ImageOptions> = {}, prompt?: string): RunId {
    const draft = aDraft(options, prompt)
    this.start(draft)
    return draft.id
  }

  start(draft: RunDraft): Promise<Run> {
    this.asked.add(draft)
    const started = this.life.ask<Run>({ ask: 'start', draft })
    started.then(
      (run) => {
        this.#see(run)
        this.#notify()
      },
      (error: unknown) => {
        if (error instanceof Gone) return
        this.asked.remove(draft.id)
        this.refusals.set(draft.id, error as Failure)
        this.#notify()
      },
    )
    return started
  }

  /** Starts a batch, each of whose prompts may be sent once. Doesn't wait for its images. */
  async startBatch(draft: BatchDraft): Promise<Batch> {
    for (const { text, options } of draft.cells) this.asked.add(aDraft(options, text))
    return this.life.ask<Batch>({ ask: 'start-batch', draft })
  }

  readBatch(id: BatchId): Promise<Batch | null> {
    return this.life.ask({ ask: 'read-batch', id })
  }

  /** Resolves when every cell of a batch has ended. */
  batchIsOver(id: BatchId): Promise<void> {
    return this.batchBecomes(id, isOver)
  }

  batchBecomes(id: BatchId, isIt: (progress: BatchProgress) => boolean): Promise<void> {
    return this.until(() => {
      const progress = this.batches.get(id)
      return progress !== undefined && isIt(progress)
    })
  }

  async stop(id: RunId): Promise<void> {
    this.asked.disturb(id)
    await this.life.ask({ ask: 'cancel', id })
  }

  /** Ends the session with SIGKILL, whatever it's doing, and remembers what was on disk. */
  async kill(): Promise<void> {
    await this.life.kill()
    await this.rememberEnd()
  }

  /** Call this after a session has ended on its own. */
  async rememberEnd(): Promise<void> {
    await this.life.ended
    for (const id of this.asked.ids()) if (!isSettled(this.#rows.get(id))) this.asked.disturb(id)
    this.keptAnswers.push(...(await this.spooled()))
  }

  /** Waits for the end caused by a failpoint. */
  async died(): Promise<void> {
    const { signal } = await this.life.ended
    if (signal !== 'SIGKILL') throw new Error(`it ended by itself: ${this.life.output}`)
    await this.rememberEnd()
  }

  async restart(options: LaunchOptions = {}): Promise<readonly Run[]> {
    if (!this.life.hasEnded) await this.kill()
    return this.launch(options)
  }

  /** The page's row. */
  row(id: RunId): Run {
    const run = this.#rows.get(id)
    if (!run) throw new Error(`nothing was ever told of ${id}`)
    return run
  }

  rows(): readonly Run[] {
    return [...this.#rows.values()]
  }

  getImages(id: RunId): readonly StoredImage[] {
    const { state } = this.row(id)
    return state.status === 'done' ? listImages(state.parts) : []
  }

  /** The newest snapshot of each run that was ever shown as done. */
  doneRuns(): readonly Run[] {
    return [...this.#done.values()]
  }

  /** Resolves once the page's row meets this condition. */
  async becomes<S extends RunState['status']>(
    id: RunId,
    status: S,
    more: (state: Extract<RunState, { status: S }>) => boolean = () => true,
  ): Promise<Extract<RunState, { status: S }>> {
    const isIt = (state: RunState | undefined): state is Extract<RunState, { status: S }> =>
      state?.status === status && more(state as Extract<RunState, { status: S }>)
    await this.until(() => isIt(this.#rows.get(id)?.state))
    const { state } = this.row(id)
    if (!isIt(state)) throw new Error(`it is ${state.status}`)
    return state
  }

  /** Resolves once the core has sent this about a run, whether or not there's a page. */
  async says(id: RunId, isIt: (state: RunState) => boolean): Promise<void> {
    await this.until(() => {
      const run = this.#told.get(id)
      return run !== undefined && isIt(run.state)
    })
  }

  /** Resolves when the run ends, however it ends. A refused run fails at once. */
  async ends(id: RunId): Promise<RunState> {
    await this.until(() => this.refusals.has(id) || isSettled(this.#rows.get(id)))
    const failure = this.refusals.get(id)
    return failure ? { status: 'failed', finishedAt: failure.at, failure, parts: [] } : this.row(id).state
  }

  /** Waits for a condition that the core's messages bring about. Rejects if the core dies first. */
  async until(isTrue: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const check = (): void => {
        if (isTrue()) resolve()
        else if (this.#life?.hasEnded) reject(new Gone(this.#life.output))
        else return
        this.#watchers.delete(check)
      }
      this.#watchers.add(check)
      check()
    })
  }

  /** The core's own list. */
  list(): Promise<readonly Run[]> {
    return this.life.ask({ ask: 'list' })
  }

  /** The core's totals. */
  budget(): Promise<BudgetView> {
    return this.life.ask({ ask: 'read-budget' })
  }

  /** Brings back the page, which requests what it missed. */
  async reload(): Promise<void> {
    this.hasPage = true
    for (const run of await this.list()) this.#see(run)
    this.#notify()
  }

  /** Resolves when nothing is left to do: no runs, countdowns or uploads, and main has forgotten all runs. */
  async rest(): Promise<void> {
    for (;;) {
      const runs = await this.list()
      if (runs.length === 0) return
      const before = this.#heard
      await this.until(() => this.#heard !== before)
    }
  }

  async violations(): Promise<Violation[]> {
    if (this.#life && !this.#life.hasEnded) {
      const block = await this.#life.ask<number>({ ask: 'longest-block' }).catch(() => 0)
      this.longestBlockMs = Math.max(this.longestBlockMs, block)
    }
    const returned = this.#life && !this.#life.hasEnded ? await this.chats.returned(this.#life) : []
    return [...this.#broken, ...returned, ...(await violations(this))]
  }

  /** Returns the answers on disk that haven't been decoded, or couldn't be. */
  async spooled(): Promise<Buffer[]> {
    const names = await readdir(this.profile.path('spool')).catch(() => [])
    return Promise.all(names.map((name) => readFile(this.profile.path('spool', name))))
  }

  /** Returns those among them that wait for disk space and report it. */
  async answersHeldUp(): Promise<Buffer[]> {
    const waiting = this.rows().filter(
      ({ state }) => state.status === 'failed' && failureKind(state.failure.code) === 'storage-failed',
    )
    const names = await readdir(this.profile.path('spool')).catch(() => [])
    const held = names.filter((name) => waiting.some(({ id }) => name.startsWith(id)))
    return Promise.all(held.map((name) => readFile(this.profile.path('spool', name))))
  }

  /** File names below a folder of the profile. */
  async files(...folder: string[]): Promise<string[]> {
    const entries = await readdir(this.profile.path(...folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    )
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  }

  /** Disconnects the service and the store: every connection is refused, or reset. */
  async dropNetwork(how: 'refuses' | 'resets'): Promise<void> {
    await Promise.all([this.openai.goAway(how), this.blob.goAway(how)])
  }

  async findNetwork(): Promise<void> {
    await Promise.all([this.openai.comeBack(), this.blob.comeBack()])
  }

  async ledgerLines(): Promise<string[]> {
    const text = await readFile(this.profile.path('ledger.log'), 'utf8').catch(() => '')
    return text.split('\n').filter(Boolean)
  }

  /** For a test that removes its disk before its end, after running the oracle itself. */
  forgetEverything(): void {
    this.#rows.clear()
    this.#done.clear()
    this.asked.clear()
    this.keptAnswers.length = 0
    this.openai.answers.length = 0
    this.openai.requests.length = 0
    this.blob.blobs.clear()
  }

  everythingSaid(): string {
    return [...this.#lives.map(({ output }) => output), ...this.reports, JSON.stringify(this.rows())].join('\n')
  }

  async end(): Promise<void> {
    for (const life of this.#lives) if (!life.hasEnded) await life.kill()
    await Promise.all([this.openai.stop(), this.blob.stop()])
    await this.profile.remove()
  }

  #heard = 0

  #hear(told: Told): void {
    if (told.tell === 'changed') this.#see(told.run)
    if (told.tell === 'batch') this.batches.set(told.progress.id, told.progress)
    if (told.tell === 'refused') this.refusedProfile = told.kind
    if (told.tell === 'report') this.reports.push(`${told.what}: ${told.error}`)
    this.#heard += 1
    this.#notify()
  }

  #see(run: Run): void {
    this.asked.hear(run)
    this.#told.set(run.id, run)
    if (!this.hasPage) return
    const known = this.#rows.get(run.id)
    if (!known || known.revision <= run.revision) {
      this.#rows.set(run.id, run)
      if (run.state.status === 'done') this.#done.set(run.id, run)
    }
    if (isTerminal(run.state)) {
      const { id, revision } = run
      void this.life.ask({ ask: 'acknowledge', id, revision }).then(
        () => {
          this.#heard += 1
          this.#notify()
        },
        () => undefined,
      )
    }
  }

  /** Turns a placeholder without a run into a failure, as the page does. */
  #forgetPlaceholder(id: RunId): void {
    const run = this.#rows.get(id)
    if (!run || isTerminal(run.state)) return
    this.#broken.push(`C: ${id} was begun and main knows nothing of it any more`)
  }

  #notify(): void {
    for (const check of this.#watchers) check()
  }
}

/** A small image with previews, different for every seed. */
export function anImage(seed = 1): Required<Pick<ImageAnswer, 'images' | 'previews'>> {
  const size = { width: 64, height: 64, seed }
  return { images: [noisyPng(size)], previews: [previewPng(0, size), previewPng(1, size)] }
}

/** A batch of the cheapest images, with distinct prompts. */
export function aBatch(
  cells: number,
  { model = 'openai:gpt-imagegen' }: { readonly model?: ModelId } = {},
): BatchDraft {
  const id = createId<BatchId>()
  const options = { ...DEFAULT_IMAGE_OPTIONS, previews: 0 }
  const text = (index: number): string => `a fruit, ${id}, ${index}`
  return {
    id,
    chatId: createId<ChatId>(),
    chatTitle: 'Batch: a fruit',
    template: 'a {fruit: apple, pear}',
    cells: Array.from({ length: cells }, (_, index) => ({ text: text(index), model, options })),
  }
}

export function images(...seeds: number[]): Buffer[] {
  return seeds.flatMap((seed) => anImage(seed).images)
}

export function aDraft(options: Partial<ImageOptions> = {}, prompt?: string, chatId = CHAT): RunDraft {
  const id = createId<MessageId>()
  const text = prompt ?? `a lighthouse, ${id}`
  return {
    id,
    place: { chatId, chatTitle: text, question: { id: createId<MessageId>(), parentId: null, text } },
    request: {
      kind: 'image',
      model: 'openai:gpt-imagegen',
      parts: createParts(text),
      options: { ...DEFAULT_IMAGE_OPTIONS, ...options },
    },
  }
}

export function killsBefore(call: string, path: string, nth = 1): Failpoint {
  return { call, path, nth, does: 'kill before' }
}

export function killsAfter(call: string, path: string, nth = 1): Failpoint {
  return { call, path, nth, does: 'kill after' }
}

function isSettled(run: Run | undefined): boolean {
  return run !== undefined && isTerminal(run.state)
}
