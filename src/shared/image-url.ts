import type { ObjectHash } from './ids'

export const IMAGE_SCHEME = 'easel-image'

/** The address of a stored image, which main serves from the disk. */
export function imageUrl(hash: ObjectHash): string {
  return `${IMAGE_SCHEME}://${hash}`
}
