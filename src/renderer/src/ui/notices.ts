/** Short notices at the edge of the window, with up to two actions. Errors that need more space are shown elsewhere. */
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
  /** Its text is looked up when shown. */
  readonly failure?: FailureCode
  readonly action?: NoticeAction
  /** A second one, shown before it. */
  readonly also?: NoticeAction
  /** Progress of work that continues until it's done or `action` stops it. */
  readonly progress?: NoticeProgress
  /** Stays until dismissed. */
  readonly sticky?: boolean
  /** What its action undoes, for `dismissAbout`. */
  readonly about?: 'deletion' | 'collection'
}

interface NoticeState {
  readonly notices: readonly Notice[]
}

/** Older ones are dropped: three can be read at a glance. */
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
    // Running work must stay within reach.
    const oldest = others.length < MOST ? undefined : others.find(({ progress }) => !progress)
    return { notices: [...others.filter((other) => other !== oldest), added] }
  })
  return lastId
}

/** Shows a failure. For the `catch` of an action the user clicked. */
export function notifyFailure(error: unknown): void {
  notify({ text: '', failure: error instanceof FailureError ? error.failure.code : 'internal-error' })
}

/** Dismisses notices whose action no longer works. */
export function dismissAbout(about: NonNullable<Notice['about']>): void {
  store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.about !== about) }))
}

/** Updates a notice's progress. No-op once it's dismissed. */
export function advance(id: number, progress: NoticeProgress): void {
  store.setState(({ notices }) => ({
    notices: notices.map((notice) => (notice.id === id ? { ...notice, progress } : notice)),
  }))
}

export function dismiss(id: number): void {
  store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))
}
