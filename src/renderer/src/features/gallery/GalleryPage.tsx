import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { ArrowLeft } from 'lucide-react'
import { useStore } from 'zustand'
import type { AttachmentId } from '@shared/ids'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { FilterBar } from './FilterBar'
import { GalleryLightbox } from './GalleryLightbox'
import { GalleryNote } from './GalleryNote'
import { ImageGrid } from './ImageGrid'
import { NO_SELECTION } from './selection'
import { SelectionBar } from './SelectionBar'
import { SizeSlider } from './SizeSlider'
import { GalleryContext, useGallery, type GalleryActions } from './use-gallery'
import '@/i18n/later'

interface GalleryPageProps {
  readonly actions: GalleryActions
  /** At the start of the bar: how to get the sidebar back. */
  readonly children?: ReactNode
}

/** Every image of every chat, in place of the chat. */
export function GalleryPage({ actions, children }: GalleryPageProps) {
  const { t } = useTranslation()
  const { store, onLeave } = actions
  const [viewed, setViewed] = useState<AttachmentId>()
  const region = useRef<HTMLElement>(null)
  const hasImages = useStore(store, ({ shown }) => shown.length > 0)
  const hasSelection = useStore(store, ({ selection }) => selection.ids.size > 0)
  useEffect(() => void store.refresh(), [store])
  useEffect(() => region.current?.focus({ preventScroll: true }), [])
  /** Versions that are folded are looked through one after the other. */
  const open = (id: AttachmentId): void => {
    const { folds, shown } = store.getState()
    const image = folds.has(id) ? shown.find((other) => other.image.attachmentId === id) : undefined
    if (image) store.openFold(image, true)
    setViewed(id)
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    if (hasSelection) store.select(({ active }) => ({ ...NO_SELECTION, active }))
    else onLeave()
  }
  return (
    <GalleryContext value={actions}>
      <section
        ref={region}
        aria-label={t('gallery.title')}
        tabIndex={-1}
        data-container
        onKeyDown={handleKey}
        className="relative flex h-full min-w-0 flex-col bg-surface focus-visible:outline-none"
      >
        <header className="flex h-12 shrink-0 items-center gap-1 pr-[calc(100vw-env(titlebar-area-x,0px)-env(titlebar-area-width,100vw)+8px)] pl-[calc(env(titlebar-area-x,0px)+8px)] drag">
          {children}
          <Button look="plain" className="px-2" onClick={onLeave}>
            <ArrowLeft size={16} strokeWidth={1.5} aria-hidden />
            {t('gallery.back')}
          </Button>
          <h1 className="truncate px-2 text-13 font-medium max-narrow:hidden">{t('gallery.title')}</h1>
          <Count />
          <SizeSlider />
        </header>
        <FilterBar />
        {hasImages ? <ImageGrid onOpen={open} /> : <GalleryNote />}
        <SelectionBar onOpen={open} />
      </section>
      {/* Outside of it, because the keys of a dialog are its own. */}
      {viewed && <GalleryLightbox shown={viewed} onShow={setViewed} onClose={() => setViewed(undefined)} />}
    </GalleryContext>
  )
}

/** How many images there are, told to a screen reader whenever a filter changes that. */
function Count() {
  const { t } = useTranslation()
  const format = useFormat()
  const shown = useGallery((state) => state.shown.length)
  const all = useGallery((state) => state.images.length)
  const isReading = useGallery(({ reading }) => reading.status === 'reading' || reading.status === 'some')
  const total = format.number(all)
  return (
    <p role="status" className="tabular ml-auto truncate px-2 text-12 text-text-muted">
      {isReading
        ? t('gallery.reading')
        : shown === all
          ? t('gallery.count', { count: shown, number: total })
          : t('gallery.countOf', { count: all, shown: format.number(shown), number: total })}
    </p>
  )
}
