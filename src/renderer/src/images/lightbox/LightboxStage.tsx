import { Minus, Plus } from 'lucide-react'
import { useEffect, useEffectEvent, useState, type MouseEvent, type ReactNode } from 'react'
import { imageUrl } from '@shared/image-url'
import { smallCopyUrl } from '@shared/thumbnails'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { isShortcut } from '@/lib/format-shortcut'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { ImageBarButtons } from '../ImageBar'
import type { ImageMenu } from '../menu/image-menu'
import { Remains, RestoreButton } from '../MissingImage'
import type { ImageActions, ShownImage } from '../use-image-actions'
import { useZoom, type Zoom } from './use-zoom'

const STEP = 1.4
const PLACED = 'absolute top-1/2 left-1/2 max-w-none'

interface LightboxStageProps {
  readonly current: ShownImage
  readonly actions: ImageActions
  /** Whether the keys 1 and 0 zoom. False if the page uses them for something else. */
  readonly hasZoomKeys: boolean
  readonly tools: ReactNode
  readonly menu: (actions: ImageActions | undefined) => ImageMenu
  readonly onEdit?: (() => void) | undefined
  readonly onPaintMask?: (() => void) | undefined
  readonly onClose: () => void
  readonly onContextMenu: (event: MouseEvent, actions: ImageActions | undefined) => void
}

/** The image with its actions below. A click on the background closes the lightbox. */
export function LightboxStage({
  current: { image, prompt },
  actions,
  hasZoomKeys,
  tools,
  menu,
  onEdit,
  onPaintMask,
  onClose,
  onContextMenu,
}: LightboxStageProps) {
  const { t } = useTranslation()
  const [missing, setMissing] = useState(false)
  const [isDecoded, setDecoded] = useState(false)
  const zoom = useZoom(image)
  const { stage, view, fitted, toggle, hasPanned, onPointerDown, onPointerMove, onPointerUp } = zoom
  const { scale, x, y } = view
  const place = {
    width: image.width,
    height: image.height,
    translate: `calc(-50% + ${x}px) calc(-50% + ${y}px)`,
    scale,
  }
  useKeys(zoom, missing ? undefined : actions, hasZoomKeys)
  return (
    <div className="flex min-h-0 min-w-0 grow flex-col">
      <div
        ref={stage}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onDoubleClick={toggle}
        onContextMenu={(event) => onContextMenu(event, missing ? undefined : actions)}
        onClick={(event) => {
          if (event.target === event.currentTarget && !hasPanned()) onClose()
        }}
        className={classNames(
          'relative min-h-0 grow touch-none overflow-hidden',
          fitted ? '*:cursor-zoom-in' : 'cursor-grab active:cursor-grabbing',
        )}
      >
        {missing ? (
          <div className="flex h-full cursor-auto! flex-col items-center justify-center gap-4 p-6">
            <Remains hash={image.hash} className="min-h-0 max-w-full rounded-md object-contain" />
            <p role="alert" className="text-center text-13 text-balance">
              {t('image.missing')}
            </p>
            {image.upload.state === 'uploaded' && (
              <RestoreButton image={image} url={image.upload.url} onRestored={() => setMissing(false)} />
            )}
          </div>
        ) : (
          <>
            {/* Shown until the image is decoded, so that there is no empty frame between two images. */}
            {!isDecoded && (
              <img
                src={smallCopyUrl(image.hash)}
                alt=""
                style={place}
                className={PLACED}
                onError={() => setDecoded(true)}
              />
            )}
            <img
              src={imageUrl(image.hash)}
              alt={prompt}
              // If it is enlarged, dragging pans it.
              draggable={fitted}
              onDragStart={(event) => {
                event.preventDefault()
                actions.dragOut()
              }}
              onLoad={({ currentTarget }) =>
                void currentTarget
                  .decode()
                  .catch(() => undefined)
                  .then(() => setDecoded(true))
              }
              onError={() => setMissing(true)}
              style={{ ...place, imageRendering: scale >= 4 ? 'pixelated' : 'auto' }}
              className={PLACED}
            />
          </>
        )}
      </div>
      <div
        data-in-use
        className="@container flex min-h-14 shrink-0 flex-wrap items-center justify-center gap-1 px-2 py-1"
      >
        {tools}
        <ZoomButtons zoom={zoom} hasKeys={hasZoomKeys} />
        <div aria-hidden className="mx-2 h-4 border-l border-line @max-[560px]:hidden" />
        <ImageBarButtons
          {...(!missing && { actions })}
          onEdit={missing ? undefined : onEdit}
          onPaintMask={missing ? undefined : onPaintMask}
          menu={() => menu(missing ? undefined : actions)}
          labels={tools ? '@max-[840px]:hidden' : '@max-[640px]:hidden'}
        />
      </div>
    </div>
  )
}

interface ZoomButtonsProps {
  readonly zoom: Zoom
  readonly hasKeys: boolean
}

function ZoomButtons({ zoom: { view, fitted, zoomBy, toggle }, hasKeys }: ZoomButtonsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <IconButton
        icon={Minus}
        label={t('lightbox.zoomOut')}
        hint={`${t('lightbox.zoomOut')}  −`}
        disabled={fitted}
        onClick={() => zoomBy(1 / STEP)}
      />
      <span className="tabular w-12 text-center text-12 text-text-muted">{format.percent(view.scale)}</span>
      <IconButton
        icon={Plus}
        label={t('lightbox.zoomIn')}
        hint={`${t('lightbox.zoomIn')}  +`}
        onClick={() => zoomBy(STEP)}
      />
      <Button
        look="quiet"
        size="bar"
        data-hint={nameKey(t(fitted ? 'lightbox.actual' : 'lightbox.fit'), hasKeys && (fitted ? '1' : '0'))}
        onClick={toggle}
      >
        {t(fitted ? 'lightbox.actual' : 'lightbox.fit')}
      </Button>
    </>
  )
}

function nameKey(name: string, key: string | false): string {
  return key === false ? name : `${name}  ${key}`
}

/** Handles keys for the whole lightbox, no matter what has the focus. */
function useKeys({ zoomBy, fit, showActual }: Zoom, actions: ImageActions | undefined, hasZoomKeys: boolean): void {
  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const run = findKey(event, {
      '+': () => zoomBy(STEP),
      '=': () => zoomBy(STEP),
      '-': () => zoomBy(1 / STEP),
      ...(hasZoomKeys && { '0': fit, '1': showActual }),
    })
    if (run) run()
    else if (actions && isShortcut(event, 'c') && (document.getSelection()?.isCollapsed ?? true)) actions.copy()
    else if (actions && isShortcut(event, 's')) actions.save()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  }, [])
}

/** Ignores keys with modifiers: with Ctrl or Command, these keys zoom the whole window. */
function findKey(event: KeyboardEvent, keys: Readonly<Record<string, () => void>>): (() => void) | undefined {
  return event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
}
