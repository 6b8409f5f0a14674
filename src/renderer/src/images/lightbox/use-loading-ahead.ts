import { useEffect, useRef } from 'react'
import { imageUrl } from '@shared/image-url'
import type { ShownImage } from '../use-image-actions'

/** The image in view comes first, and so does a hand that goes on at once. Milliseconds. */
const AFTER_MS = 150

/** Loads and decodes the images that an arrow leads to, and keeps them as long as it does. */
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
  // One that is missing says so when it's shown.
  void image.decode().catch(() => undefined)
  return image
}
