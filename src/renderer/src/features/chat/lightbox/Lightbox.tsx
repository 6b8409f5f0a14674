import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { ObjectHash } from '@shared/ids'
import { Dialog } from '@/ui/Dialog'
import { IconButton } from '@/ui/IconButton'
import { LightboxStage } from './LightboxStage'
import { usePictures } from './use-pictures'
import '@/i18n/later'

interface LightboxProps {
  readonly hash: ObjectHash
  readonly onShow: (hash: ObjectHash) => void
  readonly onClose: () => void
}

/** One picture of the chat, as large as the window. */
export function Lightbox({ hash, onShow, onClose }: LightboxProps) {
  const { t } = useTranslation()
  const pictures = usePictures()
  const index = pictures.findIndex(({ image }) => image.hash === hash)
  const picture = pictures[index]
  const show = (position: number): void => {
    const next = pictures[position]
    if (next) onShow(next.image.hash)
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft') show(index - 1)
    else if (event.key === 'ArrowRight') show(index + 1)
    else return
    event.preventDefault()
  }
  return (
    <Dialog label={t('lightbox.title')} onDismiss={onClose} className="size-full bg-surface">
      <div onKeyDown={handleKey} className="flex h-full flex-col">
        <div className="flex h-12 shrink-0 items-center gap-1 pr-[calc(100vw-env(titlebar-area-x,0px)-env(titlebar-area-width,100vw)+8px)] pl-[calc(env(titlebar-area-x,0px)+8px)] drag">
          <IconButton
            icon={X}
            label={t('lightbox.close')}
            hintSide="below"
            hintAlign="start"

            onClick={onClose}
          />
          <p className="min-w-0 grow truncate px-2 text-13 text-text-muted" data-selectable>
            {picture?.prompt}
          </p>
          {pictures.length > 1 && (
            <>
              <span className="tabular px-2 text-12 text-text-muted">
                {t('lightbox.position', { index: index + 1, count: pictures.length })}
              </span>
              <IconButton
                icon={ChevronLeft}
                label={t('lightbox.previous')}
                hintSide="below"
                disabled={index <= 0}
                onClick={() => show(index - 1)}
              />
              <IconButton
                icon={ChevronRight}
                label={t('lightbox.next')}
                hintSide="below"
                hintAlign="end"
                disabled={index >= pictures.length - 1}
                onClick={() => show(index + 1)}
              />
            </>
          )}
        </div>
        {picture && <LightboxStage key={hash} picture={picture} />}
      </div>
    </Dialog>
  )
}
