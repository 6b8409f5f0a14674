/**
 * Small copies of images. A worker of the page makes them, because the page decodes every format. Main keeps them beside
 * the images and serves them as `easel-image://<hash>/<size>`. None of them is needed: what is lost is made again.
 */
import type { ObjectHash } from './ids'
import { IMAGE_SCHEME, imageUrl } from './image-url'

/**
 * The longer edge, in pixels: for lists and grids, for the chat, and for the chat on a screen with two pixels to one. An
 * image that isn't larger than one of the last two has no copy of that size, because it is its own.
 */
export const THUMBNAIL_SIZES = [320, 800, 1600] as const
export type ThumbnailSize = (typeof THUMBNAIL_SIZES)[number]

/** Every image that has been seen by the maker has this one, however small the image is. */
export const SMALLEST_THUMBNAIL: ThumbnailSize = THUMBNAIL_SIZES[0]

/** The page posts the bytes, a WebP, to `<this>/<hash>/<size>`, with the key of `images.importKey`. */
export const THUMBNAIL_UPLOAD_URL = `${IMAGE_SCHEME}://thumbnail`
/** The largest are about a tenth of that. */
export const MOST_THUMBNAIL_BYTES = 8_000_000

/** The name of the worker's file in the built page, which has a content security policy of its own. */
export const THUMBNAIL_WORKER = 'thumbnail-worker'

/**
 * The address of a small copy. As long as there is none, main serves the image itself. 404 where the image's own file is
 * missing, whether there's a copy or not.
 */
export function thumbnailUrl(hash: ObjectHash, size: ThumbnailSize): string {
  return `${imageUrl(hash)}/${size}`
}

/** What is left of an image whose own file may be missing. 404 where there's no copy either. */
export function remainsUrl(hash: ObjectHash): string {
  return `${imageUrl(hash)}/remains`
}

/** Its smallest copy. Empty (204) where there's none, or the image's own file is missing: for lists that decode no original. */
export function smallCopyUrl(hash: ObjectHash): string {
  return `${imageUrl(hash)}/small`
}

/** The smallest size with enough pixels for a longer edge of this length, in pixels of the device. */
export function chooseThumbnailSize(devicePixels: number): ThumbnailSize {
  return THUMBNAIL_SIZES.find((size) => size >= devicePixels) ?? 1600
}

export function isThumbnailSize(value: number): value is ThumbnailSize {
  return (THUMBNAIL_SIZES as readonly number[]).includes(value)
}
