/**
 * Unsent text, per chat and for the new chat. Typing must cost nothing, so a draft reaches the store and the database
 * only after a pause; what is still waiting when the page goes away is kept in local storage, which is synchronous.
 */
import type { ChatId } from '@shared/ids'
import type { Schedule } from './schedule'

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface DraftParts {
  readonly storage: DraftStorage
  readonly schedule: Schedule
  /** Records a chat's draft for good; empty text removes it. */
  readonly keep: (drafts: ReadonlyMap<ChatId, string>) => void
}

export interface Drafts {
  save(id: ChatId | null, text: string): void
  /** What was typed is being sent. The row of a chat is left as it is: who sends replaces its draft, or takes it away. */
  drop(id: ChatId | null): void
  /** The new chat's. */
  readNew(): string
  /** Hands over what waits now, instead of after the pause. */
  flush(): void
  /** For `pagehide`: keeps what waits where it is safe without waiting. */
  stash(): void
  /** Hands over what an earlier page stashed. */
  unstash(): void
}

const NEW_CHAT_KEY = 'easel.draft'
const STASH_KEY = 'easel.drafts'
/** Longer than the gap between two keystrokes, shorter than leaving the chat. */
const PAUSE_MS = 400

export function createDrafts({ storage, schedule, keep }: DraftParts): Drafts {
  const waiting = new Map<ChatId, string>()
  let newDraft: string | undefined
  let cancel: (() => void) | undefined

  function flush(): void {
    cancel?.()
    cancel = undefined
    flushNew()
    if (waiting.size === 0) return
    const drafts = new Map(waiting)
    waiting.clear()
    keep(drafts)
  }

  function flushNew(): void {
    if (newDraft === undefined) return
    if (newDraft === '') storage.removeItem(NEW_CHAT_KEY)
    else storage.setItem(NEW_CHAT_KEY, newDraft)
    newDraft = undefined
  }

  return {
    save(id, text) {
      if (id === null) newDraft = text
      else waiting.set(id, text)
      cancel?.()
      cancel = schedule.after(PAUSE_MS, flush)
    },
    drop(id) {
      if (id === null) newDraft = ''
      else waiting.delete(id)
      flush()
    },
    readNew: () => newDraft ?? storage.getItem(NEW_CHAT_KEY) ?? '',
    flush,
    stash() {
      flushNew()
      if (waiting.size > 0) storage.setItem(STASH_KEY, JSON.stringify([...waiting]))
    },
    unstash() {
      const drafts = readStash(storage.getItem(STASH_KEY))
      storage.removeItem(STASH_KEY)
      if (drafts.size > 0) keep(drafts)
    },
  }
}

/** Tolerates anything: a broken stash is no reason not to start. */
function readStash(stored: string | null): ReadonlyMap<ChatId, string> {
  try {
    return new Map(JSON.parse(stored ?? '[]') as [ChatId, string][])
  } catch {
    return new Map()
  }
}
