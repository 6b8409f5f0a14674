import type { ObjectHash } from './ids'

export const IMAGE_SCHEME = 'easel-image'

/** The address of a stored image, which main serves from the disk. */
export function imageUrl(hash: ObjectHash): string {
  return `${IMAGE_SCHEME}://${hash}`
}

/** A PNG of it, as large as it is: for what needs pixels. 404 where it can't be drawn. */
export function bitmapUrl(hash: ObjectHash): string {
  return `${imageUrl(hash)}/bitmap`
}
