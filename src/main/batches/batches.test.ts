import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect } from 'vitest'
import '@shared/services/provide'
import { countCells, isOver, type BatchDraft, type BatchNews, type BatchProgress } from '@shared/batch/batch'
import { FailureError, type Failure } from '@shared/failure'
import { createId, type BatchId, type ChatId, type MessageId, type RunId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { listInputs, readPrompt } from '@shared/request'
import type { Run, RunDraft, RunState } from '@shared/run'
import { anInputImage } from '../../../tests/support/input-image'
import { test } from '../../../tests/support/main/test-folder'
import { findLine } from '../runs/find-line'
import { BatchStore } from './batch-store'
import { Batches } from './batches'

const FLARE = 'openai:gpt-image-2.5-flare'
/** The limit of OpenAI's service. */
const AT_ONCE = 4

test('as many cells are in progress as the service takes calls, and each end makes room for one', async ({
  folder,
}) => {
  const main = await Main.open(folder)
  const { progress } = await main.batches.start(aBatch(6))
  expect(main.started).toEqual([0, 1, 2, 3])
  await main.end(1, done)
  expect(main.started).toEqual([0, 1, 2, 3, 4])
  for (const cell of [0, 2, 3, 4, 5]) await main.end(cell, done)
  expect(main.started).toEqual([0, 1, 2, 3, 4, 5])
  expect(countCells(main.progress)).toEqual({ total: 6, done: 6, failed: 0, stopped: 0, open: 0 })
  expect(main.rests).toMatchObject([{ kind: 'over', chatId: progress.chatId }])
})

test('services have lines of their own, and each question follows what was begun before it', async ({ folder }) => {
  const main = await Main.open(folder)
  const cells = [FLARE, FLARE, FLARE, FLARE, FLARE, 'demo:image'] as const
  await main.batches.start({ ...aBatch(0), cells: cells.map((model, index) => aCell(index, model)) })
  expect(main.started).toEqual([0, 1, 2, 3, 5])
  await main.end(0, done)
  const drafts = main.drafts.map(({ id, place }) => [place.question.parentId, id])
  expect(drafts.map(([parent]) => parent)).toEqual([null, ...drafts.slice(0, -1).map(([, id]) => id)])
})

test('the attached images go with each request, also after a restart', async ({ folder }) => {
  const main = await Main.open(folder)
  const inputs = [anInputImage()]
  await main.batches.start({ ...aBatch(6), inputs })
  const next = await main.reopen()
  await next.wish('resume')
  const drafts = [...main.drafts, ...next.drafts]
  expect(next.drafts).not.toHaveLength(0)
  for (const { place, request } of drafts) {
    expect(place.question.inputs).toEqual(inputs)
    expect(request.kind === 'image' && listInputs(request.parts)).toEqual(inputs)
  }
})

test('starting a batch again with its id starts nothing more', async ({ folder }) => {
  const main = await Main.open(folder)
  const draft = aBatch(2)
  await Promise.all([main.batches.start(draft), main.batches.start(draft)])
  await main.batches.start(draft)
  expect(main.started).toEqual([0, 1])
})

test('where the first cell is refused, the batch is refused and leaves nothing', async ({ folder }) => {
  const main = await Main.open(folder)
  main.refusal = capReached
  await expect(main.batches.start(aBatch(3))).rejects.toMatchObject({ failure: { code: 'cap-reached' } })
  expect(main.batches.list()).toEqual([])
  expect(await readdir(join(folder, 'batches'))).toEqual([])
})

describe('a batch that is paused', () => {
  test('starts nothing more until it is resumed; what is being made ends', async ({ folder }) => {
    const main = await Main.open(folder)
    await main.batches.start(aBatch(6))
    await main.wish('pause')
    await main.end(0, done)
    expect(main.started).toHaveLength(AT_ONCE)
    await main.wish('resume')
    expect(main.started).toEqual([0, 1, 2, 3, 4])
    // The user's own action needs no notification.
    expect(main.rests).toEqual([])
  })

  test('by a cap goes on with the cell that was refused', async ({ folder }) => {
    const main = await Main.open(folder)
    await main.batches.start(aBatch(6))
    main.refusal = capReached
    await main.end(0, done)
    expect(main.progress.state).toMatchObject({ status: 'paused', reason: { kind: 'stopped', failure: capReached } })
    expect(main.rests).toMatchObject([{ kind: 'paused', counts: { done: 1 } }])
    main.refusal = undefined
    await main.wish('resume')
    expect(main.started).toEqual([0, 1, 2, 3, 4])
  })

  test('by a refused key makes once more what it did not pay for', async ({ folder }) => {
    const main = await Main.open(folder)
    await main.batches.start(aBatch(2))
    await main.end(0, failed('key-rejected'))
    await main.end(1, failed('key-rejected'))
    expect(main.progress.state).toMatchObject({ status: 'paused', reason: { kind: 'stopped' } })
    await main.wish('resume')
    expect(main.started).toEqual([0, 1, 0, 1])
    expect(new Set(main.drafts.map(({ id }) => id)).size).toBe(4)
  })

  test('goes on by itself after a refused prompt, but not after three other failures in a row', async ({ folder }) => {
    const main = await Main.open(folder)
    await main.batches.start(aBatch(9))
    for (const cell of [0, 1, 2, 3]) await main.end(cell, failed('prompt-refused'))
    expect(main.progress.state.status).toBe('running')
    for (const cell of [4, 5]) await main.end(cell, failed('provider-down', 'unknown'))
    expect(main.progress.state.status).toBe('running')
    await main.end(6, failed('provider-down', 'unknown'))
    expect(main.progress.state).toMatchObject({ status: 'paused', reason: { kind: 'failing' } })
    await main.wish('resume')
    // Cells that may have been charged aren't retried without being asked.
    expect(main.started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  })
})

test('a cell that counts down to another try holds up its line', async ({ folder }) => {
  const main = await Main.open(folder)
  await main.batches.start(aBatch(6))
  await main.end(0, failed('rate-limited', 'none', { at: 9, attempt: 2, of: 3 }))
  await main.end(1, done)
  expect(main.started).toHaveLength(AT_ONCE)
  await main.change(0, { status: 'running', startedAt: 9 })
  expect(main.started).toHaveLength(AT_ONCE + 1)
})

describe('a batch that is canceled', () => {
  test('makes no more, and says so of each cell; what is being made ends or is stopped', async ({ folder }) => {
    const main = await Main.open(folder)
    await main.batches.start(aBatch(6))
    await main.wish('cancel')
    expect(countCells(main.progress)).toMatchObject({ stopped: 2, open: 4 })
    await main.end(0, done)
    expect(main.started).toHaveLength(AT_ONCE)
    await main.wish('stop')
    expect(main.cancelled).toEqual([1, 2, 3])
    expect(countCells(main.progress)).toMatchObject({ done: 1, stopped: 5, open: 0 })
  })

  test('makes one cell alone where that is wanted, and all of the rest when it is resumed', async ({ folder }) => {
    const main = await Main.open(folder)
    await main.batches.start(aBatch(8))
    await main.wish('cancel')
    await main.wish('stop')
    await main.retry(6)
    expect(main.started).toEqual([0, 1, 2, 3, 6])
    await main.end(6, done)
    expect(main.started).toHaveLength(5)
    expect(isOver(main.progress)).toBe(true)
    await main.wish('resume')
    // The first four stay stopped: the user stopped them.
    expect(main.started).toEqual([0, 1, 2, 3, 6, 4, 5, 7])
  })
})

describe('a cell that failed', () => {
  test('is made once more alone, as another answer to the same question, while the batch is paused', async ({
    folder,
  }) => {
    const main = await Main.open(folder)
    await main.batches.start(aBatch(6))
    await main.end(0, failed('provider-down', 'unknown'))
    await main.wish('pause')
    await main.retry(0)
    // Its service takes no more calls at a time.
    expect(main.started).toEqual([0, 1, 2, 3, 4])
    await main.end(1, done)
    expect(main.started).toEqual([0, 1, 2, 3, 4, 0])
    const [first, again] = main.drafts.filter(({ request }) => isCell(request, 0))
    expect(again?.place).toEqual(first?.place)
    expect(again?.id).not.toBe(first?.id)
    // Nothing to retry: one is still in progress, the other has its image.
    await main.end(2, done)
    await main.retry(0, 1)
    expect(main.started).toHaveLength(6)
  })

  test('waits again where a cap refuses its next attempt', async ({ folder }) => {
    const main = await Main.open(folder)
    await main.batches.start(aBatch(1))
    await main.end(0, failed('provider-down', 'unknown'))
    main.refusal = capReached
    await main.retry(0)
    expect(main.progress.state).toMatchObject({ status: 'paused', reason: { failure: capReached } })
    main.refusal = undefined
    await main.wish('resume')
    expect(main.started).toEqual([0, 0])
  })
})

test('an image that came after Stop counts as made', async ({ folder }) => {
  const main = await Main.open(folder)
  await main.batches.start(aBatch(1))
  const stopped = { status: 'cancelled', finishedAt: 1, charge: 'unknown', parts: [] } as const
  await main.end(0, stopped)
  expect(countCells(main.progress)).toMatchObject({ stopped: 1 })
  await main.end(0, done)
  expect(countCells(main.progress)).toMatchObject({ done: 1 })
})

test('after a restart a batch is paused, knows what has ended, and resumes what is left', async ({ folder }) => {
  const main = await Main.open(folder)
  await main.batches.start(aBatch(6))
  await main.end(0, done)
  await main.wish('pause')
  await main.wish('resume')
  // The results of the next start: one arrived, the others were cut off or not sent.
  main.set(1, done)
  main.set(2, failed('app-stopped', 'unknown'))
  main.set(3, failed('not-sent'))
  const next = await main.reopen()
  expect(next.progress.state).toEqual({ status: 'paused', reason: { kind: 'restart' } })
  expect(next.progress.cells.map(({ end }) => end?.status)).toEqual([
    'done',
    'done',
    'failed',
    'failed',
    'failed',
    undefined,
  ])
  await next.wish('resume')
  expect(next.started.toSorted()).toEqual([3, 4, 5])
})

test('nothing begins while Easel is ending', async ({ folder }) => {
  const main = await Main.open(folder)
  await main.batches.start(aBatch(6))
  main.isEnding = true
  await main.end(0, done)
  expect(main.started).toHaveLength(AT_ONCE)
  expect(main.batches.countWaiting()).toBe(2)
  main.isEnding = false
  await main.batches.feed()
  expect(main.started).toHaveLength(AT_ONCE + 1)
  main.batches.stop()
  await main.end(1, done)
  expect(main.started).toHaveLength(AT_ONCE + 1)
})

test('a batch whose chat is deleted for good leaves nothing, and starts nothing more', async ({ folder }) => {
  const main = await Main.open(folder)
  const { progress } = await main.batches.start(aBatch(6))
  await main.batches.drop([progress.chatId])
  await main.end(0, done)
  expect(main.started).toHaveLength(AT_ONCE)
  expect(main.batches.list()).toEqual([])
  expect(await readdir(join(folder, 'batches'))).toEqual([])
})

const opened: Main[] = []

// A write in progress would keep the folder from being deleted.
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ batches }) => batches.whenWritten()))
})

