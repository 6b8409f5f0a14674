import { chooseThumbnailSize, type ThumbnailSize } from '@shared/thumbnails'

/** Returns the size of the small copy that this screen needs. `edge`: the longer edge as shown, in CSS pixels. */
export function chooseSize(edge: number): ThumbnailSize {
  return chooseThumbnailSize(edge * (globalThis.devicePixelRatio ?? 1))
}

/** The longest edge in a chat, in CSS pixels: the width of its column. */
export const CHAT_EDGE = 760
