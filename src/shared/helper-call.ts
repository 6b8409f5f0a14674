/**
 * Paid calls to a text model that make no message: what the user asked Easel to have done, such as a better prompt. Main owns
 * them like runs: caps first, the record durable before anything is sent, and the cost in the ledger however they end.
 */
import type { Bill } from './answer'
import type { Failure } from './failure'
import type { ChatId, RunId } from './ids'
import type { MicroUsd } from './money'
import type { TextRequest } from './request'

/** What a call is made for, as the ledger and the usage page name it. */
export const HELPER_PURPOSES = ['improve-prompt', 'name-chat'] as const
export type HelperPurpose = (typeof HELPER_PURPOSES)[number]

export interface HelperTask {
  readonly purpose: HelperPurpose
  /** The chat that it's done for and counted with. Absent: it belongs to none yet. */
  readonly chatId?: ChatId
}

export interface HelperDraft extends HelperTask {
  /** The project whose caps hold, and which it's counted with. Absent: none. */
  readonly projectId?: ChatId
  /** Made by the page. Asking again with the id of a call in progress waits for that call and pays nothing more. */
  readonly id: RunId
  /** Texts only. */
  readonly request: TextRequest
  /** The most that the user agreed to pay, where Easel had to ask (`Limits.askAbove`). */
  readonly confirmedCost?: MicroUsd
}

/** How a call ended. Each has its entry in the ledger. */
export type HelperOutcome =
  | {
      readonly status: 'done'
      readonly text: string
      readonly bill: Bill
      /** Set when the text was cut short. */
      readonly shortfall?: Failure
    }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'cancelled'; readonly charge: Failure['charge'] }
