import { useMemo } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { CollectionDialog, CollectionName } from './CollectionDialog'
import { findCollection, listCollections } from './collections'
import type { GalleryImage } from './model'
import { useGallery, useGalleryActions } from './use-gallery'

interface CollectionsDialogProps {
  readonly chosen: readonly GalleryImage[]
  readonly onClose: () => void
}

/** Puts the chosen images into collections, existing or new, or takes them out. Changes apply at once. */
export function CollectionsDialog({ chosen, onClose }: CollectionsDialogProps) {
  const { t } = useTranslation()
  const { store } = useGalleryActions()
  const images = useGallery((state) => state.images)
  const all = useMemo(() => listCollections(images), [images])
  const ids = chosen.map(({ image }) => image.attachmentId)
  const current = new Map(images.map((image) => [image.image.attachmentId, image.collections]))
  return (
    <CollectionDialog title={t('gallery.collections.title')} onClose={onClose}>
      <CollectionName
        label={t('gallery.collections.new')}
        before=""
        action={t('gallery.collections.add')}
        onName={(name) => store.collect(ids, findCollection(all, name), true)}
      />
      {all.length > 0 && (
        <ul
          aria-label={t('gallery.collections.title')}
          className="min-h-0 overflow-y-auto border-t border-line px-6 py-2"
        >
          {all.map((collection) => {
            const count = ids.filter((image) => current.get(image)?.includes(collection)).length
            return (
              <li key={collection}>
                <label className="flex items-center gap-2.5 py-1.5 text-13">
                  <input
                    type="checkbox"
                    checked={count === ids.length}
                    ref={(box) => {
                      if (box) box.indeterminate = count > 0 && count < ids.length
                    }}
                    onChange={({ target }) => store.collect(ids, collection, target.checked)}
                  />
                  <span className="min-w-0 truncate">{collection}</span>
                </label>
              </li>
            )
          })}
        </ul>
      )}
      <div className="flex justify-end px-6 pt-3 pb-5">
        <Button look="primary" onClick={onClose}>
          {t('gallery.collections.done')}
        </Button>
      </div>
    </CollectionDialog>
  )
}
