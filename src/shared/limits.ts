/** The user's caps, and the facts about a cap that blocked a request. */
import type { ChatId } from './ids'
import type { MicroUsd } from './money'

/** Null if no cap is set. */
export interface Limits {
  readonly dailyCap: MicroUsd | null
  readonly monthlyCap: MicroUsd | null
  /** Requests that can cost more than this are only sent after the user agrees to the amount. */
  readonly askAbove: MicroUsd | null
}

/** The caps of one project, in addition to the overall caps. */
export type ProjectLimits = Pick<Limits, 'dailyCap' | 'monthlyCap'>

/** By project id. Absent: the project has no caps of its own. */
export type ProjectCaps = Readonly<Record<string, ProjectLimits>>

export type CapName = 'daily' | 'monthly'

/** Which cap blocked a request before it was sent. */
export interface LimitFacts {
  readonly limit: CapName | 'request'
  readonly amount: MicroUsd
  /** The project whose cap it is. Absent: an overall cap. */
  readonly projectId?: ChatId
  /** What was left of the cap before this request, at least 0. Absent for the cap per request. */
  readonly left?: MicroUsd
  /** The highest estimate of this request. Absent if its price is unknown. */
  readonly cost?: MicroUsd
}
