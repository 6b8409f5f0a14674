import type { Client } from '@/bridge/client'
import { watchQuietWindow } from '@/lib/when-quiet'
import { createMaker } from './maker'
import { onWanted, takeWanted } from './wanted'
import { createThumbnailWorker } from './worker-jobs'

/** The start is busy enough, and so is the first chat that is opened. */
const OLD_AFTER_MS = 20_000

/** Makes small copies from now on: of what is shown without one, and later of all old images. */
export function startThumbnails(client: Client, isBusy: () => boolean): void {
  const worker = createThumbnailWorker(client)
  const maker = createMaker({
    make: (hash) => worker.make(hash),
    rest: () => worker.rest(),
    takeWanted,
    listMissing: (shard) => client.request('images.withoutThumbnail', { shard }),
    whenQuiet: watchQuietWindow(isBusy),
  })
  onWanted(() => maker.wake())
  maker.wake()
  setTimeout(() => maker.lookForOld(), OLD_AFTER_MS)
}
