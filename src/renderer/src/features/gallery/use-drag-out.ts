import type { DragEvent } from 'react'
import { MOST_DRAGGED } from '@shared/contract'
import { useClient } from '@/bridge/use-client'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { noteDragged } from '@/lib/dragged-images'
import { makeFileName } from '@/lib/file-name'
import { selectOnly } from '@/lib/selection'
import { notify, notifyFailure } from '@/ui/notices'
import type { GalleryImage } from './model'
import { useGalleryActions } from './use-gallery'

/**
 * Drags images out of the window as files: all selected ones, or the one under the pointer, which then gets selected.
 * Dropped on the window itself, they are attached to the message.
 */
export function useDragOut(): (event: DragEvent, image: GalleryImage) => void {
  const { t } = useTranslation()
  const client = useClient()
  const format = useFormat()
  const { store, readRecipes } = useGalleryActions()
  return (event, image) => {
    // Otherwise Chromium would drag the page's own address of the image, which is useless elsewhere.
    event.preventDefault()
    const id = image.image.attachmentId
    const { selection, shown } = store.getState()
    const isChosen = selection.ids.has(id)
    if (!isChosen) store.select(() => selectOnly(id))
    const images = isChosen ? shown.filter((other) => selection.ids.has(other.image.attachmentId)) : [image]
    if (images.length > MOST_DRAGGED) {
      notify({ text: t('gallery.tooManyDragged', { count: MOST_DRAGGED }) })
      return
    }
    noteDragged(id, images.map(toInput))
    readRecipes(images)
      .then((recipes) =>
        client.request(
          'images.dragOut',
          images.map(({ image: { hash, format }, prompt }, index) => {
            const recipe = recipes[index]
            return { hash, suggestedName: makeFileName(prompt, format), ...(recipe && { recipe }) }
          }),
        ),
      )
      .then(({ dragged }) => {
        if (dragged === images.length) return
        const [number, of] = [format.number(dragged), format.number(images.length)]
        notify({ text: t('gallery.draggedSome', { dragged: number, of, count: images.length }), sticky: true })
      })
      .catch(notifyFailure)
  }
}

function toInput({ image: { attachmentId, hash, format, width, height, bytes } }: GalleryImage) {
  return { attachmentId, hash, format, width, height, bytes, role: 'reference' } as const
}
