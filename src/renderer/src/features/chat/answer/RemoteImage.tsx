import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { imageUrl } from '@shared/image-url'
import type { ImageFile } from '@shared/request'
import { useClient } from '@/bridge/use-client'
import { Button } from '@/ui/Button'
import { isOpenable } from './ExternalLink'

interface RemoteImageProps {
  readonly src?: string | undefined
  readonly alt?: string | undefined
}

/** Cached until Easel quits, so that a loaded image stays when its chat is left and reopened. */
const loaded = new Map<string, ImageFile>()

/**
 * An image that a model embedded by address. Nothing that a model writes may load anything automatically, because the
 * address could reveal the conversation to a stranger; a click loads it.
 */
export function RemoteImage({ src = '', alt = '' }: RemoteImageProps) {
  const { t } = useTranslation()
  const client = useClient()
  const [image, setImage] = useState(() => loaded.get(src))
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle')
  if (!/^https:/i.test(src) || !isOpenable(src)) return alt ? <em>{alt}</em> : null
  if (image) {
    return (
      <img
        src={imageUrl(image.hash)}
        alt={alt}
        width={image.width}
        height={image.height}
        className="my-2 h-auto max-w-full rounded-md"
      />
    )
  }
  const load = (): void => {
    setState('loading')
    client.request('images.fetchRemote', src).then(
      (found) => {
        if (found) loaded.set(src, found)
        setImage(found ?? undefined)
        setState(found ? 'idle' : 'failed')
      },
      () => setState('failed'),
    )
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {alt && <em>{alt}</em>}
      {state === 'failed' ? (
        <span className="text-12 text-text-muted">{t('image.notLoaded')}</span>
      ) : (
        <Button size="small" disabled={state === 'loading'} onClick={load}>
          {t('image.load', { host: new URL(src).host })}
        </Button>
      )}
    </span>
  )
}