const done: RunState = { status: 'done', startedAt: 1, finishedAt: 2, parts: [], bill: {} }
const capReached: Failure = { code: 'cap-reached', charge: 'none', at: 1 }

function failed(code: Failure['code'], charge: Failure['charge'] = 'none', again?: Failure['again']): RunState {
  return { status: 'failed', finishedAt: 2, parts: [], failure: { code, charge, at: 1, ...(again && { again }) } }
}

function aCell(index: number, model: BatchDraft['cells'][number]['model'] = FLARE): BatchDraft['cells'][number] {
  return { text: `cell ${index}`, model, options: { ...DEFAULT_IMAGE_OPTIONS, previews: 0 }, confirmedCost: 10 }
}

function aBatch(count: number): BatchDraft {
  return {
    id: createId<BatchId>(),
    chatId: createId<ChatId>(),
    chatTitle: 'Batch: cells',
    template: 'cell {n: 0, 1}',
    cells: Array.from({ length: count }, (_, index) => aCell(index)),
  }
}

function isCell(request: RunDraft['request'], index: number): boolean {
  return request.kind === 'image' && readPrompt(request.parts) === `cell ${index}`
}

/** Batches with runs that end when the test says so. */
class Main {
  readonly drafts: RunDraft[] = []
  readonly rests: BatchNews[] = []
  readonly cancelled: number[] = []
  refusal: Failure | undefined
  isEnding = false
  readonly batches: Batches
  readonly #runs: Map<RunId, Run>

