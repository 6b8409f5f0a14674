/**
 * The closed set of things that can go wrong, as both processes and the screen know them.
 *
 * A failure carries a code and facts, never a sentence: the page words it (and translates it). Provider text is kept in
 * `detail` after cleaning (no HTML, no JSON, no key).
 */

import type { LimitFacts } from './budget'
import type { FailureCode } from './failure-kinds'
import type { ImageOptions } from './image-options'

export type { FailureCode, FailureKind } from './failure-kinds'

/** What a failure means for the user's money: nothing was billed, it was, or nobody but the provider knows. */
export type Charge = 'none' | 'charged' | 'unknown'

export interface Failure {
  readonly code: FailureCode
  readonly charge: Charge
  /** When it happened, milliseconds since the epoch. */
  readonly at: number
  /** The provider's own words, cleaned for people; absent where they add nothing. */
  readonly detail?: string
  /** The provider's id of the call, for its support. */
  readonly requestId?: string
  readonly status?: number
  /** How long the provider asked to wait, milliseconds, already capped. */
  readonly retryAfterMs?: number
  /**
   * Easel will try again by itself, because nothing can have been billed. `at` is in milliseconds since the epoch; this
   * will be try number `attempt` of at most `of`. Stopping the run calls it off.
   */
  readonly again?: { readonly at: number; readonly attempt: number; readonly of: number }
  /** What came of the answer is kept as it arrived, and can be saved to a file (`runs.saveAnswer`). */
  readonly hasAnswer?: true
  /** Which limit of the user's own it would have exceeded. */
  readonly limit?: LimitFacts
  /** What the provider's moderation stopped: the prompt, or the picture that had been made from it. */
  readonly stage?: 'input' | 'output'
  /** Categories that the provider's moderation named, in its words. */
  readonly categories?: readonly string[]
  /** The option that the provider did not take. */
  readonly option?: keyof ImageOptions
}

/** Carries a failure through code that throws. Its message is the code, never user text. */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.code, options)
    this.name = 'FailureError'
    this.failure = failure
  }
}
