/**
 * The chat feature's state and what can be done with it. Every action changes memory first and at once; the run and the
 * database follow side by side, and neither can take back what is on screen. What runs report is `run-sync.ts`'s
 * business, streamed text `text-feed.ts`'s, chats as a whole `chat-keeper.ts`'s, waiting and retrying of writes
 * `journal.ts`'s.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ModelId } from '@shared/catalogue'
import { FailureError, type Failure } from '@shared/failure'
import type { ChatId, MessageId, RunId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import type { MicroUsd } from '@shared/pricing'
import type { PricedRequest } from '@shared/request-cost'
import type { Run, RunDraft } from '@shared/run'
import type { Client } from '@/bridge/client'
import type { Data } from '@/data'
import type { DataProblem } from '@/data/problem'
import { placeholderOf } from './apply-run'
import { draftOf, pricedOf, type Asking } from './asking'
import { createChatKeeper } from './chat-keeper'
import { addChat, mergeChats } from './chat-list'
import { createDrafts, type DraftStorage } from './drafts'
import { createJournal } from './journal'
import { toChat, toMessage } from './mapping'
import type { ChatState, SendInput } from './model'
import { createRunSync } from './run-sync'
import type { Schedule } from './schedule'
import { activeRuns } from './selectors'
import { createTextFeed } from './text-feed'
import { createTitle } from './title'
import { parentKey, visiblePath, withMessages, type Messages } from './tree'

export interface ChatStoreParts {
  readonly client: Client
  /** Called with the first write or read, not before. Rejects with a `DataError`; it is then called again later. */
  readonly openData: (report: (problem: DataProblem) => void) => Promise<Data>
  readonly now: () => number
  readonly createId: <Id extends ChatId | MessageId>() => Id
  readonly storage: DraftStorage
  readonly schedule: Schedule
  /** Calls `go` at once, or when the user has agreed to the amount, or never. */
  /** Whether the window has the user's attention. */
  readonly isInFocus: () => boolean
  readonly askFirst: (request: PricedRequest, go: (confirmedCost?: MicroUsd) => void) => void
}

export interface ChatStore extends StoreApi<ChatState> {
  /**
   * Follows main's runs from now on, reads the chats, and settles answers that were left open. `runs`: those of main's
   * welcome. Returns how to stop.
   */
  start(runs: Promise<readonly Run[]>): () => void
  /** Very many rows are coming back into the database: how much of it is done, and null when all of it is. */
  noteRestoring(progress: number | null): void
  /** Reads the chats once more: rows came into the database by another way than through this store. */
  reload(): void
  /** For `pagehide`: keeps what was typed and not saved yet. Synchronous. */
  stashDrafts(): void
  /** Resolves when every write has landed or waits for its next try. */
  settled(): Promise<void>
  /** The open database, for those who read it by themselves. */
  data(): Promise<Data>
}

type Conversation = Pick<ChatState, 'messages' | 'chosen'>

const NO_MESSAGES: Messages = new Map()

