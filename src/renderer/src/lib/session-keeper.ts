/**
 * The page's copy of where the user left off. Every change goes to main within a moment, and to the browser's own storage,
 * which is what the first frame can read without waiting for main. Of the copies the latest counts: after a kill the
 * browser's may be seconds old, main's is not.
 */
import { NO_SESSION, type Session } from '@shared/session'
import { readCopy, SESSION_KEY } from './kept-session'

export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface SessionKeeper {
  readonly current: Session
  /** The page was reloaded, rather than started with the app. */
  readonly isReload: boolean
  change(part: Partial<Omit<Session, 'at'>>): void
  /** What main had kept. Returns the copy that counts. */
  receive(kept: Session | null): Session
  /** Keeps it now, in the browser's storage before it returns. Resolves when main has it, or can't be reached. */
  flush(): Promise<void>
}

export interface SessionKeeperParts {
  /** Outlives the app. */
  readonly local: TextStorage
  /** Outlives a reload, but not the window. */
  readonly tab: TextStorage
  /** Never rejects. */
  readonly send: (session: Session) => Promise<void>
  readonly after: (delayMs: number, callback: () => void) => () => void
  readonly now: () => number
}

/** Easel 0.1 kept drafts under these. */
const OLD_NEW_DRAFT = 'easel.draft'
const OLD_DRAFTS = 'easel.drafts'
/** How much of what is typed a kill may cost. */
const PAUSE_MS = 300

export function createSessionKeeper({ local, tab, send, after, now }: SessionKeeperParts): SessionKeeper {
  const ofTab = readCopy(tab)
  const initial = ofTab ?? readCopy(local) ?? readOld(local)
  let current = initial
  /** What was changed before main was heard; it is newer than anything that main can know. */
  let unheard: Partial<Session> | undefined = {}
  let cancel: (() => void) | undefined

  function flush(): Promise<void> {
    cancel?.()
    cancel = undefined
    const text = JSON.stringify(current)
    for (const storage of [local, tab]) {
      try {
        storage.setItem(SESSION_KEY, text)
      } catch {
        // Too much was typed for the browser's storage; main has it all the same.
      }
    }
    for (const old of [OLD_NEW_DRAFT, OLD_DRAFTS]) local.removeItem(old)
    return send(current)
  }

  return {
    get current() {
      return current
    },
    isReload: ofTab !== undefined,
    change(part) {
      if (unheard) unheard = { ...unheard, ...part }
      current = { ...current, ...part, at: Math.max(now(), current.at + 1) }
      cancel ??= after(PAUSE_MS, () => void flush())
    },
    receive(kept) {
      if (kept && kept.at > initial.at && unheard) {
        const drafts = { ...kept.drafts, ...findChanged(initial.drafts, unheard.drafts) }
        const attached = { ...kept.attached, ...findChanged(initial.attached ?? {}, unheard.attached) }
        current = {
          ...kept,
          ...unheard,
          drafts,
          ...(Object.keys(attached).length > 0 && { attached }),
          at: Math.max(now(), kept.at + 1),
        }
      }
      unheard = undefined
      return current
    },
    flush,
  }
}

function findChanged<Value>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>> = {},
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value))
}

function readOld(local: TextStorage): Session {
  const typed = local.getItem(OLD_NEW_DRAFT)
  let drafts: Record<string, string> = {}
  try {
    drafts = Object.fromEntries(JSON.parse(local.getItem(OLD_DRAFTS) ?? '[]') as [string, string][])
  } catch {
    // A broken one is no reason not to start.
  }
  return { ...NO_SESSION, drafts: { ...drafts, ...(typed && { new: typed }) } }
}
