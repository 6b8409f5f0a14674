/**
 * The one way from the chat store into the database. Memory comes first: a write waits here until the database is open,
 * and a write that fails (full disk, quota, database taken away) is tried again until it lands, so what is on screen
 * never depends on it. Every task must be idempotent.
 */
import type { Data } from '@/data'
import { getDataProblem, type DataProblem } from '@/data/problem'
import type { Schedule } from './schedule'

export type WriteTask = (data: Data) => Promise<void>

export interface Journal {
  /** Queues a write. One that still waits under the same key is replaced by it. */
  write(key: string, task: WriteTask): void
  /** The open database. Rejects with a `DataError` while it cannot be opened; the next call tries again. */
  data(): Promise<Data>
  /** Resolves when each write has landed or waits for its next try. */
  settled(): Promise<void>
}

export interface JournalParts {
  readonly openData: (report: (problem: DataProblem) => void) => Promise<Data>
  readonly schedule: Schedule
  /** Hears why the database is unusable, and undefined when it works (again). */
  readonly report: (problem: DataProblem | undefined) => void
}

const FIRST_RETRY_MS = 1_000
/** A full disk stays full for long; once a minute is soon enough to notice that it is not. */
const LAST_RETRY_MS = 60_000

export function createJournal({ openData, schedule, report }: JournalParts): Journal {
  const waiting = new Map<string, WriteTask>()
  /** Those of them that have failed since the last retry; fresh writes do not wait for them. */
  const failed = new Set<WriteTask>()
  let opened: Promise<Data> | undefined
  let draining: Promise<void> | undefined
  let retryMs = FIRST_RETRY_MS
  /** Set while a retry is due. */
  let cancelRetry: (() => void) | undefined

  function data(): Promise<Data> {
    opened ??= openData((problem) => {
      // A database that was taken away is opened afresh by the next call.
      if (problem === 'replaced') opened = undefined
      report(problem)
    }).catch((error: unknown) => {
      opened = undefined
      report(getDataProblem(error))
      throw error
    })
    return opened
  }

  function write(key: string, task: WriteTask): void {
    waiting.set(key, task)
    drain()
  }

  function drain(): void {
    draining ??= drainAll().finally(() => {
      draining = undefined
      forgetReplaced()
      if (waiting.size > 0) retryLater()
    })
  }

  async function drainAll(): Promise<void> {
    const open = await data().catch(() => undefined)
    if (!open) return
    for (let next = nextTask(); next; next = nextTask()) {
      const [key, task] = next
      try {
        await task(open)
        if (waiting.get(key) === task) waiting.delete(key)
      } catch (error) {
        failed.add(task)
        report(getDataProblem(error))
      }
    }
    if (failed.size > 0) return
    retryMs = FIRST_RETRY_MS
    report(undefined)
  }

  function nextTask(): [string, WriteTask] | undefined {
    for (const entry of waiting) if (!failed.has(entry[1])) return entry
    return undefined
  }

  function forgetReplaced(): void {
    const tasks = new Set(waiting.values())
    for (const task of failed) if (!tasks.has(task)) failed.delete(task)
  }

  /** A connection that the browser has given up (measured: on a full disk) never works again. */
  function reopen(): void {
    opened?.then((open) => open.close()).catch(() => undefined)
    opened = undefined
  }

  function retryLater(): void {
    if (cancelRetry) return
    cancelRetry = schedule.after(retryMs, () => {
      cancelRetry = undefined
      if (failed.size > 0) reopen()
      failed.clear()
      drain()
    })
    retryMs = Math.min(LAST_RETRY_MS, retryMs * 2)
  }

  return {
    write,
    data,
    async settled() {
      while (draining) await draining
    },
  }
}
