/** Which chat is open: reading it, leaving it, and coming back to where the user left off. */
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
  /** Reads the chat that the session had open; it is open already. */
  begin(): void
  /** The versions chosen in a chat that is open, or was a while ago. */
  readChosen(id: ChatId): Chosen | undefined
  /** What is remembered of chats may show what is gone by now. */
  forgetRemembered(): void
  /** Goes to where the user left off, as main knows it, unless they have gone elsewhere meanwhile. */
  resume(session: Pick<Session, 'openChatId' | 'place'>): void
}

interface OpeningParts extends StoreContext {
  /** The rows of a chat are here: what was sent to it meanwhile can go. */
  readonly onRead: (id: ChatId | null, from: ChatId, conversation: Conversation) => void
  /** Resolves when main has heard of this run, or refused it. */
  readonly started: (id: ReturnType<typeof activeRuns>[number]) => Promise<unknown>
}

export function createOpening(context: OpeningParts): Opening {
  const { parts, store, journal, keeper, projects, sync, feed, drafts, times } = context
  const { session, isInFocus } = parts
  const { getState, setState } = store
  /** Counts how often the open chat was left, so that a slow read knows it comes too late. */
  let departures = 0
  let hasBegun = false
  const recent = createRecentChats()
  /** The chat that will probably be opened next. */
  let ahead: (LeftChat & { readonly id: ChatId }) | undefined
  /** The mark of the rows of the open chat; undefined where it was never read. */
  let readAt: string | undefined

  async function load(data: Data): Promise<void> {
    const rows = await data.chats.all()
    const read = rows
      .filter((row) => row.deletedAt === undefined && !row.isProject && !keeper.isDeleted(row.id))
      .map(toChat)
    projects.load(rows)
    setState((state) => ({ chats: mergeChats(read, state.chats), ready: true }))
    markSeen()
    // When main cannot be asked, opening the chat asks again.
    sync.settleLost(data).catch(() => undefined)
  }

  function forgetRemembered(): void {
    recent.clear()
    ahead = undefined
  }

  async function openChat(id: ChatId): Promise<void> {
    if (getState().openChatId === id) return
    leave()
    show(id)
    await read(id)
  }

  /** What is remembered of a chat is shown at once; its rows are read all the same, since they may say more by now. */
  function show(id: ChatId, at?: Session['place']): void {
    const left = findRemembered(id)
    const remembered = left ? sync.overlay(id, left.messages) : NO_MESSAGES
    const { messages, chosen } = left && !hasEnded(remembered) ? { ...left, messages: remembered } : NOTHING
    const place = at ?? left?.place
    setState({ openChatId: id, messages, chosen, opening: true, place, refusal: undefined })
    session.change({ openChatId: id, place })
    markSeen()
  }

  /** An answer has ended since: a placeholder and a preview, whose file is gone, would be shown until the rows are read. */
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
      // What is only remembered to have been open is no choice of the user's; main may know better.
      if (isOpen && getState().isSettled) session.change({ openChatId: null, place: undefined })
      context.onRead(null, id, NOTHING)
      return
    }
    const { messages, chosen } = conversation
    for (const { createdAt } of messages.values()) times.see(createdAt)
    if (isOpen) {
      readAt = conversation.mark
      // What was revealed while the rows were being read is newer than they are.
      const revealed = [...getState().messages.values()].filter((message) => shown.get(message.id) !== message)
      const overlaid = sync.overlay(id, withMessages(messages, revealed))
      setState(({ messages: before, chosen: now }) => ({
        opening: false,
        // What is on screen is what was chosen last, maybe a moment ago.
        chosen: shown.size > 0 ? now : chosen,
        messages: reuseMessages(before, overlaid),
      }))
      checkStreaming()
    }
    context.onRead(id, id, conversation)
  }

  /**
   * Undefined for a chat that is not there any more. Without a database, what memory holds of the chat is what there is;
   * `dataProblem` says why.
   */
  async function readChat(id: ChatId, shown: Messages): Promise<LeftChat | undefined> {
    try {
      const data = await journal.data()
      const left = isListed(id) ? findRemembered(id) : undefined
      if (left?.mark !== undefined && left.mark === (await data.messages.mark())) return left
      return await readRows(data, id)
    } catch {
      context.report(getState().dataProblem ?? 'unavailable')
      readLater(id)
      return { messages: shown, chosen: findRemembered(id)?.chosen ?? {} }
    }
  }

  async function readRows(data: Data, id: ChatId): Promise<LeftChat | undefined> {
    // The mark first: what is written meanwhile is read again the next time.
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
    if (getState().openChatId === id || findRemembered(id)) return
    try {
      const chat = await readRows(await journal.data(), id)
      if (chat) ahead = { ...chat, id }
    } catch {
      // Opening it tries again, and reports what is wrong.
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

  /** Waits like a write until the rows can be read, from a stand-in if need be. */
  function readLater(id: ChatId): void {
    journal.write('read', async (data) => {
      await Promise.all([data.messages.ofChat(id), data.chats.find(id)])
      if (getState().openChatId === id) await read(id)
    })
  }

  /** What was streamed while another chat was open is fetched; what is not being made any more is settled. */
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
    // While it's still being read, what was kept before is what there is.
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
