import type { Client } from '@/bridge/client'
import { oncePainted } from '@/lib/once-painted'
import { watchQuietWindow } from '@/lib/when-quiet'
import { createMaker } from './maker'
import { tellMade } from './made'
import { setProgress } from './progress'
import { dropWanted, onWanted, takeWanted } from './wanted'
import { createThumbnailWorker } from './worker-jobs'

/** Old images wait this long, since starting and opening the first chat keep the app busy. */
const OLD_AFTER_MS = 20_000

/** Starts making small copies: of images shown without one, and later of all old images. */
export function startThumbnails(client: Client, isBusy: () => boolean): void {
  const worker = createThumbnailWorker(client)
  const maker = createMaker({
    async make(hash, isAgain) {
      const outcome = await worker.make(hash, isAgain)
      tellMade(hash)
      return outcome
    },
    rest: () => worker.rest(),
    takeWanted,
    dropWanted,
    onProgress: setProgress,
    listMissing: (shard) => client.request('images.withoutThumbnail', { shard }),
    whenQuiet: watchQuietWindow(isBusy),
  })
  // After the image itself is painted: reading and decoding it again would slow that down.
  onWanted(() => oncePainted(() => maker.wake()))
  maker.wake()
  setTimeout(() => maker.lookForOld(), OLD_AFTER_MS)
}
