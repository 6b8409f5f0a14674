import type { StoredFormat } from '../image-options'

/** `unsafe`: a drawing that would run, load or repeat something. */
export type UnsoundReason = 'not-an-image' | 'truncated' | 'too-many-pixels' | 'malformed' | 'unsafe'

/** The only error that the image readers throw because of a file's content. */
export class UnsoundImage extends Error {
  readonly reason: UnsoundReason

  constructor(reason: UnsoundReason) {
    super(reason)
    this.name = 'UnsoundImage'
    this.reason = reason
  }
}

export interface ImageFacts {
  readonly format: StoredFormat
  /** As displayed, after applying the image's rotation. */
  readonly width: number
  readonly height: number
}
