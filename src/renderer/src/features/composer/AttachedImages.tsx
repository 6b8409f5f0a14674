import { ArrowLeft, ImageOff, X } from 'lucide-react'
import { useState } from 'react'
import type { AttachmentId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { IconButton } from '@/ui/IconButton'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import '@/i18n/later'

interface AttachedImagesProps {
  readonly images: readonly InputImage[]
  /** The prompt of the image that is edited, where it is the only one and an answer made it. */
  readonly editing: string | undefined
  /** What they add to the price. */
  readonly added: string | undefined
  readonly onChange: (images: readonly InputImage[]) => void
}

/** What goes along with the next message, above its text, in the order in which the model gets it. */
export function AttachedImages({ images, editing, added, onChange }: AttachedImagesProps) {
  const { t } = useTranslation()
  return (
    <div className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3">
      <ul aria-label={t('attach.list')} className="flex min-w-0 flex-wrap gap-3">
        {images.map((image, index) => (
          <li key={image.attachmentId} className="relative flex">
            <AttachedThumbnail image={image} number={images.length > 1 ? index + 1 : undefined} />
            {index > 0 && (
              <IconButton
                icon={ArrowLeft}
                label={t('attach.earlier')}
                size="tiny"
                className={classNames(CORNER, '-bottom-1.5 -left-1.5')}
                onClick={() => onChange(moveEarlier(images, index))}
              />
            )}
            <IconButton
              icon={X}
              label={t('attach.remove')}
              size="tiny"
              className={classNames(CORNER, '-top-1.5 -right-1.5')}
              onClick={() => onChange(without(images, image.attachmentId))}
            />
          </li>
        ))}
      </ul>
      <p className="flex min-w-0 flex-col text-12 text-text-muted">
        {editing !== undefined && (
          <span className="line-clamp-1 break-all text-text">{t('attach.editing', { prompt: editing })}</span>
        )}
        {added !== undefined && <span className="tabular">{t('attach.adds', { amount: added })}</span>}
      </p>
    </div>
  )
}

/** On the corner of an image, whatever the image shows below it. */
const CORNER = 'absolute border border-line bg-surface-raised enabled:hover:bg-surface-field'

function AttachedThumbnail({ image, number }: { readonly image: InputImage; readonly number: number | undefined }) {
  const { t } = useTranslation()
  const [missing, setMissing] = useState(false)
  const name = t('answer.attachedImage', { number: number ?? 1 })
  return (
    <>
      {missing ? (
        <span
          role="img"
          aria-label={`${name}. ${t('image.missing')}`}
          title={t('image.missing')}
          className="flex size-14 items-center justify-center rounded-md border border-line text-text-muted"
        >
          <ImageOff size={20} strokeWidth={1.5} aria-hidden />
        </span>
      ) : (
        <Thumbnail
          hash={image.hash}
          edge={56}
          alt={name}
          onError={() => setMissing(true)}
          className="size-14 rounded-md border border-line bg-surface object-cover"
        />
      )}
      {number !== undefined && (
        <span
          aria-hidden
          className="tabular absolute top-1 left-1 flex h-4 min-w-4 items-center justify-center rounded-sm border border-line bg-surface-raised px-1 text-12"
        >
          {number}
        </span>
      )}
    </>
  )
}

function without(images: readonly InputImage[], id: AttachmentId): readonly InputImage[] {
  return images.filter(({ attachmentId }) => attachmentId !== id)
}

function moveEarlier(images: readonly InputImage[], index: number): readonly InputImage[] {
  const moved = [...images]
  moved.splice(index - 1, 0, ...moved.splice(index, 1))
  return moved
}
