/**
 * The chat feature's state and actions. Every action updates memory immediately; the run and the database follow in
 * parallel. The parts: `store/open.ts` (which chat is open), `store/send.ts` (sending and retrying), `run-sync.ts`
 * (what runs report), `text-feed.ts` (streamed text), `chat-keeper.ts` (changes to chats as a whole), `drafts.ts`,
 * `journal.ts` (queues and retries writes).
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ChatId } from '@shared/ids'
import type { Run } from '@shared/run'
import type { InputImage } from '@shared/request'
import type { ChatSettings } from '@shared/text-settings'
import { NEW_CHAT, NO_SESSION, type Session } from '@shared/session'
import type { Data } from '@/data'
import type { DataProblem } from '@/data/problem'
import { tellImagesChanged } from '@/lib/image-changes'
import { createChatKeeper } from './chat-keeper'
import { changeChat } from './chat-list'
import { createDrafts } from './drafts'
import { createJournal } from './journal'
import type { Chat, ChatState } from './model'
import { createProjectKeeper } from './projects/project-keeper'
import { createRunSync } from './run-sync'
import { createBranching } from './store/branch'
import { createOpening, NO_MESSAGES, type Opening } from './store/open'
import { Times, type ChatStoreParts } from './store/parts'
import { createSending, type Sending } from './store/send'
import { createVersionActions } from './store/versions'
import { createTextFeed } from './text-feed'

export type { ChatStoreParts } from './store/parts'

export interface ChatStore extends StoreApi<ChatState> {
  /**
   * Starts following main's runs, reads the chats, and settles answers that were left open. `runs`: from main's
   * welcome; once they resolve, the session is the one that main stored. Returns how to stop.
   */
  start(runs: Promise<readonly Run[]>): () => void
  /** Goes to where the user left off, according to main, unless they have moved elsewhere meanwhile. */
  resume(session: Pick<Session, 'openChatId' | 'place'>): void
  /** Reports the progress of a large restore into the database; null once it's done. */
  noteRestoring(progress: number | null): void
  /** Reads the chats again after rows were written without this store. */
  reload(): void
  /** Lists chats again that were restored from the bin. */
  noteRestored(ids: readonly ChatId[]): void
  /** Chats were deleted permanently and can't be restored by Undo. */
  notePurged(ids: readonly ChatId[]): void
  /** Adds runs that main started automatically. */
  hear(runs: readonly Run[]): void
  /** Resolves when every write is stored or waiting for its next retry. */
  settled(): Promise<void>
  /** The open database, for direct reads. */
  data(): Promise<Data>
}

