/** The browser's own copy of where the user left off. Reading it waits for main, once. */
import type { Session } from '@shared/session'

export const SESSION_KEY = 'easel.session'

/** The copy of this window, which outlives a reload, else the one that outlives the app. */
export function readKeptSession(window: Pick<Window, 'localStorage' | 'sessionStorage'>): Session | undefined {
  return readCopy(window.sessionStorage) ?? readCopy(window.localStorage)
}

/** Written by this page alone; main checks what it is sent. */
export function readCopy(storage: Pick<Storage, 'getItem'>): Session | undefined {
  try {
    const copy = JSON.parse(storage.getItem(SESSION_KEY) ?? '') as Session
    return typeof copy.at === 'number' && typeof copy.drafts === 'object' && copy.drafts !== null ? copy : undefined
  } catch {
    return undefined
  }
}
