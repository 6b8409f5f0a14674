/**
 * The chat feature's state and what can be done with it. Every action changes memory first and at once; the run and the
 * database follow side by side, and neither can take back what is on screen. What runs report is `run-sync.ts`'s
 * business, streamed text `text-feed.ts`'s, waiting and retrying of writes `journal.ts`'s.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { findModel, type ModelId } from '@shared/catalogue'
import { FailureError, type Failure } from '@shared/failure'
import type { ChatId, MessageId, RunId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import type { Run, RunDraft } from '@shared/run'
import type { Client } from '@/bridge/client'
import type { Data } from '@/data'
import type { ChatChanges } from '@/data/chat-repository'
import type { DataProblem } from '@/data/problem'
import { placeholderOf } from './apply-run'
import { addChat, changeChat, mergeChats, removeChat } from './chat-list'
import { createDrafts, type DraftStorage } from './drafts'
import { createJournal } from './journal'
import { toChat, toChatRow, toMessage } from './mapping'
import type { Chat, ChatState, SendInput, UserMessage } from './model'
import { createRunSync } from './run-sync'
import type { Schedule } from './schedule'
import { activeRuns } from './selectors'
import { createTextFeed } from './text-feed'
import { titleOf } from './title'
import { parentKey, pathTo, turnsOf, visiblePath, withMessages, type Chosen, type Messages } from './tree'

export interface ChatStoreParts {
  readonly client: Client
  /** Called with the first write or read, not before. Rejects with a `DataError`; it is then called again later. */
  readonly openData: (report: (problem: DataProblem) => void) => Promise<Data>
  readonly now: () => number
  readonly createId: <Id extends ChatId | MessageId>() => Id
  readonly storage: DraftStorage
  readonly schedule: Schedule
}

export interface ChatStore extends StoreApi<ChatState> {
  /**
   * Follows main's runs from now on, reads the chats, and settles answers that were left open. `runs`: those of main's
   * welcome. Returns how to stop.
   */
  start(runs: Promise<readonly Run[]>): () => void
  /** For `pagehide`: keeps what was typed and not saved yet. Synchronous. */
  stashDrafts(): void
  /** Resolves when every write has landed or waits for its next try. */
  settled(): Promise<void>
  /** The open database, for those who read it by themselves. */
  data(): Promise<Data>
}

const NO_MESSAGES: Messages = new Map()

