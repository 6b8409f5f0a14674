/**
 * Small copies of images. A worker of the page makes them, because the page can decode every format. Main stores them
 * next to the images and serves them as `easel-image://<hash>/<size>`. All of them are disposable: a lost one is made
 * again.
 */
import type { ObjectHash } from './ids'
import { IMAGE_SCHEME, imageUrl } from './image-url'

/**
 * The longer edge, in pixels: for lists and grids, for the chat, and for the chat on high-density screens. An image
 * that isn't larger than one of the last two has no copy of that size, because the image itself is used.
 */
export const THUMBNAIL_SIZES = [320, 800, 1600] as const
export type ThumbnailSize = (typeof THUMBNAIL_SIZES)[number]

/** Every image that was processed has this one, however small the image is. */
export const SMALLEST_THUMBNAIL: ThumbnailSize = THUMBNAIL_SIZES[0]

/** The page posts a copy as WebP to `<this>/<hash>/<size>`, with the key of `images.importKey`. */
export const THUMBNAIL_UPLOAD_URL = `${IMAGE_SCHEME}://thumbnail`
/** About ten times the largest real ones. */
export const MOST_THUMBNAIL_BYTES = 8_000_000

/** The name of the worker's file in the built page, which has its own content security policy. */
export const THUMBNAIL_WORKER = 'thumbnail-worker'

/**
 * The address of a small copy. Until it exists, main serves the image itself. 404 if the image's own file is missing,
 * whether or not there's a copy.
 */
export function thumbnailUrl(hash: ObjectHash, size: ThumbnailSize): string {
  return `${imageUrl(hash)}/${size}`
}

/** The best remaining copy of an image whose own file may be missing. 404 if there's none. */
export function remainsUrl(hash: ObjectHash): string {
  return `${imageUrl(hash)}/remains`
}

/**
 * Its smallest copy, for lists that never decode originals. Empty (204) if there's none, or if the image's own file is
 * missing.
 */
export function smallCopyUrl(hash: ObjectHash): string {
  return `${imageUrl(hash)}/small`
}

/** Returns the smallest size with enough pixels for a longer edge of this length, in device pixels. */
export function chooseThumbnailSize(devicePixels: number): ThumbnailSize {
  return THUMBNAIL_SIZES.find((size) => size >= devicePixels) ?? 1600
}

export function isThumbnailSize(value: number): value is ThumbnailSize {
  return (THUMBNAIL_SIZES as readonly number[]).includes(value)
}
