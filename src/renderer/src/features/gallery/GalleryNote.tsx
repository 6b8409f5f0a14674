import { useEffect, useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { hasFilter, NO_FILTER } from './filter'
import { useGallery, useGalleryActions } from './use-gallery'

/** Shown if there are no images: none yet, none that pass the filter, or none that could be read. */
export function GalleryNote() {
  const { t } = useTranslation()
  const { store } = useGalleryActions()
  const { status } = useGallery((state) => state.reading)
  const isFiltered = useGallery((state) => hasFilter(state.filter))
  const note = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Focus was on the last image, which is gone.
    if (document.activeElement === document.body) note.current?.closest<HTMLElement>('section')?.focus()
  }, [])
  if (status === 'reading') return <div className="grow" />
  return (
    <div ref={note} className="flex grow flex-col items-center justify-center gap-4 p-8 text-center">
      {status === 'failed' ? (
        <>
          <p role="alert" className="text-13">
            {t('gallery.failed')}
          </p>
          <Button onClick={() => void store.refresh()}>{t('gallery.again')}</Button>
        </>
      ) : isFiltered ? (
        <>
          <p className="text-13">{t('gallery.noHit')}</p>
          <Button onClick={() => store.setFilter(NO_FILTER)}>{t('gallery.clearFilters')}</Button>
        </>
      ) : (
        <p className="max-w-[40ch] text-13 text-balance text-text-muted">{t('gallery.empty')}</p>
      )}
    </div>
  )
}
