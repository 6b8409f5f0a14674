import { ImageOff } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import type { StoredImage } from '@shared/run'
import { useClient } from '@/bridge/use-client'
import { Button } from '@/ui/Button'

interface MissingPictureProps {
  readonly image: StoredImage
  readonly prompt: string
  readonly onRegenerate: () => void
}

/** The file is gone from the disk. Says so, and offers the copy that was uploaded or a new one. */
export function MissingPicture({ image, prompt, onRegenerate }: MissingPictureProps) {
  const { t } = useTranslation()
  const client = useClient()
  const { upload } = image
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 p-4 text-center text-13">
      <ImageOff size={20} strokeWidth={1.5} aria-hidden className="text-text-muted" />
      <p role="img" aria-label={prompt} className="sr-only" />
      <p className="max-w-[36ch] text-balance">{t('picture.missing')}</p>
      {upload.state === 'uploaded' ? (
        <Button onClick={() => void client.request('links.open', upload.url)}>{t('picture.openCopy')}</Button>
      ) : (
        <Button onClick={onRegenerate}>{t('picture.again')}</Button>
      )}
    </div>
  )
}