export function createChatStore(parts: ChatStoreParts): ChatStore {
  const { client, schedule, session, now } = parts
  const times = new Times(now)
  const isWanted = session.isReload || !session.current.startsNew
  const { openChatId, place } = isWanted ? session.current : NO_SESSION
  /** Drafts from the session are moved to the rows once both are in, in either order: the chats and main's welcome. */
  const awaited = new Set(['chats', 'main'])

  const store: StoreApi<ChatState> = createStore<ChatState>()(() => ({
    chats: [],
    ready: false,
    isSettled: false,
    openChatId,
    messages: NO_MESSAGES,
    chosen: {},
    opening: openChatId !== null,
    ...(openChatId && place && { place }),
    running: new Map(),
    newChatDraft: '',
    attached: session.current.attached ?? {},
    newChatSettings: session.current.settings,
    newChatProject: session.current.project,
    openChat: (id) => opening.openChat(id),
    readAhead: (id) => opening.readAhead(id),
    newChat: (projectId) => opening.newChat(projectId),
    markSeen: () => opening.markSeen(),
    send: (input, onSent) => sending.send(input, onSent),
    makeChild: (input) => sending.makeChild(input),
    stop: (id) => sending.stop(id),
    edit: (id, input, on) => sending.edit(id, input, on),
    branch: (id, title) => branching.branch(id, title),
    retry: (id, changes) => sending.retry(id, changes),
    dismissRefusal: () => setState({ refusal: undefined }),
    savePlace: (at) => session.change({ place: at }),
    chooseVersion: (id) => versions.chooseVersion(id),
    keepAnswer: (id) => versions.keepAnswer(id),
    showTogether: (id) => versions.showTogether(id),
    renameChat: (id, title) => keeper.renameChat(id, title),
    pinChat: (id, pinned) => keeper.pinChat(id, pinned),
    moveChat: (id, projectId) => keeper.moveChat(id, projectId),
    archiveChat: (id, archived) => keeper.archiveChat(id, archived),
    projects: [],
    createProject: (changes) => projects.createProject(changes),
    changeProject: (id, changes) => projects.changeProject(id, changes),
    deleteProject: (id) => projects.deleteProject(id),
    deleteChat,
    saveDraft: (id, text) => drafts.save(id, text),
    readKeptDraft: (id) => drafts.readKept(id),
    saveAttached,
    followUp: (id, follows) => keeper.keepFollowUp(id, follows),
    leaveOut: (id, image) => keeper.leaveOut(id, image),
    saveChoice: (id, choice) => keeper.keepChoice(id, choice),
    saveSettings,
    retryUpload,
  }))
  const { getState, setState } = store
  const journal = createJournal({ openData: parts.openData, schedule, report, onReturned: reload })
  const keeper = createChatKeeper(store, journal, now)
  const projects = createProjectKeeper({ store, journal, now, createId: parts.createId })
  const drafts = createDrafts({ session, schedule, keep: keeper.keepDrafts, archived })
  const sync = createRunSync({
    store,
    client,
    journal,
    now,
    isDeleted: keeper.isDeleted,
    isWatched: (id) => getState().openChatId === id && parts.isInFocus(),
    forgetSentDraft,
    readBegun,
    readChosen: (id) => opening.readChosen(id),
  })
  const feed = createTextFeed({ store, schedule, refresh: sync.refresh })
  const context = { parts, store, journal, keeper, projects, sync, feed, drafts, times, report }
  const versions = createVersionActions(context)
  const sending: Sending = createSending(context)
  const opening: Opening = createOpening({ ...context, onRead: sending.sendWaiting, started: sending.started })
  const branching = createBranching(context, opening)
  setState({ newChatDraft: drafts.readNew() })

  function report(dataProblem: DataProblem | undefined): void {
    if (getState().dataProblem !== dataProblem) setState({ dataProblem })
    // Reloading tells a newer database from one that was only deleted.
    if (dataProblem === 'replaced') reload()
  }

  /** Resolves when everything written so far is in both copies of the rows, or main can't be reached. */
  async function archived(): Promise<void> {
    await journal.settled()
    await (await journal.data()).archived()
  }

  function start(runs: Promise<readonly Run[]>): () => void {
    const stops = [
      client.on('run.changed', (run) => {
        feed.flush(run.id)
        sync.applyRun(run)
      }),
      client.on('run.streamed', feed.stream),
    ]
    // Without a welcome, `settleLost` still requests the list.
    runs
      .then((list) => list.forEach(sync.applyRun))
      .catch(() => undefined)
      .finally(() => restoreDrafts('main'))
    opening.begin()
    reload()
    return () => stops.forEach((stopListening) => stopListening())
  }

  function reload(): void {
    journal.write('load', async (data) => {
      await opening.load(data)
      restoreDrafts('chats')
    })
  }

  function restoreDrafts(cause: 'chats' | 'main'): void {
    if (awaited.delete(cause) && awaited.size === 0) drafts.restore()
  }

  function noteRestoring(progress: number | null): void {
    const restoring = progress && Math.floor(progress * 100) / 100
    if (restoring !== getState().restoring) setState({ restoring })
  }

  function saveAttached(id: ChatId | null, images: readonly InputImage[]): void {
    setState(({ attached }) => ({ attached: { ...attached, [id ?? NEW_CHAT]: images } }))
    drafts.attach(id, images)
  }

  function readBegun(id: ChatId): Partial<Pick<Chat, 'settings' | 'projectId'>> {
    const { chatId, settings, projectId } = session.current.begun ?? {}
    return chatId === id ? { ...(settings && { settings }), ...(projectId && { projectId }) } : {}
  }

  function forgetSentDraft(id: ChatId, text: string, images: readonly InputImage[]): void {
    drafts.forget(id, text, images)
    drafts.forget(null, text, images)
    setState(({ chats, newChatDraft }) => ({
      attached: drafts.readAttached(),
      newChatDraft: newChatDraft === text ? '' : newChatDraft,
      chats: chats.some((chat) => chat.id === id && chat.draft === text)
        ? changeChat(chats, id, { draft: undefined })
        : chats,
    }))
  }

  function deleteChat(id: ChatId): () => void {
    const restore = keeper.deleteChat(id)
    // Main couldn't be reached: the next snapshot or the next start repeats it.
    sync.leaveChat(id).catch(() => undefined)
    // Not before the row is stored: listeners read it.
    const tell = (): void => void journal.settled().then(() => tellImagesChanged([id]))
    tell()
    return () => {
      restore()
      tell()
    }
  }

  function saveSettings(id: ChatId | null, settings: ChatSettings | undefined): void {
    if (id) return keeper.keepSettings(id, settings)
    setState({ newChatSettings: settings })
    session.change({ settings })
  }

  function retryUpload(id: Parameters<ChatState['retryUpload']>[0]): void {
    // The result arrives as a snapshot of the run; if main refuses, the badge stays as it is.
    client.request('uploads.retry', id).catch(() => undefined)
  }

  return {
    ...store,
    start,
    resume: opening.resume,
    noteRestoring,
    reload,
    noteRestored(ids) {
      keeper.noteRestored(ids)
      reload()
    },
    notePurged(ids) {
      keeper.notePurged(ids)
      opening.forgetRemembered()
    },
    hear: (runs) => runs.forEach(sync.applyRun),
    settled: journal.settled,
    data: journal.data,
  }
}
