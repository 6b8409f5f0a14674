/** The browser's copy of where the user left off. The first read blocks until the main process is free. */
import type { Session } from '@shared/session'

export const SESSION_KEY = 'easel.session'

/** Returns this window's copy, which survives a reload, else the one that survives a restart. */
export function readKeptSession(window: Pick<Window, 'localStorage' | 'sessionStorage'>): Session | undefined {
  return readCopy(window.sessionStorage) ?? readCopy(window.localStorage)
}

/** Reads a copy. Checks it only loosely: this page alone writes it, and main validates what it receives. */
export function readCopy(storage: Pick<Storage, 'getItem'>): Session | undefined {
  try {
    const copy = JSON.parse(storage.getItem(SESSION_KEY) ?? '') as Session
    return typeof copy.at === 'number' && typeof copy.drafts === 'object' && copy.drafts !== null ? copy : undefined
  } catch {
    return undefined
  }
}
