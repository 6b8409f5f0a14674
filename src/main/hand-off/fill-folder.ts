import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { fold } from '@shared/hand-off/file-name'
import { namesIn, writeFileAtomically } from '../files/atomic-file'
import type { OutImage } from './out-image'

/** Lists the names taken in a folder, normalized by `fold`. */
export async function listTaken(folder: string): Promise<Set<string>> {
  return new Set((await namesIn(folder)).map(fold))
}

/**
 * Writes each file completely or not at all. The names must be free. Rejects with the error of the disk or of `images`.
 */
export async function fillFolder(
  folder: string,
  images: AsyncIterable<OutImage>,
  onWritten: () => void,
): Promise<void> {
  for await (const { files, madeAt } of images) {
    for (const { name, bytes } of files) {
      const path = join(folder, name)
      await writeFileAtomically(path, bytes)
      // Makes sorting by date match the order of creation. Some network drives don't store it.
      if (madeAt) await utimes(path, madeAt, madeAt).catch(() => undefined)
    }
    onWritten()
  }
}
