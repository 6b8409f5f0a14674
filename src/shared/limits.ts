/** The user's caps, and what one of them stopped. */
import type { ChatId } from './ids'
import type { MicroUsd } from './money'

/** Null where no cap is set. */
export interface Limits {
  readonly dailyCap: MicroUsd | null
  readonly monthlyCap: MicroUsd | null
  /** Requests that can cost more than this are only sent once the user has agreed to the amount. */
  readonly askAbove: MicroUsd | null
}

/** The caps of one project, beside those of everything. */
export type ProjectLimits = Pick<Limits, 'dailyCap' | 'monthlyCap'>

/** By the project's id. Absent: the project has no cap of its own. */
export type ProjectCaps = Readonly<Record<string, ProjectLimits>>

export type CapName = 'daily' | 'monthly'

/** Which cap stopped a request before it was sent. */
export interface LimitFacts {
  readonly limit: CapName | 'request'
  readonly amount: MicroUsd
  /** The project whose own cap it is. Absent: it's one of everything. */
  readonly projectId?: ChatId
  /** What was left of the cap before this request, at least 0. Absent for the cap per request. */
  readonly left?: MicroUsd
  /** The highest estimate of this request. Absent when its price is unknown. */
  readonly cost?: MicroUsd
}
