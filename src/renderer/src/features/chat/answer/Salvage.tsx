import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { imageUrl } from '@shared/contract'
import type { Preview } from '@shared/run'
import { PictureFrame } from './Picture'

/** What had arrived before it ended early. It was paid for, so it stays, dimmed. */
export function Salvage({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation()
  const [missing, setMissing] = useState(false)
  if (missing) return null
  return (
    <PictureFrame size={preview.picture} inGrid={false}>
      <img
        src={imageUrl(preview.picture.hash)}
        alt={t('picture.salvage')}
        decoding="async"
        loading="lazy"
        onError={() => setMissing(true)}
        className="absolute inset-0 size-full object-cover opacity-45"
      />
    </PictureFrame>
  )
}
