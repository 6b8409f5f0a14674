import { chooseThumbnailSize, type ThumbnailSize } from '@shared/thumbnails'

/** `edge`: the longer edge that is shown, in pixels of the page, of which the screen may have several for one. */
export function chooseSize(edge: number): ThumbnailSize {
  return chooseThumbnailSize(edge * (globalThis.devicePixelRatio ?? 1))
}

/** What the chat shows at most, in pixels of the page: its column. */
export const CHAT_EDGE = 760
