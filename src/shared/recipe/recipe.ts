/**
 * A recipe: what an image was made from and with. It's embedded in saved copies and read back from a file that is
 * dropped into Easel. Its JSON outlives this version, so fields are added, never changed.
 */
import type { ModelId } from '../catalogue'
import type { ObjectHash } from '../ids'
import type { StoredFormat, ImageOptions } from '../image-options'
import type { MicroUsd } from '../pricing'
import type { CostSource, Rendering } from '../answer'

export interface Recipe {
  readonly version: 1
  readonly prompt: string
  /** As the provider rewrote it. */
  readonly revisedPrompt?: string
  readonly provider: string
  readonly model: { readonly id: string; readonly name: string; readonly wireName: string }
  /** Absent when what was requested is no longer known. */
  readonly requested?: ImageOptions
  readonly actual: Rendering & { readonly width: number; readonly height: number; readonly format: StoredFormat }
  /** Which image (from 1) of how many in the answer. */
  readonly image: { readonly number: number; readonly of: number }
  /** The cost of the whole answer, in US dollars. */
  readonly costUsd: number | 'unknown'
  /** Who says so. Absent: the cost is unknown, or a version of Easel wrote it that didn't say. */
  readonly costSource?: CostSource
  /** What it was estimated at, where the provider reported the cost only afterwards. */
  readonly estimatedUsd?: number
  /** In ISO 8601. */
  readonly madeAt: string
  readonly requestId?: string
  /** The images it was made from. */
  readonly parents: readonly ObjectHash[]
}

/** What the page knows of an image. Main looks up the rest. */
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

/** In characters, three times what any image model accepts. A longer prompt is neither written nor read. */
export const LONGEST_RECIPE_PROMPT = 100_000
