import type { ObjectHash } from '@shared/ids'
import type { StoredFormat } from '@shared/image-options'
import { imageUrl } from '@shared/image-url'

/** Main decodes these itself, or has them drawn. Of all others, what is on screen is copied. */
const DECODED_BY_MAIN: readonly StoredFormat[] = ['png', 'jpeg', 'svg']

/**
 * Where this image can be seen now, in the page's pixels: a point of it that nothing covers. Undefined while it is out of
 * view. Where what is there will be copied, it is the image itself afterwards, instead of its small copy.
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
  // The last one is in front: a lightbox is after the chat.
  const images = [...document.querySelectorAll('img')].filter(({ src }) => src.startsWith(url)).toReversed()
  for (const image of images) {
    const { left, top, right, bottom } = image.getBoundingClientRect()
    const x = (Math.max(0, left) + Math.min(window.innerWidth, right)) / 2
    const y = (Math.max(0, top) + Math.min(window.innerHeight, bottom)) / 2
    if (document.elementFromPoint(x, y) === image) return { image, at: { x: Math.round(x), y: Math.round(y) } }
  }
  return undefined
}
