import type { Deadlines } from './answer-body'

/** What every adapter needs from the rest of the app. */
export interface Network {
  readonly fetch: typeof globalThis.fetch
  /** Whether a proxy connects to this address for us, and so looks up its name. Never, if absent. */
  readonly isProxied?: (url: string) => Promise<boolean>
  /** Hears of parts of answers that were skipped. */
  readonly note?: Note
  readonly deadlines?: Deadlines
  /** Calls the listener whenever the computer has woken up. Returns how to stop. */
  readonly onWake?: (listener: () => void) => () => void
  /** Waits between two questions about a job; rejects when the signal is aborted. In place of real time, for tests. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>
  /** In place of the request's own limit. For tests. */
  readonly mostAnswerBytes?: number
}

/** What went wrong without stopping anything, for the log. Never holds keys or prompts. */
export type Note = (what: string) => void
