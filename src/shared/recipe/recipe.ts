/**
 * A recipe: the prompt and settings an image was made with. It's embedded in saved copies and read from files dropped
 * into Easel. Its JSON outlives this version, so fields may be added but never changed.
 */
import type { ModelId } from '../catalogue'
import type { ObjectHash } from '../ids'
import type { StoredFormat, ImageOptions } from '../image-options'
import type { MicroUsd } from '../pricing'
import type { CostSource, Rendering } from '../answer'

export interface Recipe {
  readonly version: 1
  readonly prompt: string
  /** As rewritten by the provider. */
  readonly revisedPrompt?: string
  readonly provider: string
  readonly model: { readonly id: string; readonly name: string; readonly wireName: string }
  /** Absent if the requested options are no longer known. */
  readonly requested?: ImageOptions
  readonly actual: Rendering & { readonly width: number; readonly height: number; readonly format: StoredFormat }
  /** Which image of the answer (from 1), and how many there were. */
  readonly image: { readonly number: number; readonly of: number }
  /** The cost of the whole answer, in US dollars. */
  readonly costUsd: number | 'unknown'
  /** Where the cost comes from. Absent: unknown, or written by a version of Easel that didn't store it. */
  readonly costSource?: CostSource
  /** The estimate before the provider reported the actual cost. */
  readonly estimatedUsd?: number
  /** In ISO 8601. */
  readonly madeAt: string
  readonly requestId?: string
  /** The images it was made from. */
  readonly parents: readonly ObjectHash[]
}

/** What the page knows about an image. Main looks up the rest. */
export interface RecipeFacts {
  readonly model: ModelId
  readonly prompt: string
  readonly revisedPrompt?: string
  readonly options?: ImageOptions
  readonly rendering?: Rendering
  /** From 0. */
  readonly index: number
  readonly count: number
  /** Absent: unknown. */
  readonly cost?: MicroUsd
  readonly costSource?: CostSource
  readonly costEstimate?: MicroUsd
  /** In milliseconds since the epoch. */
  readonly madeAt: number
  readonly requestId?: string
  readonly parents: readonly ObjectHash[]
}

/** In characters, three times what any image model accepts. Longer prompts are neither written nor read. */
export const LONGEST_RECIPE_PROMPT = 100_000
