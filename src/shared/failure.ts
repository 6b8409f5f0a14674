/**
 * The closed set of failures, shared by both processes.
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
  /** The provider's own message, cleaned for display. Absent if it adds nothing. */
  readonly detail?: string
  /** The provider's id of the call, for its support team. */
  readonly requestId?: string
  readonly status?: number
  /** Where the service says the image is. Shown for copying, never opened automatically. */
  readonly address?: string
  /** The server address that can't be saved. */
  readonly badAddress?: BadAddress
  /** The host that requires payment, if it isn't the service's own. */
  readonly server?: string
  /** A suggested server address at which the service may be found instead. */
  readonly suggestion?: string
  /** Name and port of the proxy in front of the service, if the proxy is the problem. */
  readonly proxy?: string
  /** How long the provider asked to wait, in milliseconds, already capped. */
  readonly retryAfterMs?: number
  /**
   * Set if Easel will retry automatically, because nothing can have been billed. `at` is in milliseconds since the
   * epoch; the retry will be attempt number `attempt` of at most `of`. Stopping the run cancels it.
   */
  readonly again?: { readonly at: number; readonly attempt: number; readonly of: number }
  /** Set if part of the answer was stored as received and can be saved to a file (`runs.saveAnswer`). */
  readonly hasAnswer?: true
  /** The user's cap that the request would have exceeded. */
  readonly limit?: LimitFacts
  /** What the provider's moderation blocked: the prompt, or the image made from it. */
  readonly stage?: 'input' | 'output'
  /** The categories that the provider's moderation reported, as it names them. */
  readonly categories?: readonly string[]
  /** The option that the provider rejected. */
  readonly option?: keyof ImageOptions
  /** The chat setting that the provider rejected. */
  readonly setting?: TextSettingName
  /** What is wrong with the attached images. */
  readonly input?: InputFacts
}

export interface InputFacts {
  /** Index of the input image it concerns, from 0. Absent: all of them together. */
  readonly index?: number
  /** How many images, or how many bytes, the model accepts. */
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
