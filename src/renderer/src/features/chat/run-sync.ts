/**
 * Keeps the chat store and the database in step with main's runs. Each snapshot reaches the screen at once, the database
 * when it settles the answer, and main hears of it (`runs.acknowledge`) only after the commit. What a snapshot means for
 * what is known of its run is decided in `run-entry.ts`, what is known of all of them is in `run-table.ts`; `run-display.ts`
 * shows it, `record-runs.ts` writes it, `journal.ts` waits and retries.
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
  /** Takes in a snapshot; repeated and outdated ones change nothing. */
  applyRun(run: Run): void
  /** Notes what is asked, before main has said anything about it. It is written once main has taken it. */
  ask(exchange: Exchange): void
  /** Main has refused it with nothing recorded: takes question and answer back, as if they had not been asked. */
  withdraw(id: MessageId): void
  /** What main has not answered for yet, as it is by now. */
  getAsked(id: MessageId): Exchange | undefined
  /** Whether main has still to answer for anything in this chat. */
  isAsking(id: ChatId): boolean
  /** Settles an answer that main does not make (any more). A later snapshot of it still wins. */
  settle(id: MessageId, failure: Failure): void
  /** Asks main about an answer: applies what it says, or settles the answer as lost. */
  refresh(id: RunId): Promise<Run | null>
  /** Cancels what counts down in a chat that was deleted, and pauses its batch. What is being made is paid for, and goes on. */
  leaveChat(id: ChatId): Promise<void>
  /** The messages of a chat as rows have them, brought up to what is known of their runs. */
  overlay(chatId: ChatId, messages: Messages): Messages
  /** Settles every open row that no living run stands behind. */
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
    // The rows say that it is being made; how far it is, main knows.
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
    // A snapshot that has settled the answer may have come in while main was looking.
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
    // Asked after reading: a run that began in between is in the list, one that ended has settled its row.
    const runs = await client.request('runs.list')
    for (const run of runs) applyRun(run)
    const living = new Set(runs.map(({ id }) => id))
    for (const { id } of open) if (!living.has(id) && !isUnderWay(id)) settle(id, lost())
  }

  /** Started by this page, which may know more of it than main's list did. */
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
