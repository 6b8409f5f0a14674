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

/** How long the image takes to fade in, as its class says, and a frame more. */
const FADE_MS = 180

interface FinalImageProps {
  readonly image: StoredImage
  readonly prompt: string
  /** The longer edge that is shown at most, in pixels of the page. */
  readonly edge: number
  /** It arrives now, before the user's eyes: fade it in over what was there. */
  readonly arriving: boolean
  /** Called once it covers what was there, and again when this function changes. */
  readonly onShown: () => void
  /** How large the image is as it's shown, which its row may not know. */
  readonly onMeasured: (size: Dimensions) => void
  readonly onOpen: () => void
  readonly onMissing: () => void
  /** The file exists, but contains nothing that can be displayed. */
  readonly onBroken: () => void
  /** The user drags it out of the window. */
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

  // Without motion there is no transition that could end.
  useEffect(() => {
    if (!loaded) return
    const timer = window.setTimeout(onShown, FADE_MS)
    return () => window.clearTimeout(timer)
  }, [loaded, onShown])

  const takeIn = (loadedImage: HTMLImageElement): void => {
    setLoaded(true)
    onMeasured(measure(loadedImage, image))
    noteLoaded(loadedImage, image.hash, size)
    // Its small copy was made from its pixels. Those of the image itself are decoded anew, on this thread.
    if (!isCopy(loadedImage, image)) oncePainted(() => void check(loadedImage))
  }

  // A file whose head is sound loads even if its pixels are not, and would be shown as nothing.
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
          // An image takes no focus, and what closes later gives it back to whatever has it now.
          thumbnail.current?.focus({ preventScroll: true })
          onOpen()
        }}
        onDragStart={(event) => {
          // The page's own address of it would be worth nothing elsewhere.
          event.preventDefault()
          onDragOut()
        }}
        className={classNames(
          'absolute inset-0 size-full cursor-zoom-in object-cover transition-opacity duration-160',
          !loaded && 'opacity-0',
        )}
      />
      {/* For the keyboard; the pointer goes through to the image itself. */}
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

/** Rather than the image itself. */
function isCopy({ naturalWidth, naturalHeight }: HTMLImageElement, known: Dimensions): boolean {
  return Math.max(naturalWidth, naturalHeight) < Math.max(known.width, known.height)
}

/** The size of the image itself. Its small copy tells the shape only, which is what its row may have wrong. */
function measure(loaded: HTMLImageElement, known: Dimensions): Dimensions {
  const { naturalWidth, naturalHeight } = loaded
  if (!isCopy(loaded, known)) return { width: naturalWidth, height: naturalHeight }
  const isTurned = naturalWidth > naturalHeight !== known.width > known.height
  return isTurned ? { width: known.height, height: known.width } : known
}
