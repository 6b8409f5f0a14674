import { Ban, Check, ImageOff, Layers, Star } from 'lucide-react'
import { memo, useEffect, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Remains } from '@/images/MissingImage'
import { onMade } from '@/images/thumbnails/made'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { classNames } from '@/lib/class-names'
import type { Fold } from './fold-versions'
import type { GalleryImage } from './model'

interface GridCellProps {
  readonly image: GalleryImage
  /** In pixels. */
  readonly width: number
  readonly height: number
  readonly isActive: boolean
  readonly isSelected: boolean
  /** For the first of several versions, while versions are folded. */
  readonly fold?: Fold | undefined
  readonly onOpenFold: (image: GalleryImage, isOpen: boolean) => void
}

export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { image, width, height, isActive, isSelected, fold, onOpenFold } = props
  const { t } = useTranslation()
  const [isMissing, setIsMissing] = useState(false)
  const { attachmentId, hash } = image.image
  useEffect(() => {
    if (!isMissing) return
    return onMade((made) => {
      if (made === hash) setIsMissing(false)
    })
  }, [isMissing, hash])
  const name = image.prompt === '' ? t('gallery.unnamed') : image.prompt
  const isRejected = image.rating === 'rejected'
  return (
    <div
      role="gridcell"
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      draggable={!isMissing}
      data-image={attachmentId}
      style={{ width }}
      title={image.prompt}
      className={classNames(
        'relative h-full shrink-0 overflow-hidden rounded-sm bg-surface-field',
        'after:pointer-events-none after:absolute after:inset-0 after:rounded-sm after:border after:border-line-image',
        isSelected && 'outline-3 outline-offset-1 outline-accent outline-solid forced-colors:outline-[Highlight]',
        !isSelected && 'focus-visible:outline-offset-1',
      )}
    >
      {isMissing ? (
        <>
          <Remains hash={hash} className="absolute inset-0 size-full object-cover opacity-25" />
          <span
            role="img"
            aria-label={`${name}. ${t('image.missing')}`}
            className="absolute inset-0 flex items-center justify-center text-text-muted"
          >
            <ImageOff size={20} strokeWidth={1.5} aria-hidden />
          </span>
        </>
      ) : (
        <Thumbnail
          hash={hash}
          edge={Math.max(width, height)}
          alt={name}
          loading="eager"
          onError={() => setIsMissing(true)}
          className={classNames('size-full object-cover', isRejected && 'opacity-35 grayscale')}
        />
      )}
      {image.rating !== undefined && (
        <span className="tabular absolute bottom-1.5 left-1.5 flex h-5 items-center gap-0.5 rounded-sm border border-line bg-surface-raised px-1 text-12">
          {isRejected ? (
            <Ban size={12} strokeWidth={2} aria-hidden />
          ) : (
            <Star size={11} fill="currentColor" aria-hidden />
          )}
          <span className={isRejected ? 'sr-only' : ''}>
            {isRejected ? t('gallery.ratings.rejected') : String(image.rating)}
          </span>
        </span>
      )}
      {fold && (
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={fold.isOpen}
          aria-label={t(fold.isOpen ? 'gallery.hideVersions' : 'gallery.showVersions', { count: fold.count })}
          onClick={(event) => {
            event.stopPropagation()
            onOpenFold(image, !fold.isOpen)
          }}
          onDoubleClick={(event) => event.stopPropagation()}
          className="tabular absolute right-1.5 bottom-1.5 flex h-5 items-center gap-1 rounded-sm border border-line bg-surface-raised px-1.5 text-12 hover:bg-surface-field"
        >
          <Layers size={12} strokeWidth={1.75} aria-hidden />
          {fold.count}
        </button>
      )}
      {isSelected && (
        <span className="absolute top-1.5 right-1.5 flex size-5 items-center justify-center rounded-full bg-accent text-accent-contrast">
          <Check size={13} strokeWidth={2.5} aria-hidden />
        </span>
      )}
    </div>
  )
})
