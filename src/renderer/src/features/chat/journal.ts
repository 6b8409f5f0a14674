/**
 * The one way from the chat store into the database. Memory comes first: a write waits here until the database is open,
 * and a write that fails (full disk, quota, database taken away) is tried again until it lands, so what is on screen
 * never depends on it. Every task must be idempotent.
 *
 * While the database doesn't work, a stand-in takes the writes (decision 25). A write has only landed there when main's
 * archive has it, and a stand-in is only left when main's archive has everything.
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
  /** `isBroken`: the database opens and yet fails again and again, so a stand-in is wanted. */
  readonly openData: (report: (problem: DataProblem) => void, isBroken: boolean) => Promise<Data>
  readonly schedule: Schedule
  /** Hears why the database is unusable, and undefined when it works (again). */
  readonly report: (problem: DataProblem | undefined) => void
  /** Called when the database is used again after a stand-in. It may have rows that the stand-in lacked. */
  readonly onReturned?: () => void
}

const FIRST_RETRY_MS = 1_000
/** A full disk stays full for long; once a minute is soon enough to notice that it is not. */
const LAST_RETRY_MS = 60_000
/** A database that opens and fails this often in a row is broken. */
const MAX_FAILURES = 3
/** Writes take milliseconds. One that takes longer counts as failed, so that it doesn't hold up the others forever. */
const PATIENCE_MS = 30_000
/** How long a database that fails may take to hand its last rows to the archive. */
const FAREWELL_MS = 2_000

export function createJournal({ openData, schedule, report, onReturned }: JournalParts): Journal {
  const waiting = new Map<string, WriteTask>()
  /** Those of them that have failed since the last retry; fresh writes do not wait for them. */
  const failed = new Set<WriteTask>()
  let opened: Promise<Data> | undefined
  let draining: Promise<void> | undefined
  let retryMs = FIRST_RETRY_MS
  /** Failures of the database in a row. */
  let failures = 0
  let isStandIn = false
  let isReturnDue = false
  let isReopenDue = false
  let isTrying = false
  /** Set while a retry is due. */
  let cancelRetry: (() => void) | undefined

  function data(): Promise<Data> {
    opened ??= openData((problem) => {
      // A database that was taken away is opened afresh by the next call.
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
    // What fails here, too, isn't the database's fault.
    if (failed.size > 0) failures = Number.NEGATIVE_INFINITY
    else report('archive')
  }

  /** Writes don't wait for the answer, which may take long. */
  async function tryReturn(): Promise<void> {
    if (isTrying) return
    isTrying = true
    const open = await opened?.catch(() => undefined)
    isReturnDue = (await open?.standIn?.worksAgain()) ?? false
    isTrying = false
    if (isReturnDue) drain()
  }

  /** Runs before the writes that wait, and no write runs meanwhile: what the archive has is everything. */
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

  /** A connection that the browser has given up (measured: on a full disk) never works again. */
  async function reopen(): Promise<void> {
    isReopenDue = false
    const open = await opened?.catch(() => undefined)
    if (open?.standIn) return
    opened = undefined
    failures += 1
    // Rows that the archive lacks would be missing in a stand-in.
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
