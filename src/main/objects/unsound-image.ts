import type { StoredFormat } from '@shared/image-options'

export type UnsoundReason = 'not-an-image' | 'truncated' | 'too-many-pixels' | 'malformed'

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

/** Throws unless `length` bytes are there from `offset` on: inspectors read only what they have asked for here. */
export function need(bytes: Buffer, offset: number, length: number): void {
  if (offset < 0 || offset + length > bytes.length) throw new UnsoundImage('truncated')
}
