/**
 * Decides which image gets its small copies next: images on screen without one first, then old images in the
 * background, while the app is idle. If the disk is full, stops until the next start; nothing depends on it.
 */
import type { ObjectHash } from '@shared/ids'
import type { JobOutcome } from './worker-jobs'

export interface MakerParts {
  /** `isAgain`: this was tried before. The copies may have been lost since, or the request only came late. */
  readonly make: (hash: ObjectHash, isAgain: boolean) => Promise<JobOutcome>
  /** Called when there is nothing to do for now. */
  readonly rest: () => void
  readonly takeWanted: () => ObjectHash | undefined
  /** Withdraws a request. */
  readonly dropWanted: (hash: ObjectHash) => void
  /** Lists the images of one folder (0 to 255) that have no copy. */
  readonly listMissing: (shard: number) => Promise<readonly ObjectHash[]>
  /** Resolves once the user isn't typing or scrolling and no answer is being made. */
  readonly whenQuiet: () => Promise<void>
  /** Called with the progress on old images, from 0 to 1, or undefined while there are none to do. */
  readonly onProgress: (share: number | undefined) => void
}

export interface Maker {
  /** Call it when an image is requested. */
  wake(): void
  /** Starts looking for old images without a copy. */
  lookForOld(): void
}

const SHARDS = 256
/** If copies disappear as soon as they are made, something else is deleting them. */
const MOST_ATTEMPTS = 3

export function createMaker(parts: MakerParts): Maker {
  const attempts = new Map<ObjectHash, number>()
  let isRunning = false
  let isFull = false
  let shard = SHARDS
  let old: ObjectHash[] = []

  /** Returns the next old image, or one that was requested meanwhile. Undefined when everything is done. */
  const nextOld = async (): Promise<ObjectHash | undefined> => {
    await parts.whenQuiet()
    while (old.length === 0 && shard < SHARDS) {
      old = [...(await parts.listMissing(shard))].filter((hash) => !attempts.has(hash))
      shard += 1
      if (old.length === 0) await parts.whenQuiet()
    }
    const wanted = parts.takeWanted()
    if (wanted !== undefined) return wanted
    // Files are spread evenly over the folders, so the folders show the progress.
    if (old.length > 0) parts.onProgress((shard - 1) / SHARDS)
    return old.pop()
  }

  const run = async (): Promise<void> => {
    if (isRunning || isFull) return
    isRunning = true
    try {
      for (;;) {
        const hash = parts.takeWanted() ?? (old.length > 0 || shard < SHARDS ? await nextOld() : undefined)
        if (hash === undefined) break
        const made = attempts.get(hash) ?? 0
        if (made >= MOST_ATTEMPTS) continue
        attempts.set(hash, made + 1)
        isFull = (await parts.make(hash, made > 0)) === 'disk-full'
        if (isFull) break
        // This also fulfills a request that came meanwhile.
        parts.dropWanted(hash)
      }
    } catch {
      // A request to main failed. The next image that is shown tries again.
    } finally {
      isRunning = false
      parts.onProgress(undefined)
      parts.rest()
    }
  }

  return {
    wake: () => void run(),
    lookForOld() {
      shard = 0
      void run()
    },
  }
}
