import {
  Columns2,
  Download,
  FolderPlus,
  Maximize2,
  MessageSquare,
  Paperclip,
  Share,
  Trash2,
  X,
  type LucideIcon,
} from 'lucide-react'
import { useMemo, useState } from 'react'
import type { AttachmentId } from '@shared/ids'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { MOST_COMPARED } from '@/images/compare/candidate'
import { RatingControl } from '@/images/RatingControl'
import { NO_SELECTION } from '@/lib/selection'
import { sumFiles } from '@/lib/sum-files'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { CollectionsDialog } from './CollectionsDialog'
import type { GalleryImage } from './model'
import { useGallery, useGalleryActions } from './use-gallery'
import { hasChat, useGalleryImageActions } from './use-image-actions'
import { useRejected } from './use-rejected'

interface SelectionBarProps {
  readonly onOpen: (id: AttachmentId) => void
}

/** Actions for the selected images, and for the rejected ones. */
export function SelectionBar({ onOpen }: SelectionBarProps) {
  const ids = useGallery((state) => state.selection.ids)
  const shown = useGallery((state) => state.shown)
  const rejected = useRejected()
  const chosen = useMemo(() => shown.filter(({ image }) => ids.has(image.attachmentId)), [shown, ids])
  return (
    <div className="pointer-events-none absolute inset-x-4 bottom-4 z-10 flex flex-col items-center gap-2">
      {rejected.length > 0 && <RejectedBar rejected={rejected} />}
      {chosen.length > 0 && <ChosenBar chosen={chosen} onOpen={onOpen} />}
    </div>
  )
}

const BAR =
  'pointer-events-auto flex w-fit animate-appear flex-wrap items-center justify-center gap-1 rounded-md border border-line bg-surface-raised p-1.5 shadow-float'

interface ChosenBarProps extends SelectionBarProps {
  readonly chosen: readonly GalleryImage[]
}

function ChosenBar({ chosen, onOpen }: ChosenBarProps) {
  const { t } = useTranslation()
  const { store, chats, onShowInChat, onAttach, onExport, Compare } = useGalleryActions()
  const actions = useGalleryImageActions()
  const [opened, setOpened] = useState<'collections' | 'compare'>()
  const close = (): void => setOpened(undefined)
  const [first] = chosen
  const ids = chosen.map(({ image }) => image.attachmentId)
  const isRatedAlike = chosen.every(({ rating }) => rating === first?.rating)
  if (!first) return null
  return (
    <div role="toolbar" aria-label={t('gallery.selection')} data-in-use className={BAR}>
      <Sum images={chosen} name="selected" />
      <NewestOnly images={chosen} />
      {chosen.length === 1 && (
        <>
          <Tool icon={Maximize2} label={t('gallery.open')} onClick={() => onOpen(first.image.attachmentId)} />
          {hasChat(chats, first) && (
            <Tool icon={MessageSquare} label={t('gallery.showInChat')} onClick={() => onShowInChat(first)} />
          )}
        </>
      )}
      <RatingControl rating={isRatedAlike ? first.rating : undefined} onRate={(rating) => store.rate(ids, rating)} />
      <Tool icon={FolderPlus} label={t('gallery.collections.open')} onClick={() => setOpened('collections')} />
      {chosen.length >= 2 && chosen.length <= MOST_COMPARED && (
        <Tool icon={Columns2} label={t('gallery.compare')} onClick={() => setOpened('compare')} />
      )}
      <Tool icon={Paperclip} label={t('gallery.attach')} onClick={() => onAttach(chosen)} />
      <Tool icon={Download} label={t('gallery.save')} onClick={() => actions.save(chosen)} />
      <Tool icon={Share} label={t('handOff.open')} onClick={() => onExport(chosen)} />
      <Tool icon={Trash2} label={t('gallery.delete')} onClick={() => actions.remove(ids)} />
      <IconButton
        icon={X}
        label={t('gallery.clearSelection')}
        hint={`${t('gallery.clearSelection')}  Esc`}
        size="small"
        onClick={() => store.select(({ active }) => ({ ...NO_SELECTION, active }))}
      />
      {opened && (
        // Keys in the dialog must not reach the gallery.
        <div className="contents" onKeyDown={(event) => event.stopPropagation()}>
          {opened === 'compare' ? (
            <Compare chosen={chosen} onGoOn={onAttach} onClose={close} />
          ) : (
            <CollectionsDialog chosen={chosen} onClose={close} />
          )}
        </div>
      )}
    </div>
  )
}

function RejectedBar({ rejected }: { readonly rejected: readonly GalleryImage[] }) {
  const { t } = useTranslation()
  const { store } = useGalleryActions()
  // If only rejected images are shown, there's nothing else to do with them.
  const canKeep = useGallery(({ filter }) => filter.rating !== 'rejected')
  const actions = useGalleryImageActions()
  return (
    <div role="toolbar" aria-label={t('gallery.ratings.rejected')} data-in-use className={BAR}>
      <Sum images={rejected} name="rejected" />
      <Button
        look="danger"
        size="small"
        onClick={() => actions.remove(rejected.map(({ image }) => image.attachmentId))}
      >
        {t('gallery.deleteRejected')}
      </Button>
      {canKeep && (
        <IconButton icon={X} label={t('gallery.keepRejected')} size="small" onClick={() => store.stopCulling()} />
      )}
    </div>
  )
}

interface SumProps {
  readonly images: readonly GalleryImage[]
  readonly name: 'selected' | 'rejected'
}

function Sum({ images, name }: SumProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const bytes = sumFiles(images.map(({ image }) => image))
  return (
    <span role="status" className="tabular px-2 text-12 whitespace-nowrap text-text-muted">
      {t(`gallery.${name}`, { count: images.length, number: format.number(images.length), size: format.bytes(bytes) })}
    </span>
  )
}

/** Notes that only the newest of folded versions are selected, not the others. */
function NewestOnly({ images }: { readonly images: readonly GalleryImage[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const folds = useGallery((state) => state.folds)
  const folded = images.flatMap(({ image }) => folds.get(image.attachmentId) ?? []).find(({ isOpen }) => !isOpen)
  if (!folded) return null
  return (
    <span className="pr-2 text-12 whitespace-nowrap text-text-muted">
      {images.length === 1 ? t('gallery.newestOf', { number: format.number(folded.count) }) : t('gallery.newestOnly')}
    </span>
  )
}

interface ToolProps {
  readonly icon: LucideIcon
  readonly label: string
  readonly onClick: () => void
}

function Tool({ icon: Icon, label, onClick }: ToolProps) {
  return (
    <Button look="plain" size="bar" aria-label={label} data-hint={label} onClick={onClick}>
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      {/* Next to the sidebar, a narrow window has no room for the labels. */}
      <span className="max-[1180px]:hidden">{label}</span>
    </Button>
  )
}
