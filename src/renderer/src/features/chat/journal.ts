/**
 * The chat store's only path into the database. Memory comes first: a write is queued until the database is open, and a
 * failed write (full disk, quota, database gone) is retried until it succeeds, so that what is on screen never depends
 * on it. Every task must be idempotent.
 *
 * While the database doesn't work, a stand-in takes the writes (decision 25). A write to it only counts once main's
 * archive has it, and the journal only leaves a stand-in when main's archive has everything.
 */
import type { Data } from '@/data'
import { getDataProblem, type DataProblem } from '@/data/problem'
import type { Schedule } from './schedule'

export type WriteTask = (data: Data) => Promise<void>

export interface Journal {
  /** Queues a write. It replaces one that is still queued under the same key. */
  write(key: string, task: WriteTask): void
  /** The open database. Rejects with a `DataError` if it can't be opened; the next call tries again. */
  data(): Promise<Data>
  /** Resolves when every write is stored or waiting for its next retry. */
  settled(): Promise<void>
}

export interface JournalParts {
  /** `isBroken`: the database opens but keeps failing, so a stand-in is wanted. */
  readonly openData: (report: (problem: DataProblem) => void, isBroken: boolean) => Promise<Data>
  readonly schedule: Schedule
  /** Called with the reason why the database is unusable, and with undefined when it works (again). */
  readonly report: (problem: DataProblem | undefined) => void
  /** Called when the database is used again after a stand-in. It may have rows that the stand-in lacked. */
  readonly onReturned?: () => void
}

const FIRST_RETRY_MS = 1_000
/** A full disk stays full for a while; checking once a minute is enough. */
const LAST_RETRY_MS = 60_000
/** A database that opens but fails this often in a row is broken. */
const MAX_FAILURES = 3
/** Writes take milliseconds. A longer one counts as failed, so that it doesn't block the others forever. */
const PATIENCE_MS = 30_000
/** The time that a failing database gets to pass its last rows to the archive. */
const FAREWELL_MS = 2_000

export function createJournal({ openData, schedule, report, onReturned }: JournalParts): Journal {
  const waiting = new Map<string, WriteTask>()
  /** Writes that have failed since the last retry; new writes don't wait for them. */
  const failed = new Set<WriteTask>()
  let opened: Promise<Data> | undefined
  let draining: Promise<void> | undefined
  let retryMs = FIRST_RETRY_MS
  /** Consecutive failures of the database. */
  let failures = 0
  let isStandIn = false
  let isReturnDue = false
  let isReopenDue = false
  let isTrying = false
  /** Set while a retry is scheduled. */
  let cancelRetry: (() => void) | undefined

  function data(): Promise<Data> {
    opened ??= openData((problem) => {
      // A database that was taken away is reopened by the next call.
      if (problem === 'replaced') opened = undefined
      report(problem)
    }, failures >= MAX_FAILURES).then(
      (open) => {
        isStandIn = open.standIn !== undefined
        if (isStandIn) {
          report('archive')
          retryLater()
        }
        return open
      },
      (error: unknown) => {
        opened = undefined
        report(getDataProblem(error))
        throw error
      },
    )
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
      if (isReturnDue) drain()
      else if (waiting.size > 0 || isStandIn) retryLater()
    })
  }

  async function drainAll(): Promise<void> {
    if (isReopenDue) await reopen()
    if (isReturnDue) await returnFromStandIn()
    const open = await data().catch(() => undefined)
    if (!open) return
    for (let next = nextTask(); next; next = nextTask()) {
      const [key, task] = next
      try {
        await withPatience(task(open), PATIENCE_MS)
        if (waiting.get(key) === task) waiting.delete(key)
      } catch (error) {
        failed.add(task)
        report(getDataProblem(error))
      }
    }
    if (open.standIn) return noteStandIn(open)
    if (failed.size > 0) return
    failures = 0
    retryMs = FIRST_RETRY_MS
    report(undefined)
  }

  async function noteStandIn(open: Data): Promise<void> {
    try {
      await open.archived()
    } catch {
      return report('unavailable')
    }
    // A write that also fails here isn't the database's fault.
    if (failed.size > 0) failures = Number.NEGATIVE_INFINITY
    else report('archive')
  }

  /** Writes don't wait for the result, which may take long. */
  async function tryReturn(): Promise<void> {
    if (isTrying) return
    isTrying = true
    const open = await opened?.catch(() => undefined)
    isReturnDue = (await open?.standIn?.worksAgain()) ?? false
    isTrying = false
    if (isReturnDue) drain()
  }

  /** Runs before the queued writes, with no write in progress, so that the archive has everything. */
  async function returnFromStandIn(): Promise<void> {
    isReturnDue = false
    const open = await opened?.catch(() => undefined)
    const isArchived = await open?.archived().then(
      () => true,
      () => false,
    )
    if (!open?.standIn || !isArchived) return
    open.close()
    opened = undefined
    isStandIn = false
    failures = 0
    onReturned?.()
  }

  function nextTask(): [string, WriteTask] | undefined {
    for (const entry of waiting) if (!failed.has(entry[1])) return entry
    return undefined
  }

  function forgetReplaced(): void {
    const tasks = new Set(waiting.values())
    for (const task of failed) if (!tasks.has(task)) failed.delete(task)
  }

  /** A connection that the browser has closed (measured: on a full disk) never works again. */
  async function reopen(): Promise<void> {
    isReopenDue = false
    const open = await opened?.catch(() => undefined)
    if (open?.standIn) return
    opened = undefined
    failures += 1
    // Rows missing in the archive would also be missing in a stand-in.
    if (open && failures >= MAX_FAILURES) await withPatience(open.archived(), FAREWELL_MS).catch(() => undefined)
    open?.close()
  }

  function withPatience<T>(work: Promise<T>, ms: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = schedule.after(ms, () => reject(new DOMException('the database does not answer', 'TimeoutError')))
      work.finally(cancel).then(resolve, reject)
    })
  }

  function retryLater(): void {
    if (cancelRetry) return
    cancelRetry = schedule.after(retryMs, () => {
      cancelRetry = undefined
      if (isStandIn) void tryReturn()
      else if (failed.size > 0) isReopenDue = true
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
