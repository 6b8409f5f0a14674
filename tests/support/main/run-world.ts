/** Main's runs without Electron: real files, scripted adapters. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { FailureError, type FailureCode } from '@shared/failure'
import { createId, type ChatId, type MessageId, type ObjectHash, type RunId } from '@shared/ids'
import { createParts, type InputImage } from '@shared/request'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { Run, RunDraft, RunState } from '@shared/run'
import { listImages, type Upload } from '@shared/answer'
import { previewPng, soundPng } from '../../../e2e/stand-ins/images'
import type { Spending } from '@shared/spending'
import { createTokenUsage } from '@shared/usage'
import { ObjectStore } from '../../../src/main/objects/object-store'
import type { Adapter, AnswerEvent, Attempt } from '../../../src/main/services/adapter'
import { RunService } from '../../../src/main/runs/run-service'
import { RunStore } from '../../../src/main/runs/run-store'
import { Spool } from '../../../src/main/runs/spool'

/** Ends the calls that a test left waiting. */
export const endings: (() => void)[] = []
const started: RunService[] = []

// A call that never ends would keep the file of its answer open.
afterEach(async () => {
  for (const end of endings.splice(0)) end()
  await Promise.all(started.splice(0).map((runs) => runs.whenIdle()))
})

export const png = soundPng({ width: 64, height: 64 })
export const preview = previewPng(0, { width: 64, height: 64 })
export const usage = createTokenUsage({ textIn: 6, imageOut: 439 })!

export const imageEvent: AnswerEvent = { type: 'image', index: 0, bytes: png }
export const previewEvent: AnswerEvent = { type: 'preview', index: 0, bytes: preview }

/** Main without Electron: real files, a scripted provider. */
export class Main {
  readonly snapshots: Run[] = []
  readonly streamed: { offset: number; text: string }[] = []
  readonly ledger: Spending[] = []
  calls = 0
  hasRoom = true
  isFull = false
  automaticRetries = 0
  isEntered = true
  onReserve: () => void = () => undefined
  onAccept: () => void = () => undefined
  problem: FailureCode | undefined
  drawPng: (hash: ObjectHash) => Promise<Buffer> = () => Promise.reject(new Error('nothing draws here'))
  readonly released: RunId[] = []
  readonly held: RunId[] = []
  readonly queued: RunId[] = []
  readonly disk = {
    hasRoom: async () => this.hasRoom,
    ensureReserve: async () => true,
    withReserve: <T>(write: () => Promise<T>) => write(),
  }
  readonly objects: ObjectStore
  readonly runs: RunService
  readonly #watchers = new Set<() => void>()

