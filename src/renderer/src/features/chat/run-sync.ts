/**
 * Keeps the chat store and the database in step with main's runs. Each snapshot reaches the screen at once, the database
 * when it settles the answer, and main hears of it (`runs.acknowledge`) only after the commit. Which rows a snapshot
 * means is decided in `apply-run.ts`, waiting and retrying in `journal.ts`.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { Failure } from '@shared/failure'
import type { ChatId, MessageId, RunId } from '@shared/ids'
import { isTerminal, type Run } from '@shared/run'
import type { Client } from '@/bridge/client'
import type { Data } from '@/data'
import type { ChatChanges } from '@/data/chat-repository'
import type { AssistantMessageRow, ChatNews, ChatRow } from '@/data/rows'
import { answerOf, chatOf, questionOf, withFailure, withRun } from './apply-run'
import { addChat, changeChat } from './chat-list'
import type { Journal } from './journal'
import { toAnswerRow, toChat, toExchangeRows, toMessage, type Exchange } from './mapping'
import type { Chat, ChatState } from './model'
import { withMessages, type Messages } from './tree'

export interface RunSyncParts {
  readonly store: StoreApi<ChatState>
  readonly client: Client
  readonly journal: Journal
  readonly now: () => number
  /** Deleted by the user in this window, whether the tombstone is written yet or not. */
  readonly isDeleted: (id: ChatId) => boolean
  /** The user is looking at this chat now. */
  readonly isWatched: (id: ChatId) => boolean
}

export interface RunSync {
  /** Takes in a snapshot; repeated and outdated ones change nothing. */
  applyRun(run: Run): void
  /** Writes down what was asked, before main has said anything about it. */
  ask(exchange: Exchange, changes: ChatChanges): void
  /** Main has answered for it, so its text is no draft anymore, however late it is written down. */
  confirm(id: MessageId): void
  /** Settles an answer that main does not make (any more). A later snapshot of it still wins. */
  settle(id: MessageId, failure: Failure): void
  /** Asks main about an answer: applies what it says, or settles the answer as lost. */
  refresh(id: RunId): Promise<Run | null>
  /** Calls off what counts down in a chat that was deleted. What is being made is paid for, and goes on. */
  leaveChat(id: ChatId): Promise<void>
  /** The messages of a chat as rows have them, brought up to what is known of their runs. */
  overlay(chatId: ChatId, messages: Messages): Messages
  /** Settles every open row that no living run stands behind. */
  settleLost(data: Data): Promise<void>
}

interface Asked {
  readonly exchange: Exchange
  readonly changes: ChatChanges
}

