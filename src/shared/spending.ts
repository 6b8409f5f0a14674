/** Spending as main's ledger stores it and the page shows it. Sums are whole micro-dollars. */
import type { ModelId } from './catalogue'
import type { HelperPurpose } from './helper-call'
import type { Charge } from './money'
import type { ChatId, RunId } from './ids'
import type { MicroUsd } from './pricing'
import type { CostSource } from './answer'
import type { Usage } from './usage'

/** One settled run: a finished answer or helper call, or what a failed or stopped one meant for the money. */
export interface Spending {
  /** Also the id of the answer's message. */
  readonly runId: RunId
  /** Absent in entries of older versions of Easel, and where a helper call belongs to no chat. */
  readonly chatId?: ChatId
  /** The project that the chat was in when it was asked for. Absent: none, and in entries of older versions of Easel. */
  readonly projectId?: ChatId
  /** When the run was settled, in milliseconds since the epoch. */
  readonly at: number
  readonly model: ModelId
  readonly kind: 'image' | 'text'
  /** How the run ended. Absent in entries of older versions of Easel. */
  readonly outcome?: 'done' | 'failed' | 'cancelled'
  /** The number of images in the answer. Absent when there were none, and in entries of older versions of Easel. */
  readonly images?: number
  readonly charge: Charge
  /** Absent: unknown. Never 0 for something that was billed. */
  readonly cost?: MicroUsd
  /** Absent: computed, as in entries of older versions of Easel. */
  readonly costSource?: Exclude<CostSource, 'computed'>
  /** What `cost` was estimated at, where the provider reported it only afterwards. */
  readonly costEstimate?: MicroUsd
  /** The highest possible cost, if the cost is unknown and such a figure exists. */
  readonly atMost?: MicroUsd
  readonly usage?: Usage
  /** What a call was made for that has no message. Absent: it made an answer. */
  readonly purpose?: HelperPurpose
}

/** From `from` up to, not including, `to`; in milliseconds since the epoch. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** What is exported. */
export interface UsageExport extends Period {
  /** Only what was spent in these. Null: outside of any. Absent: everything. */
  readonly projects?: readonly (ChatId | null)[]
}

/** A sum over runs. Unknown costs are listed separately. */
export interface Totals {
  /** What was billed. */
  readonly known: MicroUsd
  /** The most that may have been billed in addition. */
  readonly possible: MicroUsd
  /** How many runs `possible` covers. */
  readonly guessed: number
  /** The number of runs that may have been billed at an unknown price. */
  readonly unpriced: number
}