  private constructor(
    readonly folder: string,
    adapter: Adapter,
    upload: Upload,
    now: number,
  ) {
    this.objects = new ObjectStore({ directory: join(folder, 'objects') })
    const previews = new ObjectStore({ directory: join(folder, 'previews') })
    this.runs = new RunService({
      store: new RunStore(join(folder, 'runs')),
      spool: new Spool(join(folder, 'spool')),
      objects: {
        put: (bytes, options) =>
          this.isFull
            ? Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
            : this.objects.put(bytes, options),
        read: (hash) => this.objects.read(hash),
      },
      drawPng: (hash) => this.drawPng(hash),
      previews: {
        put: (bytes, options) => previews.put(bytes, options),
        remove: (hash) => previews.remove(hash),
        read: async (hash) => {
          const found = await previews.find(hash)
          return found && readFile(found.path)
        },
      },
      findAdapter: async () => this.#counted(adapter),
      findProblem: () => this.problem,
      uploads: { initial: () => upload, enqueue: async (id) => void this.queued.push(id) },
      disk: this.disk,
      budget: {
        accept: () => this.onAccept(),
        reserve: () => this.onReserve(),
        hold: ({ id }) => void this.held.push(id),
        release: (id) => void this.released.push(id),
        record: async (entry) => void this.ledger.push(entry),
        isEntered: async () => this.isEntered,
      },
      automaticRetries: () => this.automaticRetries,
      ownPrices: () => ({ 'openai:gpt-6.1-terra': { textIn: 1.25, textOut: 10 } }),
      now: () => now,
      emit: (name, event) => {
        if (name === 'run.changed') this.snapshots.push(event as Run)
        else this.streamed.push(event as { offset: number; text: string })
        for (const check of this.#watchers) check()
      },
      report: () => undefined,
    })
  }

  static async start(
    folder: string,
    adapter: Adapter,
    upload: Upload = { state: 'local' },
    now = 1_000_000,
  ): Promise<Main> {
    const main = new Main(folder, adapter, upload, now)
    started.push(main.runs)
    await main.runs.settleAll()
    return main
  }

  async finished(draft: RunDraft): Promise<Run> {
    const { id } = await this.runs.start(draft)
    await this.until(id, ({ status }) => status !== 'queued' && status !== 'running')
    return this.runs.read(id)!
  }

  until(id: MessageId, reached: (state: RunState) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        const state = this.runs.read(id)?.state
        if (!state || !reached(state)) return
        this.#watchers.delete(check)
        resolve()
      }
      this.#watchers.add(check)
      check()
    })
  }

  recordFiles(): Promise<string[]> {
    return readdir(join(this.folder, 'runs'))
  }

  async storedBytes(run: Run): Promise<Buffer[]> {
    const images = run.state.status === 'done' ? listImages(run.state.parts) : []
    return Promise.all(images.map(async ({ hash }) => readFile((await this.objects.find(hash))!.path)))
  }

  #counted(adapter: Adapter): Adapter {
    return { ...adapter, answer: (request, attempt) => ((this.calls += 1), adapter.answer(request, attempt)) }
  }
}

export function images(...events: AnswerEvent[]): Adapter {
  return {
    async *answer(_request, attempt) {
      await begin(attempt)
      yield* events
    },
    async *decode() {
      yield* events
    },
  }
}

export function failing(...events: AnswerEvent[]): Adapter {
  return {
    async *answer(_request, attempt) {
      await begin(attempt)
      yield* events
      throw new FailureError({ code: 'connection-lost', charge: 'unknown', at: 0 })
    },
    // eslint-disable-next-line require-yield -- nothing was kept
    async *decode() {
      throw new Error('nothing was kept')
    },
  }
}

/** Refuses the first call with a wait time, and answers the second. */
export function busyOnce(retryAfterMs: number): Adapter {
  const adapter = images(imageEvent)
  let calls = 0
  return {
    ...adapter,
    answer: (request, attempt) => {
      calls += 1
      return calls > 1 ? adapter.answer(request, attempt) : refusing(retryAfterMs)
    },
  }
}

export async function* imagesLater(): AsyncGenerator<AnswerEvent> {
  yield imageEvent
}

// eslint-disable-next-line require-yield -- it is refused before there is anything to yield
export async function* refusing(retryAfterMs: number): AsyncGenerator<AnswerEvent> {
  throw new FailureError({ code: 'rate-limited', charge: 'none', at: 1_000_000, retryAfterMs })
}

export function deafProvider(): Adapter {
  return {
    async *answer(_request, attempt) {
      await begin(attempt)
      yield previewEvent
      await new Promise<void>((resolve) => endings.push(resolve))
    },
    async *decode() {
      yield* []
    },
  }
}

export function slowProvider(): { provider: Adapter; sent: Promise<void>; release: () => void } {
  let release!: () => void
  let hasSent!: () => void
  const sent = new Promise<void>((resolve) => (hasSent = resolve))
  const released = new Promise<void>((resolve) => (release = resolve))
  endings.push(release)
  const provider: Adapter = {
    async *answer(_request, attempt) {
      await begin(attempt)
      hasSent()
      await released
      yield imageEvent
    },
    async *decode() {
      yield* []
    },
  }
  return { provider, sent, release }
}

