import { useState } from 'react'
import { imageUrl } from '@shared/image-url'
import type { Preview } from '@shared/answer'
import { ImageFrame } from '@/images/ImageFrame'
import { useTranslation } from '@/i18n/use-translation'

/** What had arrived before it ended early. It was paid for, so it stays: small and dimmed, beside what happened. */
export function Salvage({ preview: { image } }: { readonly preview: Preview }) {
  const { t } = useTranslation()
  const [missing, setMissing] = useState(false)
  if (missing) return null
  return (
    <div style={{ '--ratio': image.width / image.height }} className="salvage-box shrink-0">
      <ImageFrame size={image}>
        <img
          src={imageUrl(image.hash)}
          alt={t('image.salvage')}
          decoding="async"
          loading="lazy"
          draggable={false}
          onError={() => setMissing(true)}
          className="absolute inset-0 size-full object-cover opacity-45"
        />
      </ImageFrame>
    </div>
  )
}
