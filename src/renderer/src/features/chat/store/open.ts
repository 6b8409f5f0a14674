/** Which chat is open: reads it, leaves it, and returns to where the user left off. */
import type { ChatId } from '@shared/ids'
import type { Session } from '@shared/session'
import type { Data } from '@/data'
import { mergeChats } from '../chat-list'
import { toChat, toMessage } from '../mapping'
import type { ChatState, Conversation } from '../model'
import type { ProjectId } from '../projects/model'
import { activeRuns } from '../selectors'
import { withMessages, type Chosen, type Messages } from '../tree'
import type { StoreContext } from './parts'
import { createRecentChats, reuseMessages, type LeftChat } from './recent-chats'

export const NO_MESSAGES: Messages = new Map()
const NOTHING: Conversation = { messages: NO_MESSAGES, chosen: {} }

export interface Opening extends Pick<ChatState, 'openChat' | 'readAhead' | 'newChat' | 'markSeen'> {
  /** Reads the list of chats. */
  load(data: Data): Promise<void>
  /** Reads the chat that the session had open, which is already shown as open. */
  begin(): void
  /** The chosen versions of the open chat or of one that was open recently. */
  readChosen(id: ChatId): Chosen | undefined
  /** Forgets the remembered chats: they may show rows that are gone. */
  forgetRemembered(): void
  /** Goes to where the user left off, according to main, unless they have moved elsewhere meanwhile. */
  resume(session: Pick<Session, 'openChatId' | 'place'>): void
}

interface OpeningParts extends StoreContext {
  /** Called when the rows of a chat have been read: what was sent to it meanwhile can go out. */
  readonly onRead: (id: ChatId | null, from: ChatId, conversation: Conversation) => void
  /** Resolves when main has accepted or refused this run. */
  readonly started: (id: ReturnType<typeof activeRuns>[number]) => Promise<unknown>
}

