/**
 * A run is the making of one assistant answer. Main owns it; the page sees complete snapshots of it, never bytes.
 *
 * [Note: State is replicated, not events] Every snapshot has a growing `revision`, and a newer one replaces an older
 * one, so a lost, repeated or reordered message does no harm. After a reload the page asks for `runs.list`.
 */
import type { AnswerPart, Bill, Preview } from './answer'
import type { Failure } from './failure'
import type { HelperTask } from './helper-call'
import type { ChatId, MessageId, RunId } from './ids'
import type { MicroUsd } from './money'
import type { InputImage, Request } from './request'

/**
 * Where the answer belongs. It's part of the run, so that main can return a lost answer to a page that has lost the
 * question.
 */
export interface RunPlace {
  readonly chatId: ChatId
  readonly chatTitle: string
  /** The project that the chat is in when it's asked for: its caps hold, and its spending grows. Absent: none. */
  readonly projectId?: ChatId
  readonly question: {
    readonly id: MessageId
    readonly parentId: MessageId | null
    readonly text: string
    /** The images that were attached to it. Absent: none. */
    readonly inputs?: readonly InputImage[]
  }
  /**
   * Where the answer stands among those that several models give to one question, from 0. A later version has the slot of
   * the answer that it was asked for from. Absent: one model was asked.
   */
  readonly slot?: number
}

/** How many models one prompt can be sent to. */
export const MOST_MODELS_AT_ONCE = 4

export interface RunDraft {
  /** Also the id of the assistant message. The page creates it; starting again with the same id does nothing. */
  readonly id: RunId
  readonly place: RunPlace
  readonly request: Request
  /** Set in runs that make no message (`helper-call.ts`). Their place means nothing. */
  readonly helper?: HelperTask
  /** The most the user agreed to pay, if Easel had to ask (`Limits.askAbove`). */
  readonly confirmedCost?: MicroUsd
}

/** What is left of an answer that didn't come to its end, which may have been paid for. */
interface Leftovers {
  readonly startedAt?: number
  readonly finishedAt: number
  /** The last preview, kept as a file. */
  readonly salvage?: Preview
  /** Empty where nothing arrived. */
  readonly parts: readonly AnswerPart[]
}

export type RunState =
  /** Accepted; nothing is sent yet. */
  | {
      readonly status: 'queued'
      /** As many calls as the service allows are in progress. Stopping this one costs nothing. */
      readonly waits?: true
    }
  | {
      readonly status: 'running'
      readonly startedAt: number
      readonly preview?: Preview
      /** The text so far. `run.streamed` brings more. */
      readonly text?: string
      /** Likewise. */
      readonly reasoning?: string
      /** How many jobs the service does before this one, where it says so. */
      readonly jobsAhead?: number
    }
  | {
      readonly status: 'done'
      readonly startedAt: number
      readonly finishedAt: number
      readonly parts: readonly AnswerPart[]
      readonly bill: Bill
      /** Set when the answer is incomplete: images missing or damaged, or text cut short. */
      readonly shortfall?: Failure
      /** Set when the answer arrived after Stop. It was paid for, so it's kept and marked. */
      readonly arrivedAfterStop?: true
    }
  | ({
      readonly status: 'failed'
      readonly failure: Failure
      /** What was billed anyway, if the provider reports it. */
      readonly bill?: Bill
    } & Leftovers)
  | ({ readonly status: 'cancelled'; readonly charge: Failure['charge'] } & Leftovers)

export interface Run extends RunDraft {
  readonly revision: number
  /** In milliseconds since the epoch. */
  readonly createdAt: number
  readonly requestId?: string
  readonly state: RunState
}

export type TerminalState = Extract<RunState, { status: 'done' | 'failed' | 'cancelled' }>

export function isTerminal(state: RunState): state is TerminalState {
  return state.status === 'done' || state.status === 'failed' || state.status === 'cancelled'
}
