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
  /** Resolves when what was handed to `keep` is in the database and in main's archive. */
  readonly archived: () => Promise<void>
}

export interface Drafts {
  save(id: ChatId | null, text: string): void
  /** What was typed is being sent. The row of a chat is left as it is: who sends replaces its draft, or takes it away. */
  drop(id: ChatId | null): void
  /** The new chat's. */
  readNew(): string
  /** Hands over what waits now, instead of after the pause. */
  flush(): void
  /** For `pagehide`: keeps what waits, or is not in both copies of the rows yet, where it is safe without waiting. */
  stash(): void
  /** Hands over what an earlier page stashed. */
  unstash(): void
}

const NEW_CHAT_KEY = 'easel.draft'
const STASH_KEY = 'easel.drafts'
/** Longer than the gap between two keystrokes, shorter than leaving the chat. */
const PAUSE_MS = 400

export function createDrafts({ storage, schedule, keep, archived }: DraftParts): Drafts {
  const waiting = new Map<ChatId, string>()
  /** Handed over, and on its way. */
  const handed = new Map<ChatId, string>()
  let newDraft: string | undefined
  let cancel: (() => void) | undefined

  function flush(): void {
    cancel?.()
    cancel = undefined
    flushNew()
    if (waiting.size === 0) return
    const drafts = new Map(waiting)
    waiting.clear()
    handOver(drafts)
  }

  function handOver(drafts: ReadonlyMap<ChatId, string>): void {
    for (const [id, text] of drafts) handed.set(id, text)
    keep(drafts)
    const forget = (): void => {
      for (const [id, text] of drafts) if (handed.get(id) === text) handed.delete(id)
    }
    // Without a database it is kept with the next one that is handed over.
    archived().then(forget, () => undefined)
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
      else for (const drafts of [waiting, handed]) drafts.delete(id)
      flush()
    },
    readNew: () => newDraft ?? storage.getItem(NEW_CHAT_KEY) ?? '',
    flush,
    stash() {
      flushNew()
      const drafts = new Map([...handed, ...waiting])
      if (drafts.size > 0) storage.setItem(STASH_KEY, JSON.stringify([...drafts]))
    },
    unstash() {
      const drafts = readStash(storage.getItem(STASH_KEY))
      storage.removeItem(STASH_KEY)
      if (drafts.size > 0) handOver(drafts)
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
