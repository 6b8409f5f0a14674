import type { ObjectHash } from './ids'

export const IMAGE_SCHEME = 'easel-image'

/** The address of a stored image, which main serves from disk. */
export function imageUrl(hash: ObjectHash): string {
  return `${IMAGE_SCHEME}://${hash}`
}

/** A PNG of the image at full size, for code that needs pixels. 404 if it can't be rendered. */
export function bitmapUrl(hash: ObjectHash): string {
  return `${imageUrl(hash)}/bitmap`
}