export function createOpening(context: OpeningParts): Opening {
  const { parts, store, journal, keeper, projects, sync, feed, drafts, times } = context
  const { session, isInFocus } = parts
  const { getState, setState } = store
  /** Counts how often the open chat was left, so that a slow read can tell it's too late. */
  let departures = 0
  let hasBegun = false
  const recent = createRecentChats()
  /** The chat that will probably be opened next. */
  let ahead: (LeftChat & { readonly id: ChatId }) | undefined
  /** The read of that chat while it's in progress. */
  let readingAhead: { readonly id: ChatId; readonly chat: Promise<LeftChat | undefined> } | undefined
  /** The mark of the open chat's rows; undefined if it was never read. */
  let readAt: string | undefined

  async function load(data: Data): Promise<void> {
    const rows = await data.chats.all()
    const read = rows
      .filter((row) => row.deletedAt === undefined && !row.isProject && !keeper.isDeleted(row.id))
      .map(toChat)
    projects.load(rows)
    setState((state) => ({ chats: mergeChats(read, state.chats), ready: true }))
    markSeen()
    // If main can't be reached, opening the chat tries again.
    sync.settleLost(data).catch(() => undefined)
  }

  function forgetRemembered(): void {
    recent.clear()
    ahead = undefined
    readingAhead = undefined
  }

  async function openChat(id: ChatId): Promise<void> {
    if (getState().openChatId === id) return
    leave()
    show(id)
    await read(id)
  }

  /** Shows a remembered chat immediately. Its rows are still read, since they may be newer. */
  function show(id: ChatId, at?: Session['place']): void {
    const left = findRemembered(id)
    const remembered = left ? sync.overlay(id, left.messages) : NO_MESSAGES
    const { messages, chosen } = left && !hasEnded(remembered) ? { ...left, messages: remembered } : NOTHING
    const place = at ?? left?.place
    setState({ openChatId: id, messages, chosen, opening: true, place, refusal: undefined })
    session.change({ openChatId: id, place })
    markSeen()
  }

  /**
   * Whether an answer has ended since: it would show a placeholder, or a preview without its file, until rows are read.
   */
  function hasEnded(messages: Messages): boolean {
    const { running } = getState()
    return activeRuns({ messages }).some((message) => !running.has(message))
  }

  async function read(id: ChatId): Promise<void> {
    const departure = departures
    const { messages: shown } = getState()
    const conversation = await readChat(id, shown)
    const isOpen = departure === departures
    if (!conversation) {
      recent.forget(id)
      if (ahead?.id === id) ahead = undefined
      if (isOpen) close()
      // A chat restored from the session wasn't chosen by the user; main may know better.
      if (isOpen && getState().isSettled) session.change({ openChatId: null, place: undefined })
      context.onRead(null, id, NOTHING)
      return
    }
    const { messages, chosen } = conversation
    for (const { createdAt } of messages.values()) times.see(createdAt)
    if (isOpen) {
      readAt = conversation.mark
      // Text that was revealed during the read is newer than the rows.
      const revealed = [...getState().messages.values()].filter((message) => shown.get(message.id) !== message)
      const overlaid = sync.overlay(id, withMessages(messages, revealed))
      setState(({ messages: before, chosen: now }) => ({
        opening: false,
        // The version on screen was chosen last, possibly a moment ago.
        chosen: shown.size > 0 ? now : chosen,
        messages: reuseMessages(before, overlaid),
      }))
      checkStreaming()
    }
    context.onRead(id, id, conversation)
  }

  /** Undefined for a deleted chat. Without a database, returns what is in memory; `dataProblem` says why. */
  async function readChat(id: ChatId, shown: Messages): Promise<LeftChat | undefined> {
    try {
      const data = await journal.data()
      const reading = readingAhead?.id === id ? readingAhead.chat : undefined
      const left = isListed(id) ? (findRemembered(id) ?? (reading && (await reading))) : undefined
      if (left?.mark !== undefined && left.mark === (await data.messages.mark())) return left
      return await readRows(data, id)
    } catch {
      context.report(getState().dataProblem ?? 'unavailable')
      readLater(id)
      return { messages: shown, chosen: findRemembered(id)?.chosen ?? {} }
    }
  }

  async function readRows(data: Data, id: ChatId): Promise<LeftChat | undefined> {
    // The mark first: rows written during the read are then read again next time.
    const [mark, records, row] = await Promise.all([
      data.messages.mark(),
      data.messages.ofChat(id),
      data.chats.find(id),
    ])
    const isKnown = isListed(id) || sync.overlay(id, NO_MESSAGES).size > 0
    const isThere = row ? row.deletedAt === undefined : records.length > 0
    if (!isKnown && !isThere) return undefined
    const messages = records.map(toMessage).map((message) => [message.id, message] as const)
    return { messages: new Map(messages), chosen: row?.chosen ?? {}, mark }
  }

  async function readAhead(id: ChatId): Promise<void> {
    if (getState().openChatId === id || findRemembered(id) || readingAhead?.id === id) return
    const reading = { id, chat: journal.data().then((data) => readRows(data, id)) }
    readingAhead = reading
    try {
      const chat = await reading.chat
      // Another chat may be read ahead by now, or the rows may be out of date.
      if (chat && readingAhead === reading) ahead = { ...chat, id }
    } catch {
      // Opening the chat tries again and reports the error.
    } finally {
      if (readingAhead === reading) readingAhead = undefined
    }
  }

  function findRemembered(id: ChatId): LeftChat | undefined {
    return recent.find(id) ?? (ahead?.id === id ? ahead : undefined)
  }

  function readChosen(id: ChatId): Chosen | undefined {
    const { openChatId, messages, chosen } = getState()
    return openChatId === id && messages.size > 0 ? chosen : recent.find(id)?.chosen
  }

  function isListed(id: ChatId): boolean {
    return getState().chats.some((chat) => chat.id === id)
  }

  /** Queues the read like a write until the rows can be read, from a stand-in if necessary. */
  function readLater(id: ChatId): void {
    journal.write('read', async (data) => {
      await Promise.all([data.messages.ofChat(id), data.chats.find(id)])
      if (getState().openChatId === id) await read(id)
    })
  }

  /** Fetches what was streamed while another chat was open, and settles answers that are no longer being made. */
  function checkStreaming(): void {
    for (const id of activeRuns(getState())) void context.started(id).then(() => feed.catchUp(id))
  }

  function newChat(projectId?: ProjectId): void {
    setState({ newChatProject: projectId })
    if (session.current.project !== projectId) session.change({ project: projectId })
    if (getState().openChatId === null) return
    close()
    session.change({ openChatId: null, place: undefined })
  }

  function close(): void {
    leave()
    setState({
      openChatId: null,
      messages: NO_MESSAGES,
      chosen: {},
      opening: false,
      place: undefined,
      refusal: undefined,
      newChatDraft: drafts.readNew(),
    })
  }

  function leave(): void {
    const { openChatId, opening, messages, chosen } = getState()
    // While it's still being read, what was remembered before stays.
    if (openChatId && !opening)
      recent.keep(openChatId, { messages, chosen, place: session.current.place, mark: readAt })
    departures += 1
    readAt = undefined
    drafts.flush()
  }

  function begin(): void {
    hasBegun = true
    const { openChatId, opening } = getState()
    if (openChatId && opening) void read(openChatId)
  }

  function resume({ openChatId, place }: Pick<Session, 'openChatId' | 'place'>): void {
    const isWhereItBegan = departures === 0
    setState({
      isSettled: true,
      newChatDraft: drafts.readNew(),
      attached: drafts.readAttached(),
      newChatSettings: session.current.settings,
      newChatProject: session.current.project,
    })
    if (!isWhereItBegan || getState().openChatId === openChatId) return
    if (openChatId === null) return close()
    leave()
    show(openChatId, place)
    if (hasBegun) void read(openChatId)
  }

  function markSeen(): void {
    const { openChatId } = getState()
    if (openChatId && isInFocus()) keeper.clearNews(openChatId)
  }

  return { openChat, readChosen, readAhead, newChat, markSeen, load, forgetRemembered, begin, resume }
}
