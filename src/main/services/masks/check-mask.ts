/** Refuses masks that would change nothing or everything, whatever their source. */
import { FailureError } from '@shared/failure'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import { readPngRows } from './read-png-rows'

/** Below this alpha, a pixel of a mask counts as transparent. */
const OPAQUE = 128

/** Whether a pixel with this alpha should change. */
export function isTransparent(alpha = 255): boolean {
  return alpha < OPAQUE
}

/**
 * Rejects with a failure with charge `none` if no pixel of the mask is transparent, or all are. `index`: of the input.
 * A mask that can't be read here is left to the service.
 */
export async function checkMask(bytes: Uint8Array, index: number): Promise<void> {
  if (await isUseful(bytes)) return
  throw new FailureError({ code: 'mask-blank', charge: 'none', at: Date.now(), input: { index } })
}

async function isUseful(bytes: Uint8Array): Promise<boolean> {
  let [hasTransparent, hasOpaque] = [false, false]
  try {
    const { rows } = await readPngRows(bytes)
    for await (const row of rows) {
      for (let at = 3; at < row.length; at += 4) {
        if (isTransparent(row[at])) hasTransparent = true
        else hasOpaque = true
      }
      if (hasTransparent && hasOpaque) return true
    }
    return false
  } catch (error) {
    if (error instanceof UnsoundImage) return true
    throw error
  }
}
