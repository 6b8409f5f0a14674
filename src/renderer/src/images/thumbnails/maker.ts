/**
 * Decides which image gets its small copies next: what is on screen without one at once, then old images in the
 * background, while nothing else goes on. A full disk ends it until the next start; nothing depends on it.
 */
import type { ObjectHash } from '@shared/ids'
import type { JobOutcome } from './worker-jobs'

export interface MakerParts {
  /** `isAgain`: what was made of it may have been lost since, or was only asked for late. */
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
  /** How far it is with old images, from 0 to 1; undefined while there are none to do. */
  readonly onProgress: (share: number | undefined) => void
}

export interface Maker {
  /** Call it when an image is requested. */
  wake(): void
  /** Begins to look for old images without a copy. */
  lookForOld(): void
}

const SHARDS = 256
/** A copy that disappears as soon as it's made is being deleted by something else. */
const MOST_ATTEMPTS = 3

export function createMaker(parts: MakerParts): Maker {
  const attempts = new Map<ObjectHash, number>()
  let isRunning = false
  let isFull = false
  let shard = SHARDS
  let old: ObjectHash[] = []

  /** Undefined when everything is done, or when something more urgent came meanwhile. */
  const nextOld = async (): Promise<ObjectHash | undefined> => {
    await parts.whenQuiet()
    while (old.length === 0 && shard < SHARDS) {
      old = [...(await parts.listMissing(shard))].filter((hash) => !attempts.has(hash))
      shard += 1
      if (old.length === 0) await parts.whenQuiet()
    }
    const wanted = parts.takeWanted()
    if (wanted !== undefined) return wanted
    // The names of files are spread evenly, so that folders tell how much is done.
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
        // A request that came meanwhile has been met, too.
        parts.dropWanted(hash)
      }
    } catch {
      // Main can't be asked. The next image that is shown tries again.
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
