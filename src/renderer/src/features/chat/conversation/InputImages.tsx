import { ImageOff } from 'lucide-react'
import { useState, type MouseEvent } from 'react'
import { isOverlay } from '@shared/catalogue/inputs'
import type { InputImage } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { useIsMissing } from '@/images/missing-images'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { nameInputs } from '../name-inputs'
import { useWindowActions } from '../window-actions'

type OpenMenu = (event: MouseEvent, image: InputImage, name: string) => void

interface InputImagesProps {
  readonly inputs: readonly InputImage[]
  readonly onContextMenu?: OpenMenu
}

/** The images that were attached to a question, small, above its text. */
export function InputImages({ inputs, onContextMenu }: InputImagesProps) {
  const { t } = useTranslation()
  return (
    <ul aria-label={t('answer.attachedImages')} className="flex flex-wrap gap-2">
      {nameInputs(inputs, t).map(({ image, name }) => (
        <li key={image.attachmentId} className="flex">
          <InputThumbnail image={image} name={name} onContextMenu={onContextMenu} />
        </li>
      ))}
    </ul>
  )
}

interface ThumbnailProps {
  readonly image: InputImage
  readonly name: string
  readonly onContextMenu: OpenMenu | undefined
}

function InputThumbnail({ image, name, onContextMenu }: ThumbnailProps) {
  const { t } = useTranslation()
  const { viewImage } = useWindowActions()
  const [isUnloaded, setUnloaded] = useState(false)
  // Its thumbnail may still exist.
  const isGone = useIsMissing(image.hash)
  if (isUnloaded || isGone) {
    return (
      <span
        role="img"
        aria-label={`${name}. ${t('image.missing')}`}
        title={t('image.missing')}
        className="flex size-16 items-center justify-center rounded-md border border-line text-text-muted"
      >
        <ImageOff size={20} strokeWidth={1.5} aria-hidden />
      </span>
    )
  }
  return (
    <button
      type="button"
      data-thumbnail={image.attachmentId}
      onClick={() => viewImage(image.attachmentId)}
      onContextMenu={(event) => onContextMenu?.(event, image, name)}
      className={classNames(
        'size-16 cursor-zoom-in overflow-hidden rounded-md border border-line',
        // A mask is transparent where the image was meant to change.
        isOverlay(image.role) ? 'bg-mask' : 'bg-surface',
      )}
    >
      <Thumbnail
        hash={image.hash}
        edge={64}
        alt={name}
        onError={() => setUnloaded(true)}
        className="size-full object-cover"
      />
    </button>
  )
}
