import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import type { StoredImage } from '@shared/answer'
import type { ObjectHash } from '@shared/ids'
import { remainsUrl } from '@shared/thumbnails'
import { useClient } from '@/bridge/use-client'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { notify, notifyFailure } from '@/ui/notices'
import { noteFound } from './missing-images'
import { tellMade } from './thumbnails/made'

interface MissingImageProps {
  readonly image: StoredImage
  readonly prompt: string
  readonly onRestored: () => void
}

/** Shown if the file was deleted or changed on disk. Offers to download the uploaded copy, if there is one. */
export function MissingImage({ image, prompt, onRestored }: MissingImageProps) {
  const { t } = useTranslation()
  return (
    <div className="absolute inset-0 isolate flex flex-col items-center justify-center gap-3 p-4 text-center text-13">
      <Remains hash={image.hash} className="absolute inset-0 -z-10 size-full object-cover opacity-15 blur-xs" />
      <ImageOff size={20} strokeWidth={1.5} aria-hidden className="text-text-muted" />
      <p role="img" aria-label={prompt} className="sr-only" />
      <p className="max-w-[36ch] text-balance">{t('image.missing')}</p>
      {image.upload.state === 'uploaded' && (
        <RestoreButton image={image} url={image.upload.url} onRestored={onRestored} />
      )}
    </div>
  )
}

/** The small copy of an image whose file is gone, if there is one. */
export function Remains({ hash, className }: { readonly hash: ObjectHash; readonly className: string }) {
  const [isGone, setIsGone] = useState(false)
  if (isGone) return null
  return <img src={remainsUrl(hash)} alt="" draggable={false} onError={() => setIsGone(true)} className={className} />
}

interface RestoreButtonProps {
  readonly image: StoredImage
  readonly url: string
  readonly onRestored: () => void
}

/** Downloads the uploaded copy. Lists that show the image as missing are notified. */
export function RestoreButton({ image, url, onRestored }: RestoreButtonProps) {
  const { t } = useTranslation()
  const client = useClient()
  const [fetching, setFetching] = useState(false)
  const restore = (): void => {
    setFetching(true)
    client
      .request('storage.restore', { hash: image.hash, url })
      .then((restored) => {
        if (!restored) return notify({ text: t('image.notRestored') })
        noteFound(image.hash)
        tellMade(image.hash)
        onRestored()
      })
      .catch(notifyFailure)
      .finally(() => setFetching(false))
  }
  return (
    <Button disabled={fetching} onClick={restore}>
      {t('image.restore')}
    </Button>
  )
}
