/**
 * Keeps the chat store and the database in step with main's runs. Each snapshot reaches the screen at once, the database
 * when it settles the answer, and main hears of it (`runs.acknowledge`) only after the commit. What a snapshot means for
 * what is known of its run is decided in `run-entry.ts`, waiting and retrying in `journal.ts`.
 */
import type { StoreApi } from 'zustand/vanilla'
import type { Failure } from '@shared/failure'
import type { ChatId, MessageId, RunId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import { isTerminal, type Run } from '@shared/run'
import type { Client } from '@/bridge/client'
import type { Data } from '@/data'
import type { ChatChanges } from '@/data/chat-repository'
import type { ChatNews, ChatRow } from '@/data/rows'
import { withFailure, withRun } from './apply-run'
import { addChat, changeChat } from './chat-list'
import type { Journal } from './journal'
import { toAnswerRow, toChat, toExchangeRows, toMessage, type Exchange } from './mapping'
import type { Chat, ChatState } from './model'
import { getExchange, hearRun, loseRun, recordRun, type RunEntry } from './run-entry'
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
  /** A run that an earlier page has asked for: what is still kept as an unsent draft was sent. */
  readonly forgetSentDraft: (id: ChatId, text: string, images: readonly InputImage[]) => void
}

export interface RunSync {
  /** Takes in a snapshot; repeated and outdated ones change nothing. */
  applyRun(run: Run): void
  /** Notes what is asked, before main has said anything about it. It is written once main has taken it. */
  ask(exchange: Exchange, changes: ChatChanges): void
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
  /** Cancels what counts down in a chat that was deleted. What is being made is paid for, and goes on. */
  leaveChat(id: ChatId): Promise<void>
  /** The messages of a chat as rows have them, brought up to what is known of their runs. */
  overlay(chatId: ChatId, messages: Messages): Messages
  /** Settles every open row that no living run stands behind. */
  settleLost(data: Data): Promise<void>
}

