/** The user's caps, and what one of them stopped. */
import type { MicroUsd } from './money'

/** Null where no cap is set. */
export interface Limits {
  readonly dailyCap: MicroUsd | null
  readonly monthlyCap: MicroUsd | null
  /** Requests that can cost more than this are only sent once the user has agreed to the amount. */
  readonly askAbove: MicroUsd | null
}

export type CapName = 'daily' | 'monthly'

/** Which cap stopped a request before it was sent. */
export interface LimitFacts {
  readonly limit: CapName | 'request'
  readonly amount: MicroUsd
  /** What was left of the cap before this request, at least 0. Absent for the cap per request. */
  readonly left?: MicroUsd
  /** The highest estimate of this request. Absent when its price is unknown. */
  readonly cost?: MicroUsd
}
