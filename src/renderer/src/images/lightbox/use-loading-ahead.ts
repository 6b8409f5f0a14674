import { useEffect, useRef } from 'react'
import { imageUrl } from '@shared/image-url'
import type { ShownImage } from '../use-image-actions'

/** In milliseconds: lets the image in view load first, and skips images that users page past quickly. */
const AFTER_MS = 150

/** Loads and decodes the previous and next images, and keeps them until the neighbors change. */
export function useLoadingAhead(images: readonly (ShownImage | undefined)[]): void {
  const kept = useRef<readonly HTMLImageElement[]>([])
  const hashes = images.flatMap((each) => each?.image.hash ?? []).join(' ')
  useEffect(() => {
    const timer = setTimeout(() => {
      kept.current = hashes
        .split(' ')
        .flatMap((hash) => (hash === '' ? [] : [load(hash as ShownImage['image']['hash'])]))
    }, AFTER_MS)
    return () => clearTimeout(timer)
  }, [hashes])
}

function load(hash: ShownImage['image']['hash']): HTMLImageElement {
  const image = new Image()
  image.src = imageUrl(hash)
  // A missing image is reported when it's shown.
  void image.decode().catch(() => undefined)
  return image
}
