/** The images that were shown without a small copy, for the maker to take. The one shown last comes first. */
import type { ObjectHash } from '@shared/ids'
import type { ThumbnailSize } from '@shared/thumbnails'

const wanted = new Set<ObjectHash>()
let tell: () => void = () => undefined

/** Notes an image that has loaded from `thumbnailUrl`. If it is larger than that size, there was no copy. */
export function noteLoaded(image: HTMLImageElement, hash: ObjectHash, size: ThumbnailSize): void {
  if (Math.max(image.naturalWidth, image.naturalHeight) <= size) return
  want(hash)
}

/** Requests the copies of an image that is only shown once it has them. */
export function want(hash: ObjectHash): void {
  wanted.delete(hash)
  wanted.add(hash)
  tell()
}

export function takeWanted(): ObjectHash | undefined {
  const last = [...wanted].at(-1)
  if (last !== undefined) wanted.delete(last)
  return last
}

export function dropWanted(hash: ObjectHash): void {
  wanted.delete(hash)
}

/** Sets the listener that is called whenever there's something to take. Replaces the previous one. */
export function onWanted(listener: () => void): void {
  tell = listener
}