export function createChatStore(parts: ChatStoreParts): ChatStore {
  const { client, createId, now, schedule } = parts
  /** Starts that main has not answered yet. */
  const starts = new Map<RunId, Promise<void>>()
  let lastTime = 0
  /** Counts how often the open chat was left, so that a slow read knows it comes too late. */
  let departures = 0
  /** Sent while the rows of their chat were being read: until then nobody knows which message they follow. */
  const waitingSends = new Map<ChatId, readonly SendInput[]>()

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
    renameChat: (id, title) => keeper.renameChat(id, title),
    pinChat: (id, pinned) => keeper.pinChat(id, pinned),
    deleteChat,
    saveDraft: (id, text) => drafts.save(id, text),
    markSeen: () => markSeen(),
    saveChoice: (id, choice) => keeper.keepChoice(id, choice),
    retryUpload,
  }))
  const { getState, setState } = store
  const journal = createJournal({ openData: parts.openData, schedule, report })
  const keeper = createChatKeeper(store, journal, now)
  const sync = createRunSync({ store, client, journal, now, isDeleted: keeper.isDeleted, isWatched })
  const feed = createTextFeed({ store, schedule, refresh: sync.refresh })
  const drafts = createDrafts({ storage: parts.storage, schedule, keep: keeper.keepDrafts, archived })
  setState({ newChatDraft: drafts.readNew() })

  function report(dataProblem: DataProblem | undefined): void {
    if (getState().dataProblem !== dataProblem) setState({ dataProblem })
    // Looking again tells a newer database from one that was only deleted.
    if (dataProblem === 'replaced') reload()
  }

  /** Resolves when what was written until now is in both copies of the rows, or main cannot be reached. */
  async function archived(): Promise<void> {
    await journal.settled()
    await (await journal.data()).archived()
  }

  /** Never twice the same, never backwards: the order of versions must not depend on the clock being set. */
  function nextTime(): number {
    lastTime = Math.max(now(), lastTime + 1)
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
    reload()
    return () => stops.forEach((stopListening) => stopListening())
  }

  function reload(): void {
    journal.write('load', load)
  }

  function noteRestoring(progress: number | null): void {
    const restoring = progress && Math.floor(progress * 100) / 100
    if (restoring !== getState().restoring) setState({ restoring })
  }

  async function load(data: Data): Promise<void> {
    const rows = await data.chats.all()
    const read = rows.filter((row) => row.deletedAt === undefined && !keeper.isDeleted(row.id)).map(toChat)
    setState((state) => ({ chats: mergeChats(read, state.chats), ready: true }))
    drafts.unstash()
    // When main cannot be asked, opening the chat asks again.
    sync.settleLost(data).catch(() => undefined)
  }

  async function openChat(id: ChatId): Promise<void> {
    if (getState().openChatId === id) return
    leaveChat()
    const departure = departures
    setState({ openChatId: id, messages: NO_MESSAGES, chosen: {}, opening: true })
    markSeen()
    const { messages, chosen } = await readChat(id)
    for (const { createdAt } of messages.values()) lastTime = Math.max(lastTime, createdAt)
    const isOpen = departure === departures
    if (isOpen) {
      // What was revealed while the rows were being read is newer than they are.
      const revealed = withMessages(messages, [...getState().messages.values()])
      setState({ opening: false, chosen, messages: sync.overlay(id, revealed) })
      checkStreaming()
    }
    sendWaiting(id, { messages, chosen })
  }

  function isWatched(id: ChatId): boolean {
    return getState().openChatId === id && parts.isInFocus()
  }

  function markSeen(): void {
    const { openChatId } = getState()
    if (openChatId && parts.isInFocus()) keeper.clearNews(openChatId)
  }

  function sendWaiting(id: ChatId, conversation: Conversation): void {
    const inputs = waitingSends.get(id) ?? []
    waitingSends.delete(id)
    for (const input of inputs) sendTo(id, input, getState().openChatId === id ? getState() : conversation)
  }

  /** Without a database, what memory holds of the chat is what there is; `dataProblem` says why. */
  async function readChat(id: ChatId): Promise<Conversation> {
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
    for (const id of activeRuns(getState())) void started(id).then(() => feed.catchUp(id))
  }

  function newChat(): void {
    if (getState().openChatId === null) return
    leaveChat()
    setState({ openChatId: null, messages: NO_MESSAGES, chosen: {}, opening: false, newChatDraft: drafts.readNew() })
  }

  function leaveChat(): void {
    departures += 1
    drafts.flush()
  }

  function send(input: SendInput, onSent?: () => void): void {
    parts.askFirst(pricedOf(input), (confirmedCost) => {
      sendNow({ ...input, ...(confirmedCost !== undefined && { confirmedCost }) })
      onSent?.()
    })
  }

  function sendNow(input: SendInput): void {
    const { openChatId, opening } = getState()
    if (opening && openChatId) waitingSends.set(openChatId, [...(waitingSends.get(openChatId) ?? []), input])
    else sendTo(openChatId, input, getState())
  }

  /** `target`: null for the new chat. */
  function sendTo(target: ChatId | null, input: SendInput, conversation: Conversation): void {
    const { model, options, confirmedCost } = input
    const text = input.text.trim()
    if (text === '' || (target && keeper.isDeleted(target))) return
    const createdAt = nextTime()
    const chatId = target ?? createId<ChatId>()
    const known = getState().chats.find(({ id }) => id === target)
    const base = known ?? { id: chatId, title: createTitle(text), createdAt }
    const parentId = visiblePath(conversation.messages, conversation.chosen).at(-1)?.id ?? null
    drafts.drop(target)
    if (target === null) setState({ openChatId: chatId })
    const chat = { ...base, draft: undefined, ...(input.wish ?? { model, options }), updatedAt: createdAt }
    const question = { role: 'user', id: createId<MessageId>(), chatId, parentId, createdAt, text } as const
    const asked = ask({ chat, question, model, options, confirmedCost }, conversation, text)
    // Typed since, if anything.
    void asked.then(() => keeper.keepDrafts(new Map([[chatId, draftOfChat(chatId)]])))
  }

  function draftOfChat(id: ChatId): string {
    return getState().chats.find((chat) => chat.id === id)?.draft ?? ''
  }

  function retry(id: MessageId, changes: { readonly model?: ModelId; readonly options?: ImageOptions } = {}): void {
    const { messages, chats } = getState()
    const old = messages.get(id)
    // A new version takes the place of the one it was asked for from: pressed again before the next frame, that is gone.
    const isShown = (): boolean => visiblePath(getState().messages, getState().chosen).some((shown) => shown.id === id)
    const question = old?.parentId ? messages.get(old.parentId) : undefined
    const chat = chats.find((candidate) => candidate.id === old?.chatId)
    if (old?.role !== 'assistant' || question?.role !== 'user' || !chat || !isShown()) return
    const model = changes.model ?? old.model
    const options = changes.options ?? old.options ?? chat.options ?? DEFAULT_IMAGE_OPTIONS
    parts.askFirst(pricedOf({ text: question.text, model, options }), (confirmedCost) => {
      if (!isShown()) return
      // The user was quicker than the countdown; both would be two answers, and two bills.
      if (old.failure?.again) stop(old.id)
      void ask({ chat: { ...chat, updatedAt: nextTime() }, question, model, options, confirmedCost }, getState())
    })
  }

  /**
   * Shows the question and the placeholder now; starts the run and writes the rows side by side. Until main has answered,
   * which it does with the run on its disk, the rows keep the prompt as the chat's draft. Resolves then.
   */
  function ask(asking: Asking, { messages, chosen: before }: Conversation, prompt?: string): Promise<void> {
    const { chat, question } = asking
    const draft = draftOf(asking, createId<MessageId>(), messages)
    const answer = placeholderOf(draft, nextTime())
    const isVersion = [...messages.values()].some(({ parentId }) => parentId === question.id)
    const chosen = isVersion ? { ...before, [parentKey(question.id)]: answer.id } : before
    setState((state) => ({
      chats: addChat(state.chats, chat),
      running: new Map(state.running).set(draft.id, chat.id),
      ...(state.openChatId === chat.id && { chosen, messages: withMessages(messages, [question, answer]) }),
    }))
    const answered = startRun(draft)
    const { model, options, updatedAt } = chat
    const kept = prompt === undefined ? {} : { draft: prompt }
    sync.ask({ chat: { ...chat, ...kept }, chosen, question, answer }, { model, options, updatedAt, chosen, ...kept })
    return answered
  }

  function startRun(draft: RunDraft): Promise<void> {
    const answered = client
      .request('runs.start', draft)
      .then(sync.applyRun, (error: unknown) => sync.settle(draft.id, failureOf(error)))
      .finally(() => {
        starts.delete(draft.id)
        sync.confirm(draft.id)
      })
    starts.set(draft.id, answered)
    return answered
  }

  /** Resolves when main has heard of this run, or refused it. */
  function started(id: RunId): Promise<void> {
    return starts.get(id) ?? Promise.resolve()
  }

  function stop(id: MessageId): void {
    started(id)
      .then(() => client.request('runs.cancel', id))
      // Main leaves alone what it does not know, and what it does not know nobody is making.
      .finally(() => (activeRuns(getState()).includes(id) ? sync.refresh(id) : undefined))
      // Main could not be asked: the answer stays as it is, and Stop can be pressed again.
      .catch(() => undefined)
  }

  function deleteChat(id: ChatId): () => void {
    const restore = keeper.deleteChat(id)
    // Main could not be asked: the next snapshot, or the next start, says it again.
    sync.leaveChat(id).catch(() => undefined)
    return restore
  }

  function chooseVersion(id: MessageId): void {
    const message = getState().messages.get(id)
    if (!message) return
    const chosen = { ...getState().chosen, [parentKey(message.parentId)]: id }
    setState({ chosen })
    keeper.keepChosen(message.chatId, chosen)
  }

  function retryUpload(id: Parameters<ChatState['retryUpload']>[0]): void {
    // What comes of it arrives as a snapshot of the run; a refusal leaves the badge as it is.
    client.request('uploads.retry', id).catch(() => undefined)
  }

  function failureOf(error: unknown): Failure {
    if (error instanceof FailureError) return error.failure
    return { code: 'internal-error', charge: 'unknown', at: now() }
  }

  return {
    ...store,
    start,
    noteRestoring,
    reload,
    stashDrafts: drafts.stash,
    settled: journal.settled,
    data: journal.data,
  }
}