  private constructor(
    readonly folder: string,
    runs: Map<RunId, Run>,
  ) {
    this.#runs = runs
    this.batches = new Batches({
      store: new BatchStore(join(folder, 'batches')),
      runs: {
        start: async (draft) => {
          if (this.refusal) throw new FailureError(this.refusal)
          this.drafts.push(draft)
          const run: Run = { ...draft, revision: 1, createdAt: 1, state: { status: 'queued' } }
          runs.set(draft.id, run)
          return run
        },
        cancel: async (id) => {
          this.cancelled.push(this.#placeOf(id))
          this.#tell(id, { status: 'cancelled', finishedAt: 1, charge: 'none', parts: [] })
        },
        read: (id) => runs.get(id),
      },
      listSpending: () => [],
      wasSetAside: async () => false,
      findLine,
      mayStart: () => !this.isEnding,
      now: () => 1,
      createId: () => createId<MessageId>(),
      emit: () => undefined,
      onRest: (news) => void this.rests.push(news),
      report: (what, error) => {
        throw new Error(what, { cause: error })
      },
    })
  }

  static async open(folder: string, runs = new Map<RunId, Run>()): Promise<Main> {
    const main = new Main(folder, runs)
    opened.push(main)
    await main.batches.open()
    return main
  }

  /** Starts the next session, which has settled what was in progress. */
  reopen(): Promise<Main> {
    for (const run of this.#runs.values())
      if (run.state.status === 'queued') this.#runs.set(run.id, withState(run, failed('not-sent')))
    return Main.open(this.folder, this.#runs)
  }

  get progress(): BatchProgress {
    const [progress] = this.batches.list()
    if (!progress) throw new Error('there is no batch')
    return progress
  }

  /** Lists the cells that were started, by their numbers. */
  get started(): number[] {
    return this.drafts.map(({ id }) => this.#placeOf(id))
  }

  async wish(wish: 'pause' | 'resume' | 'cancel' | 'stop'): Promise<void> {
    await this.batches.change({ id: this.progress.id, wish })
  }

  async retry(...cells: number[]): Promise<void> {
    await this.batches.retry(this.progress.id, cells)
  }

  /** Ends the newest run of a cell. */
  end(cell: number, state: RunState): Promise<void> {
    return this.change(cell, state)
  }

  async change(cell: number, state: RunState): Promise<void> {
    this.#tell(this.#findRun(cell).id, state)
    await this.batches.feed()
  }

  /** Sets a run's state without notifying the batches. */
  set(cell: number, state: RunState): void {
    const run = this.#findRun(cell)
    this.#runs.set(run.id, withState(run, state))
  }

  #tell(id: RunId, state: RunState): void {
    const run = this.#runs.get(id)
    if (!run) throw new Error(`${id} was never started`)
    const next = withState(run, state)
    this.#runs.set(id, next)
    this.batches.runChanged(next)
  }

  #findRun(cell: number): Run {
    const run = [...this.#runs.values()].findLast(({ request }) => isCell(request, cell))
    if (!run) throw new Error(`cell ${cell} was never started`)
    return run
  }

  #placeOf(id: RunId): number {
    const request = this.#runs.get(id)?.request
    return Number(request?.kind === 'image' ? readPrompt(request.parts).split(' ')[1] : Number.NaN)
  }
}

function withState(run: Run, state: RunState): Run {
  return { ...run, revision: run.revision + 1, state }
}
