/** Short notices at the edge of the window, with one action, or two. Errors that need more have their own place. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { FailureError, type FailureCode } from '@shared/failure'

interface NoticeAction {
  readonly label: string
  readonly run: () => void
}

interface NoticeProgress {
  /** From 0 to 1. */
  readonly share: number
  readonly text: string
}

export interface Notice {
  readonly id: number
  readonly text: string
  /** A failure's words are looked up where it is shown. */
  readonly failure?: FailureCode
  readonly action?: NoticeAction
  /** A second one, shown before it. */
  readonly also?: NoticeAction
  /** How far work is that goes on until it's done or `action` ends it. */
  readonly progress?: NoticeProgress
  /** Stays until dismissed. */
  readonly sticky?: boolean
  /** What its action takes back, for `dismissAbout`. */
  readonly about?: 'deletion' | 'collection'
}

interface NoticeState {
  readonly notices: readonly Notice[]
}

/** Older ones give way: three can be read at a glance. */
const MOST = 3

const store = createStore<NoticeState>()(() => ({ notices: [] }))

export function useNotices(): readonly Notice[] {
  return useStore(store, (state) => state.notices)
}

let lastId = 0

/** Returns its id, for `dismiss`. */
export function notify(notice: Omit<Notice, 'id'>): number {
  lastId += 1
  const added = { ...notice, id: lastId }
  store.setState(({ notices }) => {
    const others = notices.filter(({ text }) => text !== notice.text || notice.failure)
    // Work that goes on must stay within reach.
    const oldest = others.length < MOST ? undefined : others.find(({ progress }) => !progress)
    return { notices: [...others.filter((other) => other !== oldest), added] }
  })
  return lastId
}

/** For the `catch` of something that was asked for by a click. */
export function notifyFailure(error: unknown): void {
  notify({ text: '', failure: error instanceof FailureError ? error.failure.code : 'internal-error' })
}

/** What these notices offer can't be done anymore. */
export function dismissAbout(about: NonNullable<Notice['about']>): void {
  store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.about !== about) }))
}

/** Shows how far it is. Does nothing once it's dismissed. */
export function advance(id: number, progress: NoticeProgress): void {
  store.setState(({ notices }) => ({
    notices: notices.map((notice) => (notice.id === id ? { ...notice, progress } : notice)),
  }))
}

export function dismiss(id: number): void {
  store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))
}
