import { useId } from 'react'
import type { InputImage } from '@shared/request'
import { useTranslation } from '@/i18n/use-translation'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { nameInputs } from '../name-inputs'

/** In pixels. */
const EDGE = 48

interface AttachedImagesProps {
  readonly images: readonly InputImage[]
  readonly areSent: boolean
  readonly onChange: (areSent: boolean) => void
}

/** The images of the message box, which are sent with every request of the batch unless the user leaves them out. */
export function AttachedImages({ images, areSent, onChange }: AttachedImagesProps) {
  const { t } = useTranslation()
  const title = useId()
  return (
    <div role="group" aria-labelledby={title} className="flex flex-col gap-1.5">
      <span id={title} className="text-13">
        {t('batch.attached')}
      </span>
      <ul className="flex flex-wrap gap-1.5">
        {nameInputs(images, t).map(({ image: { hash }, name }) => (
          <li key={hash}>
            <Thumbnail
              hash={hash}
              edge={EDGE}
              alt={name}
              className={areSent ? 'size-12 rounded-sm object-cover' : 'size-12 rounded-sm object-cover opacity-40'}
            />
          </li>
        ))}
      </ul>
      <label className="flex min-h-7 items-center gap-2 text-13">
        <input
          type="checkbox"
          checked={areSent}
          onChange={(event) => onChange(event.target.checked)}
          className="shrink-0 accent-accent"
        />
        {t('batch.sendAttached', { count: images.length })}
      </label>
    </div>
  )
}
