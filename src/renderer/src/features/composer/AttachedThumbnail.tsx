import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import type { InputImage } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { useIsMissing } from '@/images/missing-images'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import '@/i18n/later'

interface AttachedThumbnailProps {
  readonly image: InputImage
  readonly overlay: InputImage | undefined
  readonly number: number | undefined
}

/** An attached image with its overlay and the number that prompts use for it. */
export function AttachedThumbnail({ image, overlay, number }: AttachedThumbnailProps) {
  const { t } = useTranslation()
  const [isUnloaded, setUnloaded] = useState(false)
  // Its thumbnail may still exist.
  const isGone = useIsMissing(image.hash)
  const missing = isUnloaded || isGone
  const name = t('answer.attachedImage', { number: number ?? 1 })
  return (
    <>
      {missing ? (
        <span
          role="img"
          aria-label={`${name}. ${t('image.missing')}`}
          title={t('image.missing')}
          className={classNames(
            'flex size-14 items-center justify-center rounded-md border border-line text-text-muted',
            // Its number is below.
            number !== undefined && 'pb-4',
          )}
        >
          <ImageOff size={20} strokeWidth={1.5} aria-hidden />
        </span>
      ) : (
        <Thumbnail
          hash={image.hash}
          edge={56}
          alt={name}
          onError={() => setUnloaded(true)}
          className="size-14 rounded-md border border-line bg-surface object-cover"
        />
      )}
      {/* The mask is black where nothing changes; dims those areas. */}
      {overlay && !missing && (
        <Thumbnail
          hash={overlay.hash}
          edge={56}
          alt=""
          className="pointer-events-none absolute inset-0 size-14 rounded-md object-cover opacity-65"
        />
      )}
      {number !== undefined && (
        <span
          aria-hidden
          className="tabular absolute bottom-1 left-1/2 flex -translate-x-1/2 h-4 min-w-4 items-center justify-center rounded-sm border border-line bg-surface-raised px-1 text-12"
        >
          {number}
        </span>
      )}
    </>
  )
}
