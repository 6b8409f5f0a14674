import { useState } from 'react'
import { imageUrl } from '@shared/image-url'
import type { Preview } from '@shared/answer'
import type { Dimensions } from '@shared/image-options'
import { ImageFrame } from '@/images/ImageFrame'
import { useTranslation } from '@/i18n/use-translation'
import { isSwapped } from '../repair-size'

/**
 * What arrived before the answer ended early. It was paid for, so it stays: small and dimmed, next to what happened.
 */
export function Salvage({ preview: { image } }: { readonly preview: Preview }) {
  const { t } = useTranslation()
  const [missing, setMissing] = useState(false)
  // Easel 0.1 recorded width and height of rotated images the wrong way round.
  const [size, setSize] = useState<Dimensions>(image)
  if (missing) return null
  return (
    <div style={{ '--ratio': size.width / size.height }} className="salvage-box shrink-0">
      <ImageFrame size={size}>
        <img
          src={imageUrl(image.hash)}
          alt={t('image.salvage')}
          decoding="async"
          loading="lazy"
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
            if (isSwapped(image, { width, height })) setSize({ width, height })
          }}
          onError={() => setMissing(true)}
          className="absolute inset-0 size-full object-cover opacity-45"
        />
      </ImageFrame>
    </div>
  )
}
