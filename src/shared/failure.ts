/**
 * The closed set of things that can go wrong, shared by both processes.
 *
 * A failure carries a code and facts, never a sentence: the page words and translates it. The provider's text is in
 * `detail`, cleaned of HTML, JSON and keys.
 */

import type { BadAddress } from './address-problem'
import type { FailureCode } from './failure-kinds'
import type { ImageOptions } from './image-options'
import type { LimitFacts } from './limits'
import type { Charge } from './money'
import type { TextSettingName } from './text-settings'

export type { FailureCode, FailureKind } from './failure-kinds'

export type { Charge } from './money'

export interface Failure {
  readonly code: FailureCode
  readonly charge: Charge
  /** When it happened, in milliseconds since the epoch. */
  readonly at: number
  /** The provider's own words, cleaned for display. Absent where they add nothing. */
  readonly detail?: string
  /** The provider's id of the call, for its support. */
  readonly requestId?: string
  readonly status?: number
  /** Where the service says that the image is; shown to copy, never opened by itself. */
  readonly address?: string
  /** The server address that can't be saved. */
  readonly badAddress?: BadAddress
  /** The host that wants to be paid, where that isn't the service's own. */
  readonly server?: string
  /** A server address that the service may be at instead, to be offered. */
  readonly suggestion?: string
  /** Name and port of the proxy between this computer and the service, where that is the trouble. */
  readonly proxy?: string
  /** How long the provider asked to wait, in milliseconds, already capped. */
  readonly retryAfterMs?: number
  /**
   * Set when Easel will retry automatically, because nothing can have been billed. `at` is in milliseconds since the
   * epoch; the retry will be attempt number `attempt` of at most `of`. Stopping the run cancels it.
   */
  readonly again?: { readonly at: number; readonly attempt: number; readonly of: number }
  /** Set when a part of the answer was kept as it arrived and can be saved to a file (`runs.saveAnswer`). */
  readonly hasAnswer?: true
  /** The user's cap that the request would have exceeded. */
  readonly limit?: LimitFacts
  /** What the provider's moderation blocked: the prompt, or the image made from it. */
  readonly stage?: 'input' | 'output'
  /** The categories that the provider's moderation named, in its words. */
  readonly categories?: readonly string[]
  /** The option that the provider rejected. */
  readonly option?: keyof ImageOptions
  /** The chat setting that the provider rejected. */
  readonly setting?: TextSettingName
  /** What is wrong with the attached images. */
  readonly input?: InputFacts
}

export interface InputFacts {
  /** Which of the request's input images it's about, from 0. Absent: all of them together. */
  readonly index?: number
  /** How many images, or how many bytes, the model takes. */
  readonly most?: number
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
