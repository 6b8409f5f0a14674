/** Puts an image on a larger canvas and makes the mask of the new area. Runs in a worker. */
import type { Dimensions } from '@shared/image-options'
import type { Rectangle } from '../mask/geometry'

export interface Extension {
  /** A PNG, transparent where the canvas is new. */
  readonly file: Blob
  /** A PNG of the same size: transparent where the canvas is new, black elsewhere. */
  readonly mask: Blob
  /** Smaller than the canvas if the file would have been too large. */
  readonly size: Dimensions
}

/** Each try shrinks the file by about the excess, so this is more than it takes. */
const MOST_TRIES = 6

/** Draws the image and the mask. Throws if no file is small enough. */
export async function drawExtension(
  image: ImageBitmap,
  { canvas, maxBytes }: { readonly canvas: Rectangle; readonly maxBytes: number },
): Promise<Extension> {
  let share = 1
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const size = { width: Math.round(canvas.width * share), height: Math.round(canvas.height * share) }
    // Whole pixels, so that the mask ends exactly where the image does.
    const place = {
      x: Math.round(-canvas.x * share),
      y: Math.round(-canvas.y * share),
      width: Math.min(size.width, Math.round(image.width * share)),
      height: Math.min(size.height, Math.round(image.height * share)),
    }
    const file = await draw(size, (context) => {
      context.imageSmoothingQuality = 'high'
      context.drawImage(image, place.x, place.y, place.width, place.height)
    })
    if (file.size <= maxBytes) {
      const mask = await draw(size, (context) => context.fillRect(place.x, place.y, place.width, place.height))
      return { file, mask, size }
    }
    share *= Math.sqrt(maxBytes / file.size) * 0.95
  }
  throw new Error('No file of this canvas is small enough')
}

async function draw(
  { width, height }: Dimensions,
  paint: (context: OffscreenCanvasRenderingContext2D) => void,
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('No canvas')
  paint(context)
  return canvas.convertToBlob({ type: 'image/png' })
}
