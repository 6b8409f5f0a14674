import { Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { imageUrl } from '@shared/contract'
import { useFormat } from '@/i18n/use-format'
import { classNames } from '@/lib/class-names'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { PictureActions } from '../answer/PictureActions'
import type { ChatPicture } from './use-pictures'
import { useZoom } from './use-zoom'

const STEP = 1.4

export function LightboxStage({ picture: { image, prompt, recipe } }: { readonly picture: ChatPicture }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [missing, setMissing] = useState(false)
  const { stage, view, fitted, zoomBy, toggle, onPointerDown, onPointerMove } = useZoom(image)
  const { scale, x, y } = view
  return (
    <>
      <div
        ref={stage}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onDoubleClick={toggle}
        className={classNames(
          'relative mx-4 min-h-0 grow overflow-hidden',
          fitted ? 'cursor-zoom-in' : 'cursor-grab active:cursor-grabbing',
        )}
      >
        {missing ? (
          <p role="alert" className="flex h-full items-center justify-center text-13">
            {t('picture.missing')}
          </p>
        ) : (
          <img
            src={imageUrl(image.hash)}
            alt={prompt}
            draggable={false}
            onError={() => setMissing(true)}
            style={{
              width: image.width,
              height: image.height,
              translate: `calc(-50% + ${x}px) calc(-50% + ${y}px)`,
              scale,
              imageRendering: scale >= 4 ? 'pixelated' : 'auto',
            }}
            className="absolute top-1/2 left-1/2 max-w-none"
          />
        )}
      </div>
      <div className="flex h-14 shrink-0 items-center justify-center gap-1">
        <IconButton icon={Minus} label={t('lightbox.zoomOut')} disabled={fitted} onClick={() => zoomBy(1 / STEP)} />
        <span className="tabular w-14 text-center text-12 text-text-muted">{format.percent(scale)}</span>
        <IconButton icon={Plus} label={t('lightbox.zoomIn')} onClick={() => zoomBy(STEP)} />
        <Button look="quiet" onClick={toggle}>
          {t(fitted ? 'lightbox.actual' : 'lightbox.fit')}
        </Button>
        <div aria-hidden className="mx-2 h-4 border-l border-line" />
        <PictureActions image={image} prompt={prompt} recipe={recipe} />
      </div>
    </>
  )
}
