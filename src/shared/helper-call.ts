/**
 * Paid calls to a text model that create no message, such as improving a prompt. Main owns them like runs: caps are
 * checked first, the record is durable before anything is sent, and the cost is in the ledger however they end.
 */
import type { Bill } from './answer'
import type { Failure } from './failure'
import type { ChatId, RunId } from './ids'
import type { MicroUsd } from './money'
import type { TextRequest } from './request'

/** The purpose of a call, as shown in the ledger and on the usage page. */
export const HELPER_PURPOSES = ['improve-prompt', 'name-chat'] as const
export type HelperPurpose = (typeof HELPER_PURPOSES)[number]

export interface HelperTask {
  readonly purpose: HelperPurpose
  /** The chat it's made for and counted with. Absent: not in a chat yet. */
  readonly chatId?: ChatId
}

export interface HelperDraft extends HelperTask {
  /** The project whose caps apply and that it's counted with. Absent: none. */
  readonly projectId?: ChatId
  /** Created by the page. Repeating the id of a call in progress waits for that call and costs nothing more. */
  readonly id: RunId
  /** Text only. */
  readonly request: TextRequest
  /** The most the user agreed to pay, if Easel had to ask (`Limits.askAbove`). */
  readonly confirmedCost?: MicroUsd
}

/** How a call ended. Each outcome has a ledger entry. */
export type HelperOutcome =
  | {
      readonly status: 'done'
      readonly text: string
      readonly bill: Bill
      /** Set if the text was cut short. */
      readonly shortfall?: Failure
    }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'cancelled'; readonly charge: Failure['charge'] }
