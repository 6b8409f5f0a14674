import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { MenuButton } from '@/ui/MenuButton'
import { notify } from '@/ui/notices'
import { CollectionDialog, CollectionName } from './CollectionDialog'
import { findCollection, listCollections } from './collections'
import { FilterSelect } from './FilterSelect'
import { useGallery, useGalleryActions } from './use-gallery'

const ALL = ''

/** Filters the images by collection, and renames or deletes the chosen one. Absent while there are no collections. */
export function CollectionFilter() {
  const { t } = useTranslation()
  const { store } = useGalleryActions()
  const images = useGallery((state) => state.images)
  const chosen = useGallery((state) => state.filter.collection)
  const [isRenaming, setRenaming] = useState(false)
  const all = useMemo(() => listCollections(images), [images])
  if (all.length === 0 && chosen === undefined) return null
  const names = chosen === undefined || all.includes(chosen) ? all : [...all, chosen]
  const remove = (name: string): void => {
    const undo = store.renameCollection(name, undefined)
    notify({
      text: t('gallery.collections.deleted', { name }),
      about: 'collection',
      action: { label: t('notices.undo'), run: undo },
    })
  }
  return (
    <>
      <FilterSelect
        label={t('gallery.collections.one')}
        value={chosen ?? ALL}
        choices={[
          { value: ALL, label: t('gallery.collections.any') },
          ...names.map((value) => ({ value, label: value })),
        ]}
        onChoose={(value) => store.setFilter({ collection: value === ALL ? undefined : value })}
      />
      {chosen !== undefined && (
        <MenuButton
          look="quiet"
          className="px-2"
          label={t('gallery.collections.more')}
          data-hint={t('gallery.collections.more')}
          items={() => [
            { label: t('gallery.collections.rename'), icon: Pencil, onChoose: () => setRenaming(true) },
            { label: t('gallery.collections.delete'), icon: Trash2, danger: true, onChoose: () => remove(chosen) },
          ]}
        >
          <Ellipsis size={16} strokeWidth={1.5} aria-hidden />
        </MenuButton>
      )}
      {isRenaming && chosen !== undefined && (
        // Keys in the dialog must not reach the gallery.
        <div className="contents" onKeyDown={(event) => event.stopPropagation()}>
          <CollectionDialog title={t('gallery.collections.renameTitle')} onClose={() => setRenaming(false)}>
            <CollectionName
              label={t('gallery.collections.name')}
              before={chosen}
              action={t('gallery.collections.rename')}
              isMain
              onName={(name) => {
                const isJoined = all.some((other) => other !== chosen && other === findCollection(all, name))
                const undo = store.renameCollection(chosen, name)
                setRenaming(false)
                if (isJoined) {
                  notify({
                    text: t('gallery.collections.joined', { name: chosen, other: findCollection(all, name) }),
                    about: 'collection',
                    action: { label: t('notices.undo'), run: undo },
                  })
                }
              }}
            />
          </CollectionDialog>
        </div>
      )}
    </>
  )
}
