/**
 * A run is the generation of one assistant answer. Main owns it; the page gets complete snapshots of it, never binary
 * data.
 *
 * [Note: State is replicated, not events] Every snapshot has a growing `revision`, and a newer one replaces an older
 * one, so a lost, repeated or reordered message does no harm. After a reload the page calls `runs.list`.
 */
import type { AnswerPart, Bill, Preview } from './answer'
import type { Failure } from './failure'
import type { HelperTask } from './helper-call'
import type { ChatId, MessageId, RunId } from './ids'
import type { MicroUsd } from './money'
import type { InputImage, Request } from './request'

/**
 * Where the answer belongs. Stored in the run, so that main can return a lost answer to a page that has lost the
 * question.
 */
export interface RunPlace {
  readonly chatId: ChatId
  readonly chatTitle: string
  /** The chat's project at the time of the request: its caps apply, and the spending counts toward it. Absent: none. */
  readonly projectId?: ChatId
  readonly question: {
    readonly id: MessageId
    readonly parentId: MessageId | null
    readonly text: string
    /** The images attached to it. Absent: none. */
    readonly inputs?: readonly InputImage[]
  }
  /**
   * The answer's position, from 0, among those of several models to one question. A later version has the slot of the
   * answer it was requested from. Absent: only one model was asked.
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
  /** Set for runs that create no message (`helper-call.ts`). Their place is meaningless. */
  readonly helper?: HelperTask
  /** The most the user agreed to pay, if Easel had to ask (`Limits.askAbove`). */
  readonly confirmedCost?: MicroUsd
}

/** What remains of an unfinished answer, which may have been billed. */
interface Leftovers {
  readonly startedAt?: number
  readonly finishedAt: number
  /** The last preview, stored as a file. */
  readonly salvage?: Preview
  /** Empty if nothing arrived. */
  readonly parts: readonly AnswerPart[]
}

export type RunState =
  /** Accepted, but nothing has been sent yet. */
  | {
      readonly status: 'queued'
      /** The service's maximum number of calls is in progress. Stopping this one costs nothing. */
      readonly waits?: true
    }
  | {
      readonly status: 'running'
      readonly startedAt: number
      readonly preview?: Preview
      /** The text so far. `run.streamed` adds to it. */
      readonly text?: string
      /** The reasoning so far, extended the same way. */
      readonly reasoning?: string
      /** How many jobs the service will do before this one, if it reports that. */
      readonly jobsAhead?: number
    }
  | {
      readonly status: 'done'
      readonly startedAt: number
      readonly finishedAt: number
      readonly parts: readonly AnswerPart[]
      readonly bill: Bill
      /** Set if the answer is incomplete: images missing or damaged, or text cut short. */
      readonly shortfall?: Failure
      /** Set if the answer arrived after Stop. It was billed, so it's kept and marked. */
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
