/** Spending as main's ledger stores it and the page shows it. Amounts are whole micro-dollars. */
import type { ModelId } from './catalogue'
import type { HelperPurpose } from './helper-call'
import type { Charge } from './money'
import type { ChatId, RunId } from './ids'
import type { MicroUsd } from './pricing'
import type { CostSource } from './answer'
import type { Usage } from './usage'

/** One settled run: a finished answer or helper call, or what a failed or stopped one may have cost. */
export interface Spending {
  /** Also the id of the answer's message. */
  readonly runId: RunId
  /** Absent in entries from older versions of Easel, and for a helper call outside of any chat. */
  readonly chatId?: ChatId
  /** The chat's project at the time of the request. Absent: none, or an entry from an older version of Easel. */
  readonly projectId?: ChatId
  /** When the run was settled, in milliseconds since the epoch. */
  readonly at: number
  readonly model: ModelId
  readonly kind: 'image' | 'text'
  /** How the run ended. Absent in entries from older versions of Easel. */
  readonly outcome?: 'done' | 'failed' | 'cancelled'
  /** The number of images in the answer. Absent if there were none, and in entries from older versions of Easel. */
  readonly images?: number
  readonly charge: Charge
  /** Absent: unknown. Never 0 for something that was billed. */
  readonly cost?: MicroUsd
  /** Absent: computed, as in entries from older versions of Easel. */
  readonly costSource?: Exclude<CostSource, 'computed'>
  /** The estimate before the provider reported `cost`. */
  readonly costEstimate?: MicroUsd
  /** The highest possible cost, if the cost is unknown and such a figure exists. */
  readonly atMost?: MicroUsd
  readonly usage?: Usage
  /** The purpose of a call that created no message. Absent: it was an answer. */
  readonly purpose?: HelperPurpose
}

/** From `from` up to but excluding `to`, in milliseconds since the epoch. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** Which entries to export. */
export interface UsageExport extends Period {
  /** Only these projects' spending. Null: outside of any project. Absent: everything. */
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
