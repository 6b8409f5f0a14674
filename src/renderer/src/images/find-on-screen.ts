import type { ObjectHash } from '@shared/ids'
import type { StoredFormat } from '@shared/image-options'
import { imageUrl } from '@shared/image-url'

/** Main can decode or render these. All other formats are copied from the screen. */
const DECODED_BY_MAIN: readonly StoredFormat[] = ['png', 'jpeg', 'svg']

/**
 * Returns a point of this image that nothing covers, in CSS pixels of the page. Undefined while the image is out of
 * view. If the image will be copied from the screen, replaces its small copy with the image itself.
 */
export async function placeOnScreen(
  hash: ObjectHash,
  format: StoredFormat,
): Promise<{ readonly x: number; readonly y: number } | undefined> {
  const found = findOnScreen(imageUrl(hash))
  if (found && !DECODED_BY_MAIN.includes(format) && found.image.src !== imageUrl(hash)) {
    found.image.src = imageUrl(hash)
    await found.image.decode().catch(() => undefined)
  }
  return found?.at
}

function findOnScreen(url: string) {
  // Later elements are on top: a lightbox comes after the chat.
  const images = [...document.querySelectorAll('img')].filter(({ src }) => src.startsWith(url)).toReversed()
  for (const image of images) {
    const { left, top, right, bottom } = image.getBoundingClientRect()
    const x = (Math.max(0, left) + Math.min(window.innerWidth, right)) / 2
    const y = (Math.max(0, top) + Math.min(window.innerHeight, bottom)) / 2
    if (document.elementFromPoint(x, y) === image) return { image, at: { x: Math.round(x), y: Math.round(y) } }
  }
  return undefined
}
