import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { MenuButton } from '@/ui/MenuButton'
import { notify } from '@/ui/notices'
import { cleanName, listCollections, LONGEST_COLLECTION } from './collections'
import { FilterSelect } from './FilterSelect'
import { useGallery, useGalleryActions } from './use-gallery'

const ALL = ''

/** Narrows the images down to a collection, which can then be renamed or deleted. Absent while there is none. */
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
        // The keys of a dialog are its own, and not the gallery's.
        <div className="contents" onKeyDown={(event) => event.stopPropagation()}>
          <RenameDialog
            name={chosen}
            onRename={(name) => store.renameCollection(chosen, name)}
            onClose={() => setRenaming(false)}
          />
        </div>
      )}
    </>
  )
}

interface RenameDialogProps {
  readonly name: string
  readonly onRename: (name: string) => void
  readonly onClose: () => void
}

function RenameDialog({ name, onRename, onClose }: RenameDialogProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(name)
  return (
    <Dialog
      label={t('gallery.collections.renameTitle')}
      onDismiss={onClose}
      className="flex w-[360px] max-w-[calc(100vw-24px)] animate-rise flex-col rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader
        title={t('gallery.collections.renameTitle')}
        closeLabel={t('gallery.collections.close')}
        onClose={onClose}
      />
      <form
        className="flex flex-col gap-4 px-6 pb-5"
        onSubmit={(event) => {
          event.preventDefault()
          const wanted = cleanName(text)
          if (wanted === '') return
          onRename(wanted)
          onClose()
        }}
      >
        <input
          aria-label={t('gallery.collections.name')}
          value={text}
          maxLength={LONGEST_COLLECTION}
          onChange={({ target }) => setText(target.value)}
          className={`${CONTROL} w-full`}
        />
        <div className="flex justify-end">
          <Button look="primary" type="submit" disabled={cleanName(text) === ''}>
            {t('gallery.collections.rename')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
