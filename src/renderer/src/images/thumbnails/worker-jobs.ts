import type { ObjectHash } from '@shared/ids'
import { SMALLEST_THUMBNAIL, type ThumbnailSize } from '@shared/thumbnails'
import type { Client } from '@/bridge/client'
import { CHAT_EDGE, chooseSize } from './choose-size'

export interface Job {
  readonly hash: ObjectHash
  readonly sizes: readonly ThumbnailSize[]
  readonly key: string
  /** Makes only the missing sizes. */
  readonly isAgain: boolean
}

/** `failed`: the image is missing or can't be decoded. */
export type JobOutcome = 'made' | 'failed' | 'disk-full'

export interface ThumbnailWorker {
  make(hash: ObjectHash, isAgain: boolean): Promise<JobOutcome>
  /** Frees its memory. The next image starts it again. */
  rest(): void
}

/** Makes the copies that this screen needs in a worker, one image at a time. */
export function createThumbnailWorker(client: Client): ThumbnailWorker {
  let worker: Worker | undefined
  return {
    async make(hash, isAgain) {
      const key = await client.request('images.importKey')
      const running = (worker ??= new Worker(new URL('./thumbnail-worker.ts', import.meta.url), { type: 'module' }))
      const sizes = [...new Set([SMALLEST_THUMBNAIL, chooseSize(CHAT_EDGE)])]
      return new Promise((resolve) => {
        running.onmessage = ({ data }: MessageEvent<{ readonly outcome: JobOutcome }>) => resolve(data.outcome)
        running.onerror = () => resolve('failed')
        // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no other origin
        running.postMessage({ hash, sizes, key, isAgain } satisfies Job)
      })
    },
    rest() {
      worker?.terminate()
      worker = undefined
    },
  }
}
