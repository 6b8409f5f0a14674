/** Refuses masks that would change nothing or everything, whichever way they came to be masks. */
import { FailureError } from '@shared/failure'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import { readPngRows } from './read-png-rows'

/** From here on down a pixel of a mask counts as transparent. */
const OPAQUE = 128

/** Whether a mask says by this alpha that a pixel is to change. */
export function isTransparent(alpha = 255): boolean {
  return alpha < OPAQUE
}

/**
 * Rejects with a failure that costs nothing where no pixel of the mask is transparent, or each is. `index`: of the input. What
 * can't be read here is left to the service.
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
