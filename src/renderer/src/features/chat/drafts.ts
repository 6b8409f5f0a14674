/**
 * Unsent text and the images attached to it, per chat and for the new chat. Each keystroke goes to the session, which
 * main stores within a moment; a chat's row is updated after a pause. Once both copies of the row have it, the session
 * drops it, except for the open chat: its draft is shown in the first frame after a start, before any row is read.
 * Attached images are only in the session: files referenced by hash, which are durable before they are attached.
 */
import type { ChatId } from '@shared/ids'
import { NEW_CHAT } from '@shared/session'
import type { InputImage } from '@shared/request'
import type { SessionKeeper } from '@/lib/session-keeper'
import { areSameImages } from './attached'
import type { ChatState } from './model'
import type { Schedule } from './schedule'

export interface DraftParts {
  readonly session: Pick<SessionKeeper, 'current' | 'change' | 'flush'>
  readonly schedule: Schedule
  /** Stores a chat's draft in its row; empty text removes it. */
  readonly keep: (drafts: ReadonlyMap<ChatId, string>) => void
  /** Resolves when everything passed to `keep` is in the database and in main's archive. */
  readonly archived: () => Promise<void>
}

export interface Drafts {
  save(id: ChatId | null, text: string): void
  attach(id: ChatId | null, images: readonly InputImage[]): void
  /** Called when they are being sent. A crash must not lose them before main has accepted them. */
  hold(id: ChatId | null, text: string, images: readonly InputImage[]): void
  /**
   * Main has accepted them: removes them as a draft wherever they were stored. What was typed or attached since stays.
   */
  forget(id: ChatId | null, text: string, images: readonly InputImage[]): void
  /** For every chat. */
  readAttached(): ChatState['attached']
  /** The draft of the new chat. */
  readNew(): string
  /** The draft of a chat in the session: enough for the open chat until its row is read. */
  readKept(id: ChatId): string | undefined
  /** Writes pending drafts to the rows now instead of after the pause. */
  flush(): void
  /** Writes drafts to the rows that an earlier page stored in the session but possibly not in the rows. */
  restore(): void
}

/** Longer than the gap between two keystrokes, shorter than it takes to leave the chat. */
const PAUSE_MS = 400

const NONE: readonly InputImage[] = []

export function createDrafts({ session, schedule, keep, archived }: DraftParts): Drafts {
  const waiting = new Map<ChatId, string>()
  let cancel: (() => void) | undefined

  function put(key: string, text: string | undefined): void {
    const { [key]: before, ...others } = session.current.drafts
    if (before !== text) session.change({ drafts: text === undefined ? others : { ...others, [key]: text } })
  }

  function attach(id: ChatId | null, images: readonly InputImage[]): void {
    const key = id ?? NEW_CHAT
    const { [key]: before = NONE, ...others } = session.current.attached ?? {}
    if (images.length === 0 && before.length === 0) return
    session.change({ attached: images.length === 0 ? others : { ...others, [key]: images } })
  }

  function flush(): void {
    cancel?.()
    cancel = undefined
    if (waiting.size === 0) return
    const drafts = new Map(waiting)
    waiting.clear()
    handOver(drafts)
  }

  function handOver(drafts: ReadonlyMap<ChatId, string>): void {
    keep(drafts)
    const forgetThem = (): void => {
      const { openChatId } = session.current
      for (const [id, text] of drafts) {
        const isNeeded = id === openChatId && text !== ''
        if (!isNeeded && session.current.drafts[id] === text) put(id, undefined)
      }
    }
    // Without a database the session keeps them.
    archived().then(forgetThem, () => undefined)
  }

  return {
    save(id, text) {
      if (id === null) return put(NEW_CHAT, text === '' ? undefined : text)
      put(id, text)
      waiting.set(id, text)
      cancel?.()
      cancel = schedule.after(PAUSE_MS, flush)
    },
    attach,
    hold(id, text, images) {
      if (id) waiting.delete(id)
      put(id ?? NEW_CHAT, text)
      attach(id, images)
      session.flush()
    },
    forget(id, text, images) {
      if (areSameImages(session.current.attached?.[id ?? NEW_CHAT] ?? NONE, images)) attach(id, NONE)
      if (session.current.drafts[id ?? NEW_CHAT] === text) put(id ?? NEW_CHAT, undefined)
    },
    readAttached: () => session.current.attached ?? {},
    readNew: () => session.current.drafts[NEW_CHAT] ?? '',
    readKept: (id) => session.current.drafts[id],
    flush,
    restore() {
      const { [NEW_CHAT]: _new, ...ofChats } = session.current.drafts
      const drafts = new Map(Object.entries(ofChats) as [ChatId, string][])
      if (drafts.size > 0) handOver(drafts)
    },
  }
}
