import { useEffect, useState, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { AttachmentId } from '@shared/ids'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { useProgress } from '@/images/thumbnails/progress'
import { NO_SELECTION } from '@/lib/selection'
import { Page } from '@/ui/Page'
import { FilterBar } from './FilterBar'
import { GalleryLightbox } from './GalleryLightbox'
import { GalleryNote } from './GalleryNote'
import { ImageGrid } from './ImageGrid'
import { SelectionBar } from './SelectionBar'
import { SizeSlider } from './SizeSlider'
import { GalleryContext, useGallery, type GalleryActions } from './use-gallery'
import { useUndoKeys } from './use-undo-keys'
import '@/i18n/later'

interface GalleryPageProps {
  readonly actions: GalleryActions
  /** At the start of the bar: the button that shows the sidebar. */
  readonly children?: ReactNode
}

const NOTHING: readonly AttachmentId[] = []

/** All images of all chats, in place of the chat. */
export function GalleryPage({ actions, children }: GalleryPageProps) {
  const { t } = useTranslation()
  const { store, onLeave } = actions
  const [viewed, setViewed] = useState<AttachmentId>()
  const hasImages = useStore(store, ({ shown }) => shown.length > 0)
  const hasSelection = useStore(store, ({ selection }) => selection.ids.size > 0)
  useEffect(() => void store.refresh(), [store])
  /** Opens the lightbox. Unfolds the image's versions first, so they can be looked through one by one. */
  const open = (id: AttachmentId): void => {
    const { folds, shown } = store.getState()
    const image = folds.has(id) ? shown.find((other) => other.image.attachmentId === id) : undefined
    if (image) store.openFold(image, true)
    setViewed(id)
  }
  const [revealed, setRevealed] = useState<readonly AttachmentId[]>(NOTHING)
  const handleKey = useUndoKeys(store, setRevealed)
  const handleEscape = (): void => {
    if (hasSelection) store.select(({ active }) => ({ ...NO_SELECTION, active }))
    else onLeave()
  }
  return (
    <GalleryContext value={actions}>
      <Page
        label={t('gallery.title')}
        back={t('gallery.back')}
        onLeave={onLeave}
        onEscape={handleEscape}
        onKey={handleKey}
        start={children}
        bar={
          <>
            <h1 className="truncate px-2 text-13 font-medium max-narrow:hidden">{t('gallery.title')}</h1>
            <Preparing />
            <Count />
            <SizeSlider />
          </>
        }
      >
        <FilterBar />
        {hasImages ? (
          <ImageGrid onOpen={open} revealed={revealed} onRevealed={() => setRevealed(NOTHING)} />
        ) : (
          <GalleryNote />
        )}
        <SelectionBar onOpen={open} />
      </Page>
      {/* Outside the page, so keys in the dialog don't reach it. */}
      {viewed && <GalleryLightbox shown={viewed} onShow={setViewed} onClose={() => setViewed(undefined)} />}
    </GalleryContext>
  )
}

/** Progress of making thumbnails for images of an earlier version of Easel. Screen readers don't announce each step. */
function Preparing() {
  const { t } = useTranslation()
  const format = useFormat()
  const share = useProgress()
  if (share === undefined) return null
  return (
    <p
      className="tabular ml-auto truncate px-2 text-12 text-text-muted max-narrow:hidden"
      data-hint={t('gallery.preparingHint')}
      data-hint-side="below"
    >
      {t('gallery.preparing', { share: format.percent(share) })}
    </p>
  )
}

/**
 * How many images are shown; screen readers announce changes. Folded versions are counted separately from those that
 * the filters leave out: a folded version matches, and one click shows it.
 */
function Count() {
  const { t } = useTranslation()
  const format = useFormat()
  const matching = useGallery((state) => state.matching)
  const folded = useGallery((state) => state.matching - state.shown.length)
  const all = useGallery((state) => state.images.length)
  const isReading = useGallery(({ reading }) => reading.status === 'reading' || reading.status === 'some')
  const total = format.number(all)
  const images =
    matching === all
      ? t('gallery.count', { count: all, number: total })
      : t('gallery.countOf', { count: all, shown: format.number(matching), number: total })
  const text =
    folded === 0 ? images : t('gallery.countFolded', { images, count: folded, number: format.number(folded) })
  return (
    <p role="status" className="tabular ml-auto truncate px-2 text-12 text-text-muted">
      {isReading ? t('gallery.reading') : text}
    </p>
  )
}
