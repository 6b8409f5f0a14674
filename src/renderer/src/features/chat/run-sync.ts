/**
 * Syncs the chat store and the database with main's runs. Each snapshot reaches the screen immediately and the database
 * when it settles the answer; main gets `runs.acknowledge` only after the commit. `run-entry.ts` decides what a
 * snapshot means for its run, `run-table.ts` contains all runs, `run-display.ts` shows them, `record-runs.ts` writes
 * them, and `journal.ts` queues and retries the writes.
 */
import type { Failure } from '@shared/failure'
import type { ChatId, MessageId, RunId } from '@shared/ids'
import { isTerminal, type Run } from '@shared/run'
import type { Data } from '@/data'
import type { Journal } from './journal'
import type { Exchange } from './mapping'
import { createRunRecorder, type RunRecorderParts } from './record-runs'
import { showRun, showSettled, showWithdrawn } from './run-display'
import { hearRun, loseRun } from './run-entry'
import { RunTable } from './run-table'
import type { Messages } from './tree'

export interface RunSyncParts extends RunRecorderParts {
  readonly journal: Journal
  readonly now: () => number
}

export interface RunSync {
  /** Applies a snapshot; repeated and outdated ones change nothing. */
  applyRun(run: Run): void
  /** Notes a request before main has answered it. It's written once main has accepted it. */
  ask(exchange: Exchange): void
  /** Main refused it without recording anything: removes question and answer as if they had never been sent. */
  withdraw(id: MessageId): void
  /** A request that main hasn't answered yet, in its current state. */
  getAsked(id: MessageId): Exchange | undefined
  /** Whether main still has to answer any request of this chat. */
  isAsking(id: ChatId): boolean
  /**
   * Settles an answer that isn't (or is no longer) in progress in main. A later snapshot of it still takes precedence.
   */
  settle(id: MessageId, failure: Failure): void
  /** Asks main about an answer: applies the snapshot, or settles the answer as lost. */
  refresh(id: RunId): Promise<Run | null>
  /** Cancels pending retries in a deleted chat and pauses its batch. Paid answers in progress continue. */
  leaveChat(id: ChatId): Promise<void>
  /** The messages of a chat from its rows, updated with what is known about their runs. */
  overlay(chatId: ChatId, messages: Messages): Messages
  /** Settles every open row without a living run. */
  settleLost(data: Data): Promise<void>
}

export function createRunSync(parts: RunSyncParts): RunSync {
  const { store, client, journal, now } = parts
  const table = new RunTable()
  const recorder = createRunRecorder(parts, table)

  function applyRun(run: Run): void {
    const entry = hearRun(table.get(run.id), run)
    if (entry?.stage !== 'known') return
    table.set(run.id, entry)
    store.setState((state) => showRun(state, run))
    // The rows already say that it's in progress; its progress is only in main.
    if (isTerminal(run.state) || !entry.hasRows) journal.write(`run:${run.id}`, (data) => recorder.record(data, run.id))
  }

  function withdraw(id: MessageId): void {
    const exchange = table.getAsked(id)
    if (!exchange) return
    table.withdraw(exchange)
    store.setState((state) => showWithdrawn(state, exchange))
  }

  function settle(id: MessageId, failure: Failure): void {
    table.set(id, loseRun(table.get(id), failure))
    store.setState((state) => showSettled(state, id, failure))
    journal.write(`settle:${id}`, (data) => recorder.recordSettled(data, id, failure))
  }

  async function leaveChat(chatId: ChatId): Promise<void> {
    const [runs, batches] = await Promise.all([client.request('runs.list'), client.request('batches.list')])
    for (const run of runs) if (run.place.chatId === chatId) recorder.cancelRetry(run)
    // Nothing more is made where it can't be seen.
    for (const { id, chatId: of } of batches)
      if (of === chatId) await client.request('batches.change', { id, wish: 'pause' })
  }

  async function refresh(id: RunId): Promise<Run | null> {
    const run = await client.request('runs.read', id)
    if (run) applyRun(run)
    // A snapshot that settled the answer may have arrived meanwhile.
    else if (!hasEnded(id)) settle(id, lost())
    return run
  }

  function hasEnded(id: RunId): boolean {
    const entry = table.get(id)
    if (entry?.stage === 'known') return isTerminal(entry.run.state)
    const message = store.getState().messages.get(id)
    return message?.role === 'assistant' && message.status !== 'streaming'
  }

  async function settleLost(data: Data): Promise<void> {
    const open = await data.messages.unsettled()
    if (open.length === 0) return
    // Requested after reading: a run that started in between is in the list, one that ended has settled its row.
    const runs = await client.request('runs.list')
    for (const run of runs) applyRun(run)
    const living = new Set(runs.map(({ id }) => id))
    for (const { id } of open) if (!living.has(id) && !isUnderWay(id)) settle(id, lost())
  }

  /** Whether this page started it and so may know more about it than main's list. */
  function isUnderWay(id: RunId): boolean {
    const stage = table.get(id)?.stage
    return stage === 'asked' || stage === 'known' || store.getState().running.has(id)
  }

  function lost(): Failure {
    return { code: 'run-lost', charge: 'unknown', at: now() }
  }

  return {
    applyRun,
    ask: (exchange) => table.set(exchange.answer.id, { stage: 'asked', asked: { exchange } }),
    withdraw,
    getAsked: (id) => table.getAsked(id),
    isAsking: (chatId) => table.isAsking(chatId),
    settle,
    refresh,
    leaveChat,
    overlay: (chatId, messages) => table.overlay(chatId, messages),
    settleLost,
  }
}
