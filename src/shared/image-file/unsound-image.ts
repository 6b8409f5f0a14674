import type { StoredFormat } from '../image-options'

/** `unsafe`: a drawing that would run, load or repeat something. */
export type UnsoundReason = 'not-an-image' | 'truncated' | 'too-many-pixels' | 'malformed' | 'unsafe'

/** The only error that readers of image files throw because of a file's bytes. */
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
  /** As shown: an image that is stored lying on its side is turned first. */
  readonly width: number
  readonly height: number
}
