/**
 * The page's copy of where the user left off. Every change is soon sent to main and written to the browser's storage,
 * which the first frame can read without a request to main. The newest copy wins: after a kill the browser's may be
 * seconds old, but main's isn't.
 */
import { NO_SESSION, type Session } from '@shared/session'
import { readCopy, SESSION_KEY } from './kept-session'

export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface SessionKeeper {
  readonly current: Session
  /** The page was reloaded, not started with the app. */
  readonly isReload: boolean
  change(part: Partial<Omit<Session, 'at'>>): void
  /** Takes main's stored copy. Returns the copy that wins. */
  receive(kept: Session | null): Session
  /** Saves now; the browser's storage is written before this returns. Resolves once main has it or can't be reached. */
  flush(): Promise<void>
}

export interface SessionKeeperParts {
  /** Survives a restart of the app. */
  readonly local: TextStorage
  /** Survives a reload, but not the window. */
  readonly tab: TextStorage
  /** Never rejects. */
  readonly send: (session: Session) => Promise<void>
  readonly after: (delayMs: number, callback: () => void) => () => void
  readonly now: () => number
}

/** Easel 0.1 stored drafts under these keys. */
const OLD_NEW_DRAFT = 'easel.draft'
const OLD_DRAFTS = 'easel.drafts'
/** How much typing a kill may lose. Milliseconds. */
const PAUSE_MS = 300

export function createSessionKeeper({ local, tab, send, after, now }: SessionKeeperParts): SessionKeeper {
  const ofTab = readCopy(tab)
  const initial = ofTab ?? readCopy(local) ?? readOld(local)
  let current = initial
  /** Changes made before main's copy arrived; they are newer than anything in it. */
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
        // Too much text for the browser's storage; main still gets it.
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
    // Broken drafts must not stop the app from starting.
  }
  return { ...NO_SESSION, drafts: { ...drafts, ...(typed && { new: typed }) } }
}