export function createChatStore(parts: ChatStoreParts): ChatStore {
  const { client, createId, schedule } = parts
  const deleted = new Set<ChatId>()
  const starts = new Map<RunId, Promise<void>>()
  let lastTime = 0
  let opens = 0
  let sendWhenOpen: SendInput | undefined

  const store: StoreApi<ChatState> = createStore<ChatState>()(() => ({
    chats: [],
    ready: false,
    openChatId: null,
    messages: NO_MESSAGES,
    chosen: {},
    opening: false,
    running: new Map(),
    newChatDraft: '',
    openChat,
    newChat,
    send,
    stop,
    retry,
    chooseVersion,
    renameChat,
    pinChat,
    deleteChat,
    saveDraft: (id, text) => drafts.save(id, text),
    retryUpload,
  }))
  const { getState, setState } = store

  const report = (dataProblem: DataProblem | undefined): void => {
    if (getState().dataProblem !== dataProblem) setState({ dataProblem })
  }
  const journal = createJournal({ openData: parts.openData, schedule, report })
  const isDeleted = (id: ChatId): boolean => deleted.has(id)
  const sync = createRunSync({ store, client, journal, now: parts.now, isDeleted })
  const feed = createTextFeed({ store, schedule, refresh: sync.refresh })
  const drafts = createDrafts({ storage: parts.storage, schedule, keep: keepDrafts })
  setState({ newChatDraft: drafts.readNew() })

  /** Never twice the same, never backwards: the order of versions must not depend on the clock being set. */
  function nextTime(): number {
    lastTime = Math.max(parts.now(), lastTime + 1)
    return lastTime
  }

  function start(runs: Promise<readonly Run[]>): () => void {
    const stops = [
      client.on('run.changed', (run) => {
        feed.flush(run.id)
        sync.applyRun(run)
      }),
      client.on('run.streamed', feed.stream),
    ]
    // Without a welcome, `settleLost` still asks for the list.
    runs.then((list) => list.forEach(sync.applyRun)).catch(() => undefined)
    journal.write('load', load)
    return () => stops.forEach((stop) => stop())
  }

  async function load(data: Data): Promise<void> {
    const rows = await data.chats.all()
    const read = rows.filter((row) => row.deletedAt === undefined && !deleted.has(row.id)).map(toChat)
    setState((state) => ({ chats: mergeChats(read, state.chats), ready: true }))
    drafts.unstash()
    await sync.settleLost(data)
  }

  async function openChat(id: ChatId): Promise<void> {
    if (getState().openChatId === id) return
    leaveChat()
    const turn = opens
    setState({ openChatId: id, messages: NO_MESSAGES, chosen: {}, opening: true })
    const { messages, chosen } = await readChat(id)
    if (turn !== opens) return
    // What was revealed while the rows were being read is newer than they are.
    setState((state) => ({
      opening: false,
      chosen: { ...chosen, ...state.chosen },
      messages: sync.overlay(id, withMessages(messages, [...state.messages.values()])),
    }))
    for (const message of messages.values()) lastTime = Math.max(lastTime, message.createdAt)
    if (sendWhenOpen) send(sendWhenOpen)
    sendWhenOpen = undefined
    checkStreaming()
  }

  /** Without a database, what memory holds of the chat is what there is; `dataProblem` says why. */
  async function readChat(id: ChatId): Promise<{ readonly messages: Messages; readonly chosen: Chosen }> {
    try {
      const data = await journal.data()
      const [records, row] = await Promise.all([data.messages.ofChat(id), data.chats.find(id)])
      const messages = records.map(toMessage).map((message) => [message.id, message] as const)
      return { messages: new Map(messages), chosen: row?.chosen ?? {} }
    } catch {
      report(getState().dataProblem ?? 'unavailable')
      return { messages: NO_MESSAGES, chosen: {} }
    }
  }

  /** What was streamed while another chat was open is fetched; what nobody is making any more is settled. */
  function checkStreaming(): void {
    for (const id of activeRuns(getState())) void (starts.get(id) ?? Promise.resolve()).then(() => feed.catchUp(id))
  }

  function newChat(): void {
    if (getState().openChatId === null) return
    leaveChat()
    setState({ openChatId: null, messages: NO_MESSAGES, chosen: {}, opening: false, newChatDraft: drafts.readNew() })
  }

  function leaveChat(): void {
    opens += 1
    const { openChatId } = getState()
    // Sent while the chat was opening, and left before it was: back into the message box it goes.
    if (sendWhenOpen && openChatId) drafts.save(openChatId, sendWhenOpen.text)
    sendWhenOpen = undefined
    drafts.flush()
  }

  function send(input: SendInput): void {
    const text = input.text.trim()
    if (text === '') return
    const { openChatId, opening, messages, chosen, chats } = getState()
    // Until the rows are read, nobody knows which message this one follows.
    if (opening) return void (sendWhenOpen = input)
    const createdAt = nextTime()
    const known = chats.find(({ id }) => id === openChatId)
    const id = known?.id ?? createId<ChatId>()
    const chat: Chat = {
      ...(known ?? { id, title: titleOf(text), createdAt }),
      ...settingsOf(input),
      updatedAt: createdAt,
    }
    const parentId = visiblePath(messages, chosen).at(-1)?.id ?? null
    const question: UserMessage = { role: 'user', id: createId<MessageId>(), chatId: id, parentId, createdAt, text }
    drafts.save(openChatId, '')
    drafts.flush()
    ask({ chat: { ...chat, draft: undefined }, question, ...input })
  }

  function retry(id: MessageId, changes: { readonly model?: ModelId; readonly options?: ImageOptions } = {}): void {
    const { messages, chats } = getState()
    const old = messages.get(id)
    const question = old?.parentId ? messages.get(old.parentId) : undefined
    const chat = chats.find((candidate) => candidate.id === old?.chatId)
    if (old?.role !== 'assistant' || question?.role !== 'user' || !chat) return
    const model = changes.model ?? old.model
    const options = changes.options ?? old.options ?? chat.options ?? DEFAULT_IMAGE_OPTIONS
    ask({ chat: { ...chat, updatedAt: nextTime() }, question, model, options })
  }

  interface Asking extends Omit<SendInput, 'text'> {
    readonly chat: Chat
    readonly question: UserMessage
  }

  /** Shows the question and the placeholder now; starts the run and writes the rows side by side. */
  function ask({ chat, question, model, options }: Asking): void {
    const before = getState()
    const { chatId, ...asked } = question
    const path = [...(question.parentId ? pathTo(before.messages, question.parentId) : []), question]
    const draft: RunDraft = {
      id: createId<MessageId>(),
      place: { chatId, chatTitle: chat.title, question: { id: asked.id, parentId: asked.parentId, text: asked.text } },
      request:
        findModel(model)?.kind === 'text'
          ? { kind: 'text', model, turns: turnsOf(path) }
          : { kind: 'image', model, prompt: question.text, options },
    }
    const answer = placeholderOf(draft, nextTime())
    const chosen = { ...before.chosen, [parentKey(question.parentId)]: question.id, [question.id]: answer.id }
    setState({
      openChatId: chatId,
      chats: addChat(before.chats, chat),
      messages: withMessages(before.messages, [question, answer]),
      chosen,
      running: new Map(before.running).set(draft.id, chatId),
    })
    startRun(draft)
    sync.ask({ chat, chosen, question, answer }, { ...settingsOf(chat), chosen, updatedAt: chat.updatedAt })
  }

  function startRun(draft: RunDraft): void {
    const started = client
      .request('runs.start', draft)
      .then(sync.applyRun, (error: unknown) => sync.settle(draft.id, failureOf(error)))
      .finally(() => starts.delete(draft.id))
    starts.set(draft.id, started)
  }

  function stop(id: MessageId): void {
    // A run that main has not heard of yet cannot be stopped: its start goes first.
    void (starts.get(id) ?? Promise.resolve())
      .then(() => client.request('runs.cancel', id))
      .catch(() => sync.refresh(id))
      // Neither could be asked: the answer stays as it is, and Stop can be pressed again.
      .catch(() => undefined)
  }

  function chooseVersion(id: MessageId): void {
    const { messages, chosen, openChatId } = getState()
    const message = messages.get(id)
    if (!message || !openChatId) return
    const next = { ...chosen, [parentKey(message.parentId)]: id }
    setState({ chosen: next })
    patchChat(openChatId, {}, { chosen: next })
  }

  function renameChat(id: ChatId, title: string): void {
    const line = title.replace(/\s+/g, ' ').trim()
    if (line !== '') patchChat(id, { title: line })
  }

  function pinChat(id: ChatId, pinned: boolean): void {
    patchChat(id, { pinnedAt: pinned ? parts.now() : undefined })
  }

  function deleteChat(id: ChatId): () => void {
    const { chats, openChatId } = getState()
    const chat = chats.find((candidate) => candidate.id === id)
    if (!chat) return () => undefined
    deleted.add(id)
    if (openChatId === id) newChat()
    setState((state) => ({ chats: removeChat(state.chats, id) }))
    writeChat(chat, { deletedAt: parts.now() })
    return () => {
      if (!deleted.delete(id)) return
      setState((state) => ({ chats: addChat(state.chats, chat) }))
      writeChat(chat, { deletedAt: undefined })
    }
  }

  function patchChat(id: ChatId, changes: Partial<Chat>, hidden: Pick<ChatChanges, 'chosen'> = {}): void {
    const chat = getState().chats.find((candidate) => candidate.id === id)
    if (!chat) return
    if (Object.keys(changes).length > 0) setState((state) => ({ chats: changeChat(state.chats, id, changes) }))
    writeChat(chat, { ...changes, ...hidden })
  }

  function writeChat(chat: Chat, changes: ChatChanges): void {
    // One key per field: a later value replaces an earlier one that still waits, and only that.
    const key = `chat:${chat.id}:${Object.keys(changes).join()}`
    journal.write(key, (data) => data.chats.patch(toChatRow(chat), changes))
  }

  function keepDrafts(texts: ReadonlyMap<ChatId, string>): void {
    for (const [id, text] of texts) patchChat(id, { draft: text === '' ? undefined : text })
  }

  function retryUpload(id: Parameters<ChatState['retryUpload']>[0]): void {
    // What comes of it arrives as a snapshot of the run; a refusal leaves the badge as it is.
    client.request('uploads.retry', id).catch(() => undefined)
  }

  function failureOf(error: unknown): Failure {
    if (error instanceof FailureError) return error.failure
    return { code: 'internal-error', charge: 'unknown', at: parts.now() }
  }

  return { ...store, start, stashDrafts: drafts.stash, settled: journal.settled, data: journal.data }
}

/** What the chat remembers for its next message. */
function settingsOf({ model, options }: Pick<Chat, 'model' | 'options'>): Pick<Chat, 'model' | 'options'> {
  return { model, options }
}
