/**
 * Decides which image gets its small copies next: what is on screen without one at once, then old images in the
 * background, while nothing else goes on. A full disk ends it until the next start; nothing depends on it.
 */
import type { ObjectHash } from '@shared/ids'
import type { JobOutcome } from './worker-jobs'

export interface MakerParts {
  readonly make: (hash: ObjectHash) => Promise<JobOutcome>
  /** Nothing is to do for now. */
  readonly rest: () => void
  readonly takeWanted: () => ObjectHash | undefined
  /** Lists the images of one folder (0 to 255) that have no copy. */
  readonly listMissing: (shard: number) => Promise<readonly ObjectHash[]>
  /** Resolves once the user isn't typing or scrolling and no answer is being made. */
  readonly whenQuiet: () => Promise<void>
}

export interface Maker {
  /** Something is wanted. */
  wake(): void
  /** Begins to look for old images without a copy. */
  lookForOld(): void
}

const SHARDS = 256

export function createMaker(parts: MakerParts): Maker {
  const tried = new Set<ObjectHash>()
  let isRunning = false
  let isFull = false
  let shard = SHARDS
  let old: ObjectHash[] = []

  /** Undefined when everything is done, or when something more urgent came meanwhile. */
  const nextOld = async (): Promise<ObjectHash | undefined> => {
    await parts.whenQuiet()
    while (old.length === 0 && shard < SHARDS) {
      old = [...(await parts.listMissing(shard))].filter((hash) => !tried.has(hash))
      shard += 1
      if (old.length === 0) await parts.whenQuiet()
    }
    return parts.takeWanted() ?? old.pop()
  }

  const run = async (): Promise<void> => {
    if (isRunning || isFull) return
    isRunning = true
    try {
      for (;;) {
        const hash = parts.takeWanted() ?? (old.length > 0 || shard < SHARDS ? await nextOld() : undefined)
        if (hash === undefined) break
        // One that can't be made is not tried again in this session.
        if (tried.has(hash)) continue
        tried.add(hash)
        isFull = (await parts.make(hash)) === 'disk-full'
        if (isFull) break
      }
    } catch {
      // Main can't be asked. The next image that is shown tries again.
    } finally {
      isRunning = false
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
