import { useEffect, useMemo, useState } from 'react'
import type { AttachmentId } from '@shared/ids'
import type { RecipeFacts } from '@shared/recipe/recipe'
import { Lightbox } from '@/images/lightbox/Lightbox'
import { RatingControl } from '@/images/RatingControl'
import { returnTo } from '@/lib/selection'
import { GalleryDetails } from './GalleryDetails'
import type { GalleryImage } from './model'
import { findRatingKey } from './rating-keys'
import { undoLast } from './undo-last'
import { useGallery, useGalleryActions } from './use-gallery'
import { useGalleryImageActions } from './use-image-actions'

interface GalleryLightboxProps {
  readonly shown: AttachmentId
  readonly onShow: (id: AttachmentId) => void
  readonly onClose: () => void
}

/** Shows the filtered images one at a time. Keys rate: 1 to 5, 0 and X; U undoes. */
export function GalleryLightbox({ shown, onShow, onClose }: GalleryLightboxProps) {
  const { store, onAttach, onPaintMask } = useGalleryActions()
  const actions = useGalleryImageActions()
  const [order] = useState(() => store.getState().shown.map((one) => one.image.attachmentId))
  const images = useViewed(shown, order)
  const index = images.findIndex(({ image }) => image.attachmentId === shown)
  const rate = (image: GalleryImage, rating: GalleryImage['rating']): void =>
    store.rate([image.image.attachmentId], rating)
  /** Shows the changed image, so the undo is visible. */
  const undo = (): void => {
    const ids = undoLast(store)
    const changed = order.find((id) => ids.includes(id))
    if (changed && !ids.includes(shown)) onShow(changed)
  }
  const close = (): void => {
    onClose()
    store.select((was) => returnTo(was, shown))
    requestAnimationFrame(() => {
      const cell = document.querySelector<HTMLElement>(`[data-image="${shown}"]`)
      cell?.focus({ preventScroll: true })
      cell?.scrollIntoView({ block: 'nearest' })
    })
  }
  const remove = ({ image }: GalleryImage): void => {
    const next = images[index + 1] ?? images[index - 1]
    actions.remove([image.attachmentId])
    if (next) onShow(next.image.attachmentId)
    else onClose()
  }
  return (
    <Lightbox
      images={images}
      shown={shown}
      onShow={onShow}
      onClose={close}
      onEdit={(image) => onAttach([image])}
      onKey={(event, image) => {
        const key = findRatingKey(event)
        if (key?.kind === 'rate') rate(image, key.rating)
        else if (key?.kind === 'undo') undo()
        else if (event.key === 'Delete' || event.key === 'Backspace') remove(image)
        else return false
        return true
      }}
      renderTools={(image) => (
        <>
          <RatingControl rating={image.rating} onRate={(rating) => rate(image, rating)} />
          <div aria-hidden className="mx-2 h-4 border-l border-line @max-[560px]:hidden" />
        </>
      )}
      onPaintMask={(image) => onPaintMask(image)}
      menu={(image, file) => ({ ...actions.listOne(image, file), 'delete-image': () => remove(image) })}
      renderPanel={(image) => <GalleryDetails image={image} />}
    />
  )
}

/**
 * Returns the images as they were listed when the lightbox opened: one that no longer passes the filter, because it was
 * just rated, stays until it closes. The one in view has its prompt and settings, for copies.
 */
function useViewed(shown: AttachmentId, order: readonly AttachmentId[]): readonly GalleryImage[] {
  const { readRecipes } = useGalleryActions()
  const all = useGallery((state) => state.images)
  const [recipe, setRecipe] = useState<{ readonly id: AttachmentId; readonly facts: RecipeFacts | undefined }>()
  const current = all.find(({ image }) => image.attachmentId === shown)
  const answer = current?.messageId
  useEffect(() => {
    let isShown = true
    if (current) {
      // An image can be saved without them.
      void readRecipes([current])
        .then(([facts]) => isShown && setRecipe({ id: shown, facts }))
        .catch(() => undefined)
    }
    return () => {
      isShown = false
    }
    // eslint-disable-next-line react/exhaustive-deps -- a rating changes the object, and nothing of its recipe
  }, [shown, answer, readRecipes])
  return useMemo(() => {
    const byId = new Map(all.map((image) => [image.image.attachmentId, image]))
    return order.flatMap((id) => {
      const image = byId.get(id)
      if (!image) return []
      return [id === recipe?.id && recipe.facts ? { ...image, recipe: recipe.facts } : image]
    })
  }, [all, order, recipe])
}
