import type { FailureError } from '@shared/failure'
import type { MicroUsd } from '@shared/money'
import type { Note } from '../network'

/** What reading an answer needs from its service. */
export interface DecodingParts {
  /** Turns what the service says went wrong, in an answer whose status promised success, into a failure. */
  readonly explainError: (error: unknown, workWasDone: boolean, requestId?: string) => FailureError
  /** The sum that a `usage` names, or the answer around it, for services that name one. */
  readonly readCost?: (usage: unknown, answer?: unknown) => MicroUsd | undefined
  /** Of the call. Absent for an answer that was kept. */
  readonly requestId?: string | undefined
  readonly note?: Note
  /** Hears of a response that the service goes on with by itself, before anything else of it is read. */
  readonly onBegun?: (response: unknown) => Promise<void>
}
