import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { thumbnailUrl } from '@shared/thumbnails'
import type { StoredImage } from '@shared/answer'
import type { Dimensions } from '@shared/image-options'
import { isDecodable } from './is-decodable'
import { chooseSize } from './thumbnails/choose-size'
import { noteLoaded } from './thumbnails/wanted'
import { classNames } from '@/lib/class-names'
import { oncePainted } from '@/lib/once-painted'

/** The fade of the image's `duration-160` class, plus a frame. */
const FADE_MS = 180

interface FinalImageProps {
  readonly image: StoredImage
  readonly prompt: string
  /** The maximum of the longer edge as shown, in CSS pixels. */
  readonly edge: number
  /** It has just arrived: fade it in over what was there. */
  readonly arriving: boolean
  /** Called once it covers what was there, and again when this function changes. */
  readonly onShown: () => void
  /** Called with the actual size of the image, which its row may have wrong. */
  readonly onMeasured: (size: Dimensions) => void
  readonly onOpen: () => void
  readonly onMissing: () => void
  /** The file exists, but contains nothing that can be displayed. */
  readonly onBroken: () => void
  /** Called when the user drags it out of the window. */
  readonly onDragOut: () => void
}

export function FinalImage({
  image,
  prompt,
  edge,
  arriving,
  onShown,
  onMeasured,
  onOpen,
  onMissing,
  onBroken,
  onDragOut,
}: FinalImageProps) {
  const { t } = useTranslation()
  const [loaded, setLoaded] = useState(!arriving)
  const element = useRef<HTMLImageElement>(null)
  const thumbnail = useRef<HTMLButtonElement>(null)
  const size = chooseSize(edge)

  useEffect(() => {
    if (element.current?.complete && element.current.naturalWidth > 0) setLoaded(true)
  }, [])

  // A timer, because with reduced motion there is no `transitionend`.
  useEffect(() => {
    if (!loaded) return
    const timer = window.setTimeout(onShown, FADE_MS)
    return () => window.clearTimeout(timer)
  }, [loaded, onShown])

  const takeIn = (loadedImage: HTMLImageElement): void => {
    setLoaded(true)
    onMeasured(measure(loadedImage, image))
    noteLoaded(loadedImage, image.hash, size)
    // A small copy proves that the pixels are sound. Checking the image itself decodes it again, on this thread.
    if (!isCopy(loadedImage, image)) oncePainted(() => void check(loadedImage))
  }

  // A file with a valid header loads even if its pixels are damaged, and would show nothing.
  const check = async (loadedImage: HTMLImageElement): Promise<void> => {
    if (!loadedImage.isConnected || (await isDecodable(loadedImage))) return
    if (loadedImage.isConnected) onBroken()
  }

  return (
    <>
      <img
        ref={element}
        src={thumbnailUrl(image.hash, size)}
        width={image.width}
        height={image.height}
        alt={prompt}
        decoding="async"
        loading={arriving ? 'eager' : 'lazy'}
        onLoad={({ currentTarget }) => takeIn(currentTarget)}
        onError={onMissing}
        onClick={() => {
          // An image can't be focused. When the lightbox closes, it returns the focus to this button.
          thumbnail.current?.focus({ preventScroll: true })
          onOpen()
        }}
        onDragStart={(event) => {
          // The image's URL is useless outside of the page.
          event.preventDefault()
          onDragOut()
        }}
        className={classNames(
          'absolute inset-0 size-full cursor-zoom-in object-cover transition-opacity duration-160',
          !loaded && 'opacity-0',
        )}
      />
      {/* For the keyboard; pointer events pass through to the image. */}
      <button
        ref={thumbnail}
        type="button"
        aria-label={t('image.view')}
        data-thumbnail={image.attachmentId}
        onClick={onOpen}
        className="pointer-events-none absolute inset-0 rounded-md focus-visible:-outline-offset-2"
      />
    </>
  )
}

/** Whether a small copy was loaded instead of the image itself. */
function isCopy({ naturalWidth, naturalHeight }: HTMLImageElement, known: Dimensions): boolean {
  return Math.max(naturalWidth, naturalHeight) < Math.max(known.width, known.height)
}

/** Returns the size of the image itself. A small copy only shows whether its row has width and height swapped. */
function measure(loaded: HTMLImageElement, known: Dimensions): Dimensions {
  const { naturalWidth, naturalHeight } = loaded
  if (!isCopy(loaded, known)) return { width: naturalWidth, height: naturalHeight }
  const isTurned = naturalWidth > naturalHeight !== known.width > known.height
  return isTurned ? { width: known.height, height: known.width } : known
}
