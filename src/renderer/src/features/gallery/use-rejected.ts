import { useMemo } from 'react'
import type { GalleryImage } from './model'
import { useGallery } from './use-gallery'

/** Returns the rejected images among those shown, while the user culls or looks at rejected ones. */
export function useRejected(): readonly GalleryImage[] {
  const shown = useGallery((state) => state.shown)
  const isWanted = useGallery(({ isCulling, filter }) => isCulling || filter.rating === 'rejected')
  return useMemo(() => (isWanted ? shown.filter(({ rating }) => rating === 'rejected') : []), [isWanted, shown])
}