/** A service that stores its jobs: the call ends only with the app, and `resume` returns the answer after a restart. */
export function jobService(resume: NonNullable<Adapter['resume']>): Adapter {
  return {
    // eslint-disable-next-line require-yield -- the app ends before there is anything to yield
    async *answer(_request, attempt) {
      await attempt.willSend()
      attempt.hasAnswered({ status: 200 })
      await attempt.hasHandle({ id: 'job-1' })
      attempt.isQueuedBehind(2)
      await new Promise((_resolve, reject) => {
        attempt.signal.addEventListener('abort', () => reject(attempt.signal.reason as Error), { once: true })
      })
    },
    // eslint-disable-next-line require-yield -- nothing was kept
    async *decode() {
      throw new Error('nothing was kept')
    },
    resume,
  }
}

/** A service whose job continues after Stop, until `end` is called: with an image, or with this failure. */
export function stoppableJob(): { readonly adapter: Adapter; readonly end: (failure?: FailureError) => void } {
  let end: (failure?: FailureError) => void = () => undefined
  const ended = new Promise<FailureError | undefined>((resolve) => (end = resolve))
  const adapter: Adapter = {
    ...jobService(() => imagesLater()),
    async *answer(_request, attempt) {
      await attempt.willSend()
      attempt.hasAnswered({ status: 200 })
      await attempt.hasHandle({ id: 'job-1' })
      attempt.isQueuedBehind(2)
      const failure = await ended
      if (failure) throw failure
      yield imageEvent
    },
  }
  return { adapter, end: (failure) => end(failure) }
}

export function text(...parts: (string | AnswerEvent)[]): Adapter {
  return {
    async *answer() {
      yield* parts.map((part): AnswerEvent => (typeof part === 'string' ? { type: 'text', text: part } : part))
    },
    async *decode() {
      yield* []
    },
  }
}

export function brokenText(part: string): Adapter {
  return {
    async *answer() {
      yield { type: 'text', text: part } as const
      throw new FailureError({ code: 'connection-lost', charge: 'unknown', at: 0 })
    },
    async *decode() {
      yield* []
    },
  }
}

export async function begin(attempt: Attempt): Promise<void> {
  await attempt.willSend()
  attempt.hasAnswered({ status: 200 })
  await attempt.keep(Buffer.from('raw answer'))
}

export function anImageDraft(
  options: Partial<typeof DEFAULT_IMAGE_OPTIONS> = {},
  inputs: readonly InputImage[] = [],
): RunDraft {
  return {
    id: createId<MessageId>(),
    place: place(),
    request: {
      kind: 'image',
      model: 'openai:gpt-imagegen',
      parts: createParts('a lighthouse', inputs),
      options: { ...DEFAULT_IMAGE_OPTIONS, ...options },
    },
  }
}

export function aTextDraft(): RunDraft {
  return {
    id: createId<MessageId>(),
    place: place(),
    request: { kind: 'text', model: 'openai:gpt-6.1-terra', turns: [{ role: 'user', parts: createParts('Hi') }] },
  }
}

export function place(): RunDraft['place'] {
  return {
    chatId: createId<ChatId>(),
    chatTitle: 'A lighthouse',
    question: { id: createId<MessageId>(), parentId: null, text: 'a lighthouse' },
  }
}

/** Writes a record as a killed app leaves it. */
export async function leaveRecord(
  folder: string,
  phase: 'unsent' | 'sent' | 'answered',
  revision = 2,
): Promise<MessageId> {
  const draft = anImageDraft()
  const run: Run = { ...draft, revision, createdAt: 1, state: { status: 'running', startedAt: 2 } }
  await new RunStore(join(folder, 'runs')).save({ version: 2, run, phase, attempt: 1, acknowledged: 0 })
  return draft.id
}
