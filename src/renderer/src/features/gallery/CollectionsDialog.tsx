import { useId, useMemo, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { findCollection, listCollections, LONGEST_COLLECTION } from './collections'
import type { GalleryImage } from './model'
import { useGallery, useGalleryActions } from './use-gallery'

interface CollectionsDialogProps {
  readonly chosen: readonly GalleryImage[]
  readonly onClose: () => void
}

/** Which collections the chosen images are in, and a new one. Everything acts at once. */
export function CollectionsDialog({ chosen, onClose }: CollectionsDialogProps) {
  const { t } = useTranslation()
  const { store } = useGalleryActions()
  const images = useGallery((state) => state.images)
  const all = useMemo(() => listCollections(images), [images])
  const [name, setName] = useState('')
  const id = useId()
  const ids = chosen.map(({ image }) => image.attachmentId)
  const current = new Map(images.map((image) => [image.image.attachmentId, image.collections]))
  const add = (): void => {
    const wanted = findCollection(all, name)
    if (wanted === '') return
    store.collect(ids, wanted, true)
    setName('')
  }
  return (
    <Dialog
      label={t('gallery.collections.title')}
      onDismiss={onClose}
      className="flex max-h-[min(560px,calc(100vh-48px))] w-[400px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader
        title={t('gallery.collections.title')}
        closeLabel={t('gallery.collections.close')}
        onClose={onClose}
      />
      <form
        className="flex gap-2 px-6 pb-4"
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <label htmlFor={id} className="sr-only">
          {t('gallery.collections.new')}
        </label>
        <input
          id={id}
          value={name}
          maxLength={LONGEST_COLLECTION}
          placeholder={t('gallery.collections.new')}
          onChange={({ target }) => setName(target.value)}
          className={`${CONTROL} min-w-0 grow`}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {t('gallery.collections.add')}
        </Button>
      </form>
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
    </Dialog>
  )
}
