import type { ObjectHash } from '@shared/ids'

export interface StoredFile {
  readonly hash: ObjectHash
  readonly bytes: number
}

/** Returns the size of these files in bytes. Counts a file shared by several images once. */
export function sumFiles(files: Iterable<StoredFile>): number {
  const sizes = new Map([...files].map(({ hash, bytes }) => [hash, bytes]))
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
}
