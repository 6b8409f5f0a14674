/** What was spent, as main's ledger knows it and the page shows it. Sums are whole micro-dollars. */
import type { ModelId } from './catalogue'
import type { Charge } from './failure'
import type { ChatId, RunId } from './ids'
import type { MicroUsd, Usage } from './pricing'

/** One settled run: an answer that was made, or what a failed or stopped one meant for the money. */
export interface Spending {
  /** Also the id of the answer's message. */
  readonly runId: RunId
  /** Absent in entries of an older Easel. */
  readonly chatId?: ChatId
  /** When the run was settled, milliseconds since the epoch. */
  readonly at: number
  readonly model: ModelId
  readonly kind: 'image' | 'text'
  /** How the run ended. Absent in entries of an older Easel. */
  readonly outcome?: 'done' | 'failed' | 'cancelled'
  /** How many pictures the answer holds. Absent where there was none, and in entries of an older Easel. */
  readonly images?: number
  readonly charge: Charge
  /** Absent: unknown. Never 0 for something that was billed. */
  readonly cost?: MicroUsd
  /** What it can have cost at most, where the cost is not known and such a figure is. */
  readonly atMost?: MicroUsd
  readonly usage?: Usage
}

/** From `from` up to, not including, `to`; milliseconds since the epoch. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** A sum over runs, with what is not known about it kept apart. */
export interface Totals {
  /** What was billed. */
  readonly known: MicroUsd
  /** What may have been billed besides, at most. */
  readonly possible: MicroUsd
  /** How many runs `possible` stands for. */
  readonly guessed: number
  /** Runs that may have been billed and that nobody can put a figure to. */
  readonly unpriced: number
}
