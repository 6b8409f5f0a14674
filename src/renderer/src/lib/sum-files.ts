import type { ObjectHash } from '@shared/ids'

export interface StoredFile {
  readonly hash: ObjectHash
  readonly bytes: number
}

/** The bytes of these files. Several images may be one file, which is counted once. */
export function sumFiles(files: Iterable<StoredFile>): number {
  const sizes = new Map([...files].map(({ hash, bytes }) => [hash, bytes]))
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
}
