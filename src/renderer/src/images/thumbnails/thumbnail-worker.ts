/**
 * Makes the small copies of one image after another: reads it, scales it, and posts each copy to main. Runs outside the
 * page's thread, so that no frame waits for it.
 */
import { IMPORT_KEY_HEADER } from '@shared/image-import'
import { SMALLEST_THUMBNAIL, THUMBNAIL_UPLOAD_URL, thumbnailUrl, type ThumbnailSize } from '@shared/thumbnails'
import { loadBitmap } from '../load-bitmap'
import type { ObjectHash } from '@shared/ids'
import type { Job, JobOutcome } from './worker-jobs'

/** Keeps text in images sharp, with a twentieth of the bytes of a PNG. */
const WEBP_QUALITY = 0.86
const DISK_FULL = 507

addEventListener('message', ({ data }: MessageEvent<Job>) => {
  void makeCopies(data).then((outcome) => postMessage({ hash: data.hash, outcome }))
})

async function makeCopies({ hash, sizes: all, key, isAgain }: Job): Promise<JobOutcome> {
  try {
    const sizes = isAgain ? await listLost(hash, all) : all
    if (sizes.length === 0) return 'made'
    const image = await loadBitmap(hash)
    try {
      for (const size of sizes) {
        const isNeeded = size === SMALLEST_THUMBNAIL || Math.max(image.width, image.height) > size
        const copy = isNeeded && (await scale(image, size))
        if (!copy) continue
        const { ok, status } = await fetch(`${THUMBNAIL_UPLOAD_URL}/${hash}/${size}`, {
          method: 'POST',
          headers: { [IMPORT_KEY_HEADER]: key },
          body: copy,
        })
        if (!ok) return status === DISK_FULL ? 'disk-full' : 'failed'
      }
    } finally {
      image.close()
    }
    return 'made'
  } catch {
    // The page then shows the image itself, and reports if it can't be decoded.
    return 'failed'
  }
}

/** Returns the missing sizes: those for which main answers with the image itself and `no-store`. */
async function listLost(hash: ObjectHash, sizes: readonly ThumbnailSize[]): Promise<readonly ThumbnailSize[]> {
  const lost = await Promise.all(
    sizes.map(async (size) => {
      const answer = await fetch(thumbnailUrl(hash, size), { cache: 'reload' })
      await answer.body?.cancel()
      return answer.headers.get('cache-control') === 'no-store' || !answer.ok ? [size] : []
    }),
  )
  return lost.flat()
}

async function scale(image: ImageBitmap, size: ThumbnailSize): Promise<Blob> {
  const factor = Math.min(1, size / Math.max(image.width, image.height))
  const width = Math.max(1, Math.round(image.width * factor))
  const height = Math.max(1, Math.round(image.height * factor))
  const scaled = await createImageBitmap(image, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' })
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(scaled)
  return canvas.convertToBlob({ type: 'image/webp', quality: WEBP_QUALITY })
}
