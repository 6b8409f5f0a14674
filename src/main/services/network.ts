import type { Deadlines } from './answer-body'

/** What every adapter needs from the rest of the app. */
export interface Network {
  readonly fetch: typeof globalThis.fetch
  /** Whether a proxy connects to this address for us, and so resolves its name. Absent: never. */
  readonly isProxied?: (url: string) => Promise<boolean>
  /** Logs parts of answers that were skipped. */
  readonly note?: Note
  readonly deadlines?: Deadlines
  /** Calls the listener whenever the computer has woken up. Returns a function that unsubscribes. */
  readonly onWake?: (listener: () => void) => () => void
  /** Waits between polls of a job; rejects when the signal is aborted. Replaces real time in tests. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Replaces the request's own limit in tests. */
  readonly mostAnswerBytes?: number
}

/** Logs what went wrong without stopping anything. Never contains keys or prompts. */
export type Note = (what: string) => void