export function createRunSync(parts: RunSyncParts): RunSync {
  const { store, client, journal, now, isDeleted, isWatched } = parts
  const entries = new Map<RunId, RunEntry>()

  function applyRun(run: Run): void {
    const entry = hearRun(entries.get(run.id), run)
    if (entry?.stage !== 'known') return
    entries.set(run.id, entry)
    show(run)
    // The rows say that it is being made; how far it is, main knows.
    if (isTerminal(run.state) || !entry.hasRows) journal.write(`run:${run.id}`, (data) => record(data, run.id))
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

  /** Writes what is known when its turn comes: more may have been heard since. */
  async function record(data: Data, id: RunId): Promise<void> {
    const entry = entries.get(id)
    const exchange = entry && getExchange(entry)
    if (entry?.stage !== 'known' || !exchange) return
    const { run, asked } = entry
    const chatId = exchange.chat.id
    const news = isWatched(chatId) ? undefined : getNews(run)
    // With the question in the rows, its text is no draft any more; what was typed since is one.
    const changes = asked && { ...asked.changes, draft: findChat(chatId)?.draft }
    const { chat: row } = await data.exchanges.record(toExchangeRows(exchange), changes, news)
    const chat = asked || entry.hasRows ? row : await withoutSentDraft(data, row, run)
    const next = recordRun(entries.get(id), run, asked)
    if (next) entries.set(id, next)
    if (chat.deletedAt === undefined && !isDeleted(chat.id)) reveal(toChat(chat), exchange, run)
    else cancelRetry(run)
    if (isTerminal(run.state)) acknowledge(data, run)
  }

  /**
   * Main forgets a run that was acknowledged, so the rows have to be in both copies by then. It lists what was not at the
   * next start: a failure here costs one repetition.
   */
  function acknowledge(data: Data, { id, revision }: Run): void {
    data
      .archived()
      .then(() => client.request('runs.acknowledge', { id, revision }))
      .catch(() => undefined)
  }

  /** A countdown in a deleted chat could neither be seen nor canceled, so it ends: nothing more is sent from there. */
  function cancelRetry({ id, state }: Run): void {
    if (state.status === 'failed' && state.failure.again) client.request('runs.cancel', id).catch(() => undefined)
  }

  async function leaveChat(chatId: ChatId): Promise<void> {
    const runs = await client.request('runs.list')
    for (const run of runs) if (run.place.chatId === chatId) cancelRetry(run)
  }

  /** An earlier page went away before it had written what main had taken: what is kept as a draft was sent. */
  async function withoutSentDraft(data: Data, row: ChatRow, { place }: Run): Promise<ChatRow> {
    const { text, inputs = [] } = place.question
    parts.forgetSentDraft(row.id, text, inputs)
    if (row.draft !== text) return row
    const changes = { draft: undefined }
    await data.chats.patch(row, changes)
    if (findChat(row.id)?.draft === text) store.setState(({ chats }) => ({ chats: changeChat(chats, row.id, changes) }))
    return { ...row, ...changes }
  }

  /** Shows what another window, or an earlier life of this one, has asked for. */
  function reveal(chat: Chat, { question, answer }: Exchange, run: Run): void {
    store.setState((state) => {
      const known = state.chats.find(({ id }) => id === chat.id)
      const chats = known ? withNews(state.chats, known, chat) : addChat(state.chats, chat)
      if (state.openChatId !== chat.id || state.messages.has(run.id)) return { chats }
      const entry = entries.get(run.id)
      const newest = (entry && getExchange(entry)?.answer) ?? answer
      const missing = state.messages.has(question.id) ? [newest] : [question, newest]
      return { chats, messages: withMessages(state.messages, missing) }
    })
  }

  function ask(exchange: Exchange, changes: ChatChanges): void {
    entries.set(exchange.answer.id, { stage: 'asked', asked: { exchange, changes } })
  }

  function getAsked(id: MessageId): Exchange | undefined {
    const entry = entries.get(id)
    return entry?.stage === 'asked' ? entry.asked.exchange : undefined
  }

  function isAsking(chatId: ChatId): boolean {
    return [...entries.values()].some((entry) => entry.stage === 'asked' && entry.asked.exchange.chat.id === chatId)
  }

  function withdraw(id: MessageId): void {
    const exchange = getAsked(id)
    if (!exchange) return
    entries.delete(id)
    const { question } = exchange
    // What was asked after it follows what it had followed.
    for (const [other, entry] of entries) {
      if (entry.stage !== 'asked' || entry.asked.exchange.question.parentId !== id) continue
      const moved = { ...entry.asked.exchange.question, parentId: question.parentId }
      entries.set(other, {
        ...entry,
        asked: { ...entry.asked, exchange: { ...entry.asked.exchange, question: moved } },
      })
    }
    store.setState((state) => {
      const messages = new Map(state.messages)
      messages.delete(id)
      const isShared = [...messages.values()].some(({ parentId }) => parentId === question.id)
      if (!isShared) messages.delete(question.id)
      for (const message of messages.values())
        if (message.role === 'user' && message.parentId === id)
          messages.set(message.id, { ...message, parentId: question.parentId })
      return { running: without(state.running, id), messages }
    })
  }

  function settle(id: MessageId, failure: Failure): void {
    const entry = loseRun(entries.get(id), failure)
    entries.set(id, entry)
    store.setState((state) => {
      const running = without(state.running, id)
      const message = state.messages.get(id)
      if (message?.role !== 'assistant' || message.status !== 'streaming') return { running }
      return { running, messages: withMessages(state.messages, [withFailure(message, failure)]) }
    })
    journal.write(`settle:${id}`, (data) => recordSettled(data, id, failure))
  }

  async function recordSettled(data: Data, id: MessageId, failure: Failure): Promise<void> {
    const entry = entries.get(id)
    if (entry?.stage !== 'lost') return
    const exchange = getExchange(entry)
    if (exchange) {
      await data.exchanges.record(toExchangeRows(exchange), entry.asked?.changes)
      if (entries.get(id) === entry) entries.set(id, { ...entry, asked: undefined })
      return
    }
    const row = await data.messages.settle(id, (open) => {
      const message = toMessage({ row: open, images: [] })
      return message.role === 'assistant' ? toAnswerRow(withFailure(message, failure)) : open
    })
    if (row && !isWatched(row.chatId)) await markFailed(data, row.chatId)
  }

  async function markFailed(data: Data, id: ChatId): Promise<void> {
    const row = await data.chats.find(id)
    if (!row || row.deletedAt !== undefined) return
    const changes = { news: 'failed' } as const
    await data.chats.patch(row, changes)
    store.setState(({ chats }) => ({ chats: changeChat(chats, id, changes) }))
  }

  async function refresh(id: RunId): Promise<Run | null> {
    const run = await client.request('runs.read', id)
    if (run) applyRun(run)
    // A snapshot that has settled the answer may have come in while main was looking.
    else if (!hasEnded(id)) settle(id, lost())
    return run
  }

  function hasEnded(id: RunId): boolean {
    const entry = entries.get(id)
    if (entry?.stage === 'known') return isTerminal(entry.run.state)
    const message = store.getState().messages.get(id)
    return message?.role === 'assistant' && message.status !== 'streaming'
  }

  function overlay(chatId: ChatId, messages: Messages): Messages {
    const next = new Map(messages)
    for (const entry of entries.values()) {
      const exchange = getExchange(entry)
      if (exchange?.chat.id !== chatId) continue
      const { question, answer } = exchange
      const message = next.get(answer.id)
      if (!next.has(question.id)) next.set(question.id, question)
      if (message?.role !== 'assistant') next.set(answer.id, answer)
      else if (entry.stage === 'known') next.set(answer.id, withRun(message, entry.run))
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
    for (const { id } of open) if (!living.has(id) && !isUnderWay(id)) settle(id, lost())
  }

  /** Started by this page, which may know more of it than main's list did. */
  function isUnderWay(id: RunId): boolean {
    const stage = entries.get(id)?.stage
    return stage === 'asked' || stage === 'known' || store.getState().running.has(id)
  }

  function findChat(id: ChatId): Chat | undefined {
    return store.getState().chats.find((chat) => chat.id === id)
  }

  function lost(): Failure {
    return { code: 'run-lost', charge: 'unknown', at: now() }
  }

  return { applyRun, ask, withdraw, getAsked, isAsking, settle, refresh, leaveChat, overlay, settleLost }
}

/** Stopping is the user's own doing, and what is tried again by itself has not ended. */
function getNews({ state }: Run): ChatNews | undefined {
  if (state.status === 'done') return 'unread'
  return state.status === 'failed' && !state.failure.again ? 'failed' : undefined
}

function withNews(chats: readonly Chat[], known: Chat, { news }: Chat): readonly Chat[] {
  return news === undefined || known.news === news ? chats : changeChat(chats, known.id, { news })
}

function withRunning(running: ChatState['running'], run: Run): ChatState['running'] {
  if (isTerminal(run.state)) return without(running, run.id)
  return running.has(run.id) ? running : new Map(running).set(run.id, run.place.chatId)
}

/** The same map where nothing has to go, so that nothing is drawn again. */
function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map
  const next = new Map(map)
  next.delete(key)
  return next
}
