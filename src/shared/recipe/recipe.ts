/**
 * A recipe: what a picture was made from and with, as it is written into the copies that leave Easel and read back from
 * a file that is dropped into it. Its JSON outlives this version, so fields are added, never changed.
 */
import type { ModelId } from '../catalogue'
import type { ObjectHash } from '../ids'
import type { ImageFormat, ImageOptions } from '../image-options'
import type { MicroUsd } from '../pricing'
import type { Rendering } from '../run'

export interface Recipe {
  readonly version: 1
  readonly prompt: string
  /** As the provider rewrote it. */
  readonly revisedPrompt?: string
  readonly provider: string
  readonly model: { readonly id: string; readonly name: string; readonly wireName: string }
  /** Absent where nobody knows any more what was asked for. */
  readonly requested?: ImageOptions
  readonly actual: Rendering & { readonly width: number; readonly height: number; readonly format: ImageFormat }
  /** Which one (from 1) of how many pictures of the answer. */
  readonly image: { readonly number: number; readonly of: number }
  /** Of the whole answer, in US dollars. */
  readonly costUsd: number | 'unknown'
  /** ISO 8601. */
  readonly madeAt: string
  readonly requestId?: string
  /** Pictures that it was made from. */
  readonly parents: readonly ObjectHash[]
}

/** What the page knows of a picture; main looks up the rest itself. */
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
  /** Milliseconds since the epoch. */
  readonly madeAt: number
  readonly requestId?: string
  readonly parents: readonly ObjectHash[]
}

/** Characters; three times what any image model takes. A longer prompt is not written, and not believed. */
export const LONGEST_RECIPE_PROMPT = 100_000
/** Bytes of an XMP packet; the worst prompt of that length, every character escaped twice, stays below. */
export const LARGEST_XMP = 4 * 1024 * 1024
