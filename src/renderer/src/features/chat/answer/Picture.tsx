import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { imageUrl } from '@shared/contract'
import type { Dimensions } from '@shared/image-options'
import type { Preview, StoredImage } from '@shared/run'
import { classNames } from '@/lib/class-names'

interface PictureFrameProps {
  readonly size: Dimensions
  /** In a grid the cell decides the width. */
  readonly inGrid: boolean
  readonly className?: string
  readonly children: ReactNode
}

/** The wall that a picture hangs on: it has the final box from the first frame. */
export function PictureFrame({ size, inGrid, className, children }: PictureFrameProps) {
  const ratio = `${size.width / size.height}`
  return (
    <div
      style={{ '--ratio': ratio }}
      className={classNames(
        'group/picture relative overflow-hidden rounded-md bg-surface-field',
        inGrid ? 'aspect-(--ratio) w-full' : 'picture-box',
        className,
      )}
    >
      {children}
      <div aria-hidden className="pointer-events-none absolute inset-0 rounded-md border border-line-picture" />
    </div>
  )
}

export function Sheen() {
  return (
    <div
      aria-hidden
      className="absolute inset-y-0 left-0 w-1/2 animate-sheen bg-linear-to-r from-transparent via-(--sheen) to-transparent motion-reduce:hidden forced-colors:hidden"
    />
  )
}

/** Blur of the first of many previews, in pixels; later ones get their share of it. */
const MOST_BLUR = 18

interface PreviewLayersProps {
  readonly preview: Preview
  /** How many previews were asked for: the n-th of them is shown n steps sharper. */
  readonly expected: number
  /** Empty when the picture is decoration for something that says it better. */
  readonly alt: string
}

/** Previews replace each other by fading in on top, so that the wall never shows through. */
export function PreviewLayers({ preview, expected, alt }: PreviewLayersProps) {
  const [shown, setShown] = useState<Preview>()
  const blur = MOST_BLUR * (1 - Math.min(preview.index + 1, expected) / (expected + 1))
  const layers = shown && shown.picture.hash !== preview.picture.hash ? [shown, preview] : [preview]
  return (
    <>
      {layers.map((layer) => (
        <img
          key={layer.picture.hash}
          src={imageUrl(layer.picture.hash)}
          alt={layer === preview ? alt : ''}
          decoding="async"
          draggable={false}
          onLoad={({ currentTarget }) => {
            currentTarget.style.opacity = '1'
          }}
          onTransitionEnd={() => setShown(layer)}
          style={{ opacity: layer === shown ? 1 : 0 }}
          className="absolute inset-0 size-full object-cover transition-opacity duration-200"
        />
      ))}
      {/* Blurs what lies behind it, edges included; a blur on the picture itself would let the wall shine in. */}
      <div aria-hidden style={{ backdropFilter: `blur(${blur}px)` }} className="absolute inset-0" />
    </>
  )
}

interface FinalPictureProps {
  readonly image: StoredImage
  readonly prompt: string
  /** It arrives now, before the user's eyes: fade it in over what was there. */
  readonly arriving: boolean
  readonly onShown: () => void
  readonly onOpen: () => void
  readonly onMissing: () => void
}

export function FinalPicture({ image, prompt, arriving, onShown, onOpen, onMissing }: FinalPictureProps) {
  const { t } = useTranslation()
  const [loaded, setLoaded] = useState(!arriving)
  const element = useRef<HTMLImageElement>(null)

  useEffect(() => {
    if (element.current?.complete && element.current.naturalWidth > 0) setLoaded(true)
  }, [])

  return (
    <>
      <img
        ref={element}
        src={imageUrl(image.hash)}
        width={image.width}
        height={image.height}
        alt={prompt}
        decoding="async"
        loading={arriving ? 'eager' : 'lazy'}
        onLoad={() => setLoaded(true)}
        onError={onMissing}
        onTransitionEnd={onShown}
        onClick={onOpen}
        className={classNames(
          'absolute inset-0 size-full cursor-zoom-in object-cover transition-opacity duration-160',
          !loaded && 'opacity-0',
        )}
      />
      {/* For the keyboard; the pointer goes through to the picture itself. */}
      <button
        type="button"
        aria-label={t('picture.view')}
        onClick={onOpen}
        className="pointer-events-none absolute inset-0 rounded-md focus-visible:-outline-offset-2"
      />
    </>
  )
}