export function createRunSync({ store, client, journal, now, isDeleted, isWatched }: RunSyncParts): RunSync {
  /** Newest snapshots of runs that are still going, or are settled but not written down yet. */
  const held = new Map<RunId, Run>()
  const revisions = new Map<RunId, number>()
  /** What was asked and is not written down yet. */
  const asked = new Map<MessageId, Asked>()
  /** Those of them that main has answered for. */
  const confirmed = new Set<MessageId>()
  /** Runs whose rows exist or are about to: their running snapshots need not be written. */
  const withRows = new Set<RunId>()

  function applyRun(run: Run): void {
    const seen = revisions.get(run.id) ?? -1
    if (run.revision < seen || (run.revision === seen && held.has(run.id))) return
    revisions.set(run.id, run.revision)
    held.set(run.id, run)
    show(run)
    if (isTerminal(run.state) || !withRows.has(run.id)) journal.write(`run:${run.id}`, (data) => record(data, run))
  }

  function show(run: Run): void {
    store.setState((state) => {
      const running = withRunning(state.running, run)
      const message = state.messages.get(run.id)
      if (message?.role !== 'assistant') return { running }
      const next = withRun(message, run)
      return next === message ? { running } : { running, messages: withMessages(state.messages, [next]) }
    })
  }

  async function record(data: Data, run: Run): Promise<void> {
    const exchange = { chat: chatOf(run), question: questionOf(run), answer: answerOf(run) }
    const news = isWatched(run.place.chatId) ? undefined : newsOf(run)
    const { chat: row } = await data.exchanges.record(toExchangeRows(exchange), undefined, news)
    const chat = withRows.has(run.id) ? row : await withoutSentDraft(data, row, run)
    withRows.add(run.id)
    if (chat.deletedAt === undefined && !isDeleted(chat.id)) reveal(toChat(chat), exchange, run)
    else callOff(run)
    if (!isTerminal(run.state)) return
    if (held.get(run.id) === run) held.delete(run.id)
    // Main forgets a run that was acknowledged, so the rows have to be in both copies by then. It lists what was not at
    // the next start: a failure here costs one repetition.
    const { id, revision } = run
    data
      .archived()
      .then(() => client.request('runs.acknowledge', { id, revision }))
      .catch(() => undefined)
  }

  /** In a deleted chat nobody sees it count down, nor could stop it: nothing more is sent from there. */
  function callOff({ id, state }: Run): void {
    if (state.status === 'failed' && state.failure.again) client.request('runs.cancel', id).catch(() => undefined)
  }

  async function leaveChat(chatId: ChatId): Promise<void> {
    const runs = await client.request('runs.list')
    for (const run of runs) if (run.place.chatId === chatId) callOff(run)
  }

  /** An earlier page went away before main had answered it: what stands as a draft was sent. */
  async function withoutSentDraft(data: Data, row: ChatRow, { place }: Run): Promise<ChatRow> {
    const { text } = place.question
    if (row.draft !== text) return row
    const changes = { draft: undefined }
    await data.chats.patch(row, changes)
    const known = store.getState().chats.find(({ id }) => id === row.id)
    if (known?.draft === text) store.setState(({ chats }) => ({ chats: changeChat(chats, row.id, changes) }))
    return { ...row, ...changes }
  }

  /** Shows what another window, or an earlier life of this one, has asked for. */
  function reveal(chat: Chat, { question }: Exchange, run: Run): void {
    store.setState((state) => {
      const known = state.chats.find(({ id }) => id === chat.id)
      const chats = known ? withNews(state.chats, known, chat) : addChat(state.chats, chat)
      if (state.openChatId !== chat.id || state.messages.has(run.id)) return { chats }
      const answer = answerOf(held.get(run.id) ?? run)
      const missing = state.messages.has(question.id) ? [answer] : [question, answer]
      return { chats, messages: withMessages(state.messages, missing) }
    })
  }

  function ask(exchange: Exchange, changes: ChatChanges): void {
    const { id } = exchange.answer
    asked.set(id, { exchange, changes })
    withRows.add(id)
    journal.write(`ask:${id}`, (data) => recordAsked(data, id))
  }

  function confirm(id: MessageId): void {
    if (asked.has(id)) confirmed.add(id)
  }

  /** Reads what was asked when its turn comes: it may have failed since. */
  async function recordAsked(data: Data, id: MessageId): Promise<void> {
    const current = asked.get(id)
    if (!current) return
    const { exchange, changes } = confirmed.has(id) ? withoutDraft(current) : current
    await data.exchanges.record(toExchangeRows(exchange), changes)
    if (asked.get(id) !== current) return
    asked.delete(id)
    confirmed.delete(id)
  }

  function settle(id: MessageId, failure: Failure): void {
    held.delete(id)
    withRows.delete(id)
    const waiting = asked.get(id)
    if (waiting) {
      const answer = withFailure(waiting.exchange.answer, failure)
      asked.set(id, { ...waiting, exchange: { ...waiting.exchange, answer } })
    }
    store.setState((state) => {
      const running = without(state.running, id)
      const message = state.messages.get(id)
      if (message?.role !== 'assistant' || message.status !== 'streaming') return { running }
      return { running, messages: withMessages(state.messages, [withFailure(message, failure)]) }
    })
    journal.write(`settle:${id}`, (data) => recordSettled(data, id, failure))
  }

  async function recordSettled(data: Data, id: MessageId, failure: Failure): Promise<void> {
    if (asked.has(id)) return recordAsked(data, id)
    await data.messages.settle(id, (row) => {
      const message = toMessage({ row, attachments: [] })
      return message.role === 'assistant' ? toAnswerRow(withFailure(message, failure)) : row
    })
  }

  async function refresh(id: RunId): Promise<Run | null> {
    const run = await client.request('runs.read', id)
    if (run) applyRun(run)
    // A snapshot that has settled the answer may have come in while main was looking.
    else if (!hasEnded(id)) settle(id, lost())
    return run
  }

  function hasEnded(id: RunId): boolean {
    const run = held.get(id)
    if (run) return isTerminal(run.state)
    const message = store.getState().messages.get(id)
    return message?.role === 'assistant' && message.status !== 'streaming'
  }

  function overlay(chatId: ChatId, messages: Messages): Messages {
    const next = new Map(messages)
    for (const { exchange } of asked.values())
      if (exchange.chat.id === chatId)
        for (const message of [exchange.question, exchange.answer])
          if (!next.has(message.id)) next.set(message.id, message)
    for (const run of held.values()) {
      if (run.place.chatId !== chatId) continue
      const message = next.get(run.id)
      if (!next.has(run.place.question.id)) next.set(run.place.question.id, questionOf(run))
      next.set(run.id, message?.role === 'assistant' ? withRun(message, run) : answerOf(run))
    }
    return next
  }

  async function settleLost(data: Data): Promise<void> {
    const open = await data.messages.unsettled()
    if (open.length === 0) return
    // Asked after reading: a run that began in between is in the list, one that ended has settled its row.
    const runs = await client.request('runs.list')
    for (const run of runs) applyRun(run)
    const living = new Set(runs.map(({ id }) => id))
    for (const row of open) {
      if (living.has(row.id) || isUnderWay(row.id)) continue
      settle(row.id, (await neverReached(data, row)) ? { ...lost(), code: 'not-sent', charge: 'none' } : lost())
    }
  }

  /** Its prompt is a draft still: main, which records a run before anything leaves, never answered for it. */
  async function neverReached(data: Data, { chatId, parentId }: AssistantMessageRow): Promise<boolean> {
    const [chat, question] = await Promise.all([data.chats.find(chatId), data.messages.find(parentId)])
    return question?.role === 'user' && chat?.draft === question.text
  }

  /** Started by this page, which may know more of it than main's list did. */
  function isUnderWay(id: RunId): boolean {
    return held.has(id) || store.getState().running.has(id)
  }

  function lost(): Failure {
    return { code: 'run-lost', charge: 'unknown', at: now() }
  }

  return { applyRun, ask, confirm, settle, refresh, leaveChat, overlay, settleLost }
}

/** Stopping is the user's own doing, and what is tried again by itself has not ended. */
function newsOf({ state }: Run): ChatNews | undefined {
  if (state.status === 'done') return 'unread'
  return state.status === 'failed' && !state.failure.again ? 'failed' : undefined
}

function withNews(chats: readonly Chat[], known: Chat, { news }: Chat): readonly Chat[] {
  return news === undefined || known.news === news ? chats : changeChat(chats, known.id, { news })
}

function withoutDraft({ exchange, changes }: Asked): Asked {
  if (!('draft' in changes)) return { exchange, changes }
  return {
    exchange: { ...exchange, chat: { ...exchange.chat, draft: undefined } },
    changes: { ...changes, draft: undefined },
  }
}

function withRunning(running: ChatState['running'], run: Run): ChatState['running'] {
  if (isTerminal(run.state)) return without(running, run.id)
  return running.has(run.id) ? running : new Map(running).set(run.id, run.place.chatId)
}

/** The same map where nothing has to go, so that nobody re-renders. */
function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map
  const next = new Map(map)
  next.delete(key)
  return next
}
