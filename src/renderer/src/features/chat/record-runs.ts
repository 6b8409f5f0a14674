/**
 * Writes what is known about runs into the rows and acknowledges them to main. Called by the journal, which retries.
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
import { withFailure } from './apply-run'
import { changeChat } from './chat-list'
import { toAnswerRow, toChat, toExchangeRows, toMessage, type Exchange } from './mapping'
import type { Chat, ChatState } from './model'
import { showRecorded } from './run-display'
import { getExchange, recordRun } from './run-entry'
import type { RunTable } from './run-table'
import type { Chosen } from './tree'

export interface RunRecorderParts {
  readonly store: StoreApi<ChatState>
  readonly client: Client
  /** Whether the user deleted it in this window, even if the tombstone isn't written yet. */
  readonly isDeleted: (id: ChatId) => boolean
  /** Whether the user is looking at this chat now. */
  readonly isWatched: (id: ChatId) => boolean
  /** Removes the draft of a run that an earlier page requested: it was sent. */
  readonly forgetSentDraft: (id: ChatId, text: string, images: readonly InputImage[]) => void
  /** What an earlier page had chosen for a chat that it started. Its row may or may not exist. */
  readonly readBegun: (id: ChatId) => Partial<Pick<Chat, 'settings' | 'projectId'>>
  /** The versions chosen in a chat, if this window still knows them. */
  readonly readChosen: (id: ChatId) => Chosen | undefined
}

export interface RunRecorder {
  /** Writes a run in its current state: more may have been reported since the write was queued. */
  record(data: Data, id: RunId): Promise<void>
  /** Writes an answer that the page has settled as lost. */
  recordSettled(data: Data, id: MessageId, failure: Failure): Promise<void>
  /** Cancels the retry of a run in a deleted chat: its countdown could be neither seen nor canceled. */
  cancelRetry(run: Run): void
}

export function createRunRecorder(
  { store, client, isDeleted, isWatched, forgetSentDraft, readBegun, readChosen }: RunRecorderParts,
  table: RunTable,
): RunRecorder {
  async function record(data: Data, id: RunId): Promise<void> {
    const entry = table.get(id)
    const exchange = entry && getExchange(entry)
    if (entry?.stage !== 'known' || !exchange) return
    const { run, asked } = entry
    const chatId = exchange.chat.id
    const news = isWatched(chatId) ? undefined : getNews(run)
    const chosen = asked || entry.hasRows ? undefined : readBegun(chatId)
    const rows = toExchangeRows({ ...exchange, chat: { ...exchange.chat, ...chosen } })
    const { chat: row } = await data.exchanges.record(rows, asked && getChanges(asked.exchange), news)
    const chat = asked || entry.hasRows ? row : await withoutSentDraft(data, row, run)
    const next = recordRun(table.get(id), run, asked)
    if (next) table.set(id, next)
    if (chat.deletedAt === undefined && !isDeleted(chat.id)) {
      const newest = table.get(id)
      const answer = (newest && getExchange(newest)?.answer) ?? exchange.answer
      store.setState((state) => showRecorded(state, toChat(chat), { ...exchange, answer }))
    } else cancelRetry(run)
    if (isTerminal(run.state)) acknowledge(data, run)
  }

  /**
   * Main forgets an acknowledged run, so the rows have to be in both copies by then. It lists unacknowledged runs at
   * the next start: a failure here only costs a repetition.
   */
  function acknowledge(data: Data, { id, revision }: Run): void {
    data
      .archived()
      .then(() => client.request('runs.acknowledge', { id, revision }))
      .catch(() => undefined)
  }

  function cancelRetry({ id, state }: Run): void {
    if (state.status === 'failed' && state.failure.again) client.request('runs.cancel', id).catch(() => undefined)
  }

  /** An earlier page closed before it wrote what main had accepted: a draft with the same text was sent. */
  async function withoutSentDraft(data: Data, row: ChatRow, { place }: Run): Promise<ChatRow> {
    const { text, inputs = [] } = place.question
    forgetSentDraft(row.id, text, inputs)
    if (row.draft !== text) return row
    const changes = { draft: undefined }
    await data.chats.patch(row, changes)
    if (findChat(store, row.id)?.draft === text) {
      store.setState(({ chats }) => ({ chats: changeChat(chats, row.id, changes) }))
    }
    return { ...row, ...changes }
  }

  async function recordSettled(data: Data, id: MessageId, failure: Failure): Promise<void> {
    const entry = table.get(id)
    if (entry?.stage !== 'lost') return
    const exchange = getExchange(entry)
    if (exchange) {
      await data.exchanges.record(toExchangeRows(exchange), entry.asked && getChanges(exchange))
      if (table.get(id) === entry) table.set(id, { ...entry, asked: undefined })
      return
    }
    const row = await data.messages.settle(id, (open) => {
      const message = toMessage({ row: open, images: [] })
      return message.role === 'assistant' ? toAnswerRow(withFailure(message, failure)) : open
    })
    if (row && !isWatched(row.chatId)) await markFailed(data, row.chatId)
  }

  /**
   * Other changes to the chat's row, with the current values: they may have been chosen or typed since the question was
   * sent, and may already be in the row.
   */
  function getChanges({ chat, chosen }: Exchange): ChatChanges {
    const { model, options, models, updatedAt, draft } = findChat(store, chat.id) ?? chat
    return { model, options, models, updatedAt, draft, chosen: readChosen(chat.id) ?? chosen ?? {} }
  }

  async function markFailed(data: Data, id: ChatId): Promise<void> {
    const row = await data.chats.find(id)
    if (!row || row.deletedAt !== undefined) return
    const changes = { news: 'failed' } as const
    await data.chats.patch(row, changes)
    store.setState(({ chats }) => ({ chats: changeChat(chats, id, changes) }))
  }

  return { record, recordSettled, cancelRetry }
}

/** Stopping is the user's own action, and an answer that will be retried hasn't ended. */
function getNews({ state }: Run): ChatNews | undefined {
  if (state.status === 'done') return 'unread'
  return state.status === 'failed' && !state.failure.again ? 'failed' : undefined
}

function findChat(store: StoreApi<ChatState>, id: ChatId): Chat | undefined {
  return store.getState().chats.find((chat) => chat.id === id)
}
