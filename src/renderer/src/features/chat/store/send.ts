/**
 * Sending and retrying. Question and placeholder are shown immediately; main decides. `run-sync.ts` stores what main
 * accepts; what it refuses leaves no trace, and the prompt returns to where it was typed.
 */
import { FailureError, type Failure } from '@shared/failure'
import type { ChatId, MessageId, RunId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { trimText } from '@shared/is-blank'
import type { MicroUsd } from '@shared/pricing'
import { NEW_CHAT } from '@shared/session'
import { createPlaceholder } from '../apply-run'
import { createRunDraft, listPricedRequests, type Asking, type History, type PricedInput } from '../asking'
import { addChat, changeChat, removeChat } from '../chat-list'
import { findVersionKey } from '../groups'
import type { Chat, ChatState, Conversation, EditEvents, SendInput } from '../model'
import { asInProject, getOpenProject, getSentSettings } from '../projects/project-instructions'
import { activeRuns, visibleMessages } from '../selectors'
import { findGroup, isOnScreen } from '../shown'
import { createTitle } from '../title'
import { conversationUpTo, parentKey, visiblePath, withMessages } from '../tree'
import { NO_MESSAGES } from './open'
import type { StoreContext, UnsentPrompt } from './parts'
import { listAskings, startRuns } from './several'

export interface Sending extends Pick<ChatState, 'send' | 'makeChild' | 'edit' | 'retry' | 'stop'> {
  /** Called when a chat's rows have been read: sends what was waiting for them. `to`: null if the chat is gone. */
  sendWaiting(to: ChatId | null, from: ChatId, conversation: Conversation): void
  /** Resolves when main has accepted or refused this run. */
  started(id: RunId): Promise<void>
}

/** What is shown for runs that main hasn't answered yet, and how to undo it. */
interface Attempt {
  /** All for one question, one for each model. */
  readonly askings: readonly [Asking, ...Asking[]]
  /** The chat as it was before; undefined for a new chat. */
  readonly before: Chat | undefined
  readonly conversation: Conversation
  /** Absent for another version: nothing was typed for it. */
  readonly prompt?: UnsentPrompt
  /** Returns the prompt to where it was typed, if that isn't the message box. */
  readonly onRefused?: (() => void) | undefined
}

export function createSending({ parts, store, keeper, sync, drafts, times }: StoreContext): Sending {
  const { client, createId, session } = parts
  const { getState, setState } = store
  /** Start requests that main hasn't answered yet. */
  const starts = new Map<RunId, Promise<void>>()
  /** New chats for which main hasn't accepted a run yet. */
  const fresh = new Set<ChatId>()
  /** Prompts sent while the rows of their chat were being read: which message they follow isn't known until then. */
  const waiting = new Map<ChatId, readonly SendInput[]>()

  function send(input: SendInput, onSent?: () => void): void {
    ask(input, readHistory(), (confirmedCosts) => {
      const { openChatId, opening } = getState()
      const sent = { ...input, ...(confirmedCosts && { confirmedCosts }) }
      onSent?.()
      // Only from the screen: main keeps them as a draft until it has accepted the run.
      setState(({ attached }) => ({ attached: { ...attached, [openChatId ?? NEW_CHAT]: [] } }))
      if (opening && openChatId) waiting.set(openChatId, [...(waiting.get(openChatId) ?? []), sent])
      else sendTo(openChatId, sent, getState())
    })
  }

  /** What a question after this answer follows; null for the first question. Undefined: at the end of the chat. */
  function readHistory(parentId?: MessageId | null): History {
    const state = getState()
    const settings = getSentSettings(state)
    if (parentId === null) return { path: [], settings }
    return { path: parentId === undefined ? visibleMessages(state) : conversationUpTo(state, parentId), settings }
  }

  /** Asks for confirmation unless the request will be refused anyway. */
  function ask(input: PricedInput, history: History, go: (confirmedCosts?: readonly MicroUsd[]) => void): void {
    const requests = listPricedRequests(input, history, parts.findModel)
    const refusal = parts.findRefusal(requests, getOpenProject(getState())?.id)
    setState({ refusal })
    if (!refusal) parts.askFirst(requests, go)
  }

  function sendWaiting(to: ChatId | null, from: ChatId, conversation: Conversation): void {
    const inputs = waiting.get(from) ?? []
    waiting.delete(from)
    for (const input of inputs)
      sendTo(to, input, to !== null && getState().openChatId === to ? getState() : conversation)
  }

  /** `target`: null for the new chat. */
  function sendTo(target: ChatId | null, input: SendInput, conversation: Conversation): void {
    const { inputs = [], model, options, wish = { model, options } } = input
    const text = trimText(input.text)
    if (text === '' || (target && keeper.isDeleted(target))) return
    const createdAt = times.next()
    const chatId = target ?? createId<ChatId>()
    const before = getState().chats.find(({ id }) => id === target)
    const { newChatSettings: settings, newChatProject: projectId } = getState()
    const own = { ...(settings && { settings }), ...(projectId && { projectId }) }
    const base = before ?? { id: chatId, title: createTitle(text), createdAt, ...own }
    const parentId = visiblePath(conversation.messages, conversation.chosen).at(-1)?.id ?? null
    drafts.hold(target, text, inputs)
    if (target === null) {
      setState({ openChatId: chatId, newChatDraft: '', newChatSettings: undefined, newChatProject: undefined })
      const begun = Object.keys(own).length > 0 ? { chatId, ...own } : undefined
      session.change({ openChatId: chatId, place: undefined, settings: undefined, project: undefined, begun })
      fresh.add(chatId)
    }
    const chat = { ...base, draft: undefined, models: undefined, ...wish, updatedAt: createdAt }
    const question = { role: 'user', id: createId<MessageId>(), chatId, parentId, createdAt, text, inputs } as const
    const askings = listAskings(input, { chat, question })
    const accepted = start({ askings, before, conversation, prompt: { text, images: inputs } })
    void accepted.then((isAccepted) => {
      if (isAccepted) drafts.forget(target, text, inputs)
      session.flush()
    })
  }

  /** An independent question: the current draft and the chat's model stay as they are. */
  function makeChild(input: SendInput): void {
    ask(input, readHistory(), (confirmedCosts) => {
      const { openChatId, chats, messages, chosen, opening } = getState()
      const before = chats.find(({ id }) => id === openChatId)
      if (!before || opening || keeper.isDeleted(before.id)) return
      const { text, inputs = [], model, options } = input
      const createdAt = times.next()
      const parentId = visiblePath(messages, chosen).at(-1)?.id ?? null
      const id = createId<MessageId>()
      const question = { role: 'user', id, chatId: before.id, parentId, createdAt, text, inputs } as const
      const chat = { ...before, updatedAt: createdAt }
      const asking = { chat, question, model, options, confirmedCost: confirmedCosts?.[0] }
      void start({ askings: [asking], before, conversation: getState() })
    })
  }

  function edit(id: MessageId, input: SendInput, { onSent, onRefused }: EditEvents = {}): void {
    ask(input, readHistory(getState().messages.get(id)?.parentId), (confirmedCosts) => {
      const { messages, chats } = getState()
      const old = messages.get(id)
      const before = chats.find((chat) => chat.id === old?.chatId)
      const { inputs = [], model, options } = input
      const text = trimText(input.text)
      if (old?.role !== 'user' || !before || text === '' || !isShown(id)) return
      const { chatId, parentId } = old
      const createdAt = times.next()
      const question = { role: 'user', id: createId<MessageId>(), chatId, parentId, createdAt, text, inputs } as const
      const chat = { ...before, ...(input.wish ?? { model, options }), updatedAt: createdAt }
      onSent?.()
      // A crash must not lose it before main has accepted it. A draft in the message box is worth as much.
      const isHeld = session.current.drafts[chatId] === undefined && before.draft === undefined
      if (isHeld) drafts.hold(chatId, text, inputs)
      const askings = listAskings({ ...input, ...(confirmedCosts && { confirmedCosts }) }, { chat, question })
      void start({ askings, before, conversation: getState(), onRefused }).then(() => {
        if (isHeld) drafts.forget(chatId, text, inputs)
      })
    })
  }

  function retry(id: MessageId, changes: Parameters<ChatState['retry']>[1] = {}): void {
    const { messages, chats } = getState()
    const old = messages.get(id)
    const question = old?.parentId ? messages.get(old.parentId) : undefined
    const chat = chats.find((candidate) => candidate.id === old?.chatId)
    if (old?.role !== 'assistant' || question?.role !== 'user' || !chat || !isShown(id)) return
    const model = changes.model ?? old.model
    const options = changes.options ?? old.options ?? chat.options ?? DEFAULT_IMAGE_OPTIONS
    const { text, inputs } = question
    ask({ text, inputs, model, options }, readHistory(question.parentId), (confirmedCosts) => {
      if (!isShown(id)) return
      // The user was faster than the countdown; both would mean two answers and two bills.
      if (old.status === 'failed' && old.failure.again) stop(old.id)
      const next = { ...chat, updatedAt: times.next() }
      const asking = { chat: next, question, model, options, slot: old.slot, confirmedCost: confirmedCosts?.[0] }
      void start({ askings: [asking], before: chat, conversation: getState() })
    })
  }

  /** Whether a message is on screen. False for a second click on a version that the first click has just replaced. */
  function isShown(id: MessageId): boolean {
    return isOnScreen(getState(), id)
  }

  /**
   * Shows question and placeholders now, and asks main for the runs. A question that follows one that main hasn't
   * accepted yet waits for it, since a refusal would remove what it follows. Resolves with whether main has accepted
   * the runs.
   */
  function start(attempt: Attempt): Promise<boolean> {
    const { askings, conversation } = attempt
    const { chat, question } = askings[0]
    const answers = askings.map((asking) =>
      createPlaceholder(createRunDraft(asking, createId<MessageId>(), conversation), times.next()),
    )
    const ids = answers.map(({ id }) => id)
    const { messages, chosen: before } = conversation
    const known = [...messages.values()]
    const isVersion = known.some(({ parentId }) => parentId === question.id)
    const isEdit = known.some(({ id: other, parentId }) => parentId === question.parentId && other !== question.id)
    const chosen = {
      ...before,
      ...(isEdit && { [parentKey(question.parentId)]: question.id }),
      ...(isVersion && ids[0] && { [findKey(attempt)]: ids[0] }),
    }
    setState((state) => ({
      chats: addChat(state.chats, chat),
      running: new Map([...state.running, ...ids.map((id) => [id, chat.id] as const)]),
      ...(state.openChatId === chat.id && { chosen, messages: withMessages(messages, [question, ...answers]) }),
    }))
    for (const answer of answers) sync.ask({ chat, chosen, question, answer })
    const unanswered = question.parentId && starts.get(question.parentId)
    const accepted = unanswered ? unanswered.then(() => request(ids, attempt)) : request(ids, attempt)
    const answered = accepted.then(() => ids.forEach((id) => starts.delete(id)))
    for (const id of ids) starts.set(id, answered)
    return accepted
  }

  async function request(ids: readonly MessageId[], attempt: Attempt): Promise<boolean> {
    const { askings, conversation } = attempt
    const { chat } = askings[0]
    const { openChatId, messages } = getState()
    const known = openChatId === chat.id ? messages : sync.overlay(chat.id, conversation.messages)
    const drafts = ids.flatMap((id, index) => {
      const asking = askings[index]
      // The message that it follows may have been withdrawn since.
      const question = sync.getAsked(id)?.question ?? askings[0].question
      if (!asking) return []
      const here = { ...conversation, messages: known }
      const inProject = asInProject(getState(), asking.chat)
      return [createRunDraft({ ...asking, chat: inProject, question }, id, here, parts.findModel)]
    })
    try {
      const runs = await startRuns(client, drafts)
      fresh.delete(chat.id)
      runs.forEach(sync.applyRun)
      return true
    } catch (error) {
      const failure = toFailure(error)
      if (failure.charge === 'none' && ids.every((id) => sync.getAsked(id))) {
        takeBack(ids, attempt, failure)
        return false
      }
      fresh.delete(chat.id)
      for (const id of ids) sync.settle(id, failure)
      return true
    }
  }

  /** The key under which a new version is chosen. */
  function findKey({ askings: [{ question, slot }], conversation }: Attempt): string {
    const first = [...conversation.messages.values()].find(({ parentId }) => parentId === question.id)
    const columns = first && findGroup(conversation, first.id)
    return findVersionKey({ parentId: question.id, ...(slot !== undefined && { slot }) }, columns)
  }

  /** Undoes what was shown after main refused a run and recorded nothing. The prompt returns to where it was typed. */
  function takeBack(ids: readonly MessageId[], attempt: Attempt, failure: Failure): void {
    const { askings, before, conversation, prompt, onRefused } = attempt
    const { chat, question, model } = askings[0]
    ids.forEach(sync.withdraw)
    const isGone = fresh.has(chat.id) && !sync.isAsking(chat.id)
    const isOpen = getState().openChatId === chat.id
    if (isGone) {
      fresh.delete(chat.id)
      keeper.forgetChat(chat.id)
      setState(({ chats }) => ({ chats: removeChat(chats, chat.id) }))
      if (isOpen) {
        const { settings, projectId } = chat
        const newChatDraft = drafts.readNew()
        setState({
          openChatId: null,
          messages: NO_MESSAGES,
          chosen: {},
          newChatDraft,
          newChatSettings: settings,
          newChatProject: projectId,
        })
        session.change({ openChatId: null, place: undefined, settings, project: projectId })
      }
    } else {
      if (before) setState(({ chats }) => ({ chats: changeChat(chats, chat.id, { updatedAt: before.updatedAt }) }))
      if (isOpen) {
        if (ids[0]) unchoose(ids[0], findKey(attempt), conversation)
        // Another attempt at the same question may be in progress.
        if (!getState().messages.has(question.id)) unchoose(question.id, parentKey(question.parentId), conversation)
      }
    }
    if (isOpen) setState({ refusal: { failure, model } })
    onRefused?.()
    if (prompt !== undefined) parts.returnPrompt(prompt, isGone ? null : chat.id, chat.id)
  }

  /** Restores the choice that this version replaced under this key. */
  function unchoose(version: MessageId, key: string, { chosen: before }: Conversation): void {
    const { [key]: withdrawn, ...others } = getState().chosen
    if (withdrawn !== version) return
    const earlier = before[key]
    setState({ chosen: earlier === undefined ? others : { ...others, [key]: earlier } })
  }

  function started(id: RunId): Promise<void> {
    return starts.get(id) ?? Promise.resolve()
  }

  function stop(id: MessageId): void {
    started(id)
      .then(() => client.request('runs.cancel', id))
      // Main ignores an unknown run, and an unknown run isn't in progress.
      .finally(() => (activeRuns(getState()).includes(id) ? sync.refresh(id) : undefined))
      // Main couldn't be reached: the answer stays as it is, and Stop can be pressed again.
      .catch(() => undefined)
  }

  function toFailure(error: unknown): Failure {
    if (error instanceof FailureError) return error.failure
    return { code: 'internal-error', charge: 'unknown', at: parts.now() }
  }

  return { send, makeChild, edit, retry, stop, sendWaiting, started }
}
