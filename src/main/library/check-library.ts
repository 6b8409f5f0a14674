/** Reads back an archive of everything as an import would, because a disk may not store what was written. */
import { createHash } from 'node:crypto'
import type { ObjectHash } from '@shared/ids'
import { LibraryFile } from './read-library'

/** What the archive must contain. */
export interface Promised {
  readonly images: number
  readonly rows: number
  readonly spendings: number
}

/** Rejects unless everything is there and each image matches the hash in its name. */
export async function checkLibrary(
  path: string,
  promised: Promised,
  signal: AbortSignal,
  onChecked: (hash: ObjectHash) => void,
): Promise<void> {
  const file = await LibraryFile.open(path)
  try {
    const found = { images: 0, rows: 0, spendings: 0 }
    for await (const { changes } of file.readRows()) {
      signal.throwIfAborted()
      found.rows += changes.length
    }
    for await (const _ of file.readSpending()) found.spendings += 1
    for (const hash of file.listImages()) {
      signal.throwIfAborted()
      const digest = createHash('sha256')
        .update(await file.readImage(hash))
        .digest('hex')
      if (digest !== hash) throw new Error(`the image ${hash} did not read back`)
      found.images += 1
      onChecked(hash)
    }
    if (JSON.stringify(found) !== JSON.stringify(promised)) throw new Error('an export did not read back whole')
  } finally {
    await file.close()
  }
}
