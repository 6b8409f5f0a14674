import type { FailureError } from '@shared/failure'
import type { MicroUsd } from '@shared/money'
import type { Note } from '../network'

/** What decoding an answer needs from its service. */
export interface DecodingParts {
  /** Turns an error into a failure, if it's reported in an answer with a successful status. */
  readonly explainError: (error: unknown, workWasDone: boolean, requestId?: string) => FailureError
  /** Reads the cost in a `usage` or the answer around it, for services that report one. */
  readonly readCost?: (usage: unknown, answer?: unknown) => MicroUsd | undefined
  /** The id of the call. Absent for a stored answer. */
  readonly requestId?: string | undefined
  readonly note?: Note
  /** Called for a response that the service continues in the background, before anything else of it is read. */
  readonly onBegun?: (response: unknown) => Promise<void>
}
