/**
 * Converts any file that Chromium can decode to one that a model takes: PNG, JPEG or WebP, upright, no larger than
 * needed, and without metadata unless that's wanted. Pixels are only redrawn if there is no other way.
 */
import { inspectImage } from '@shared/image-file/inspect-image'
import { isAnimated } from '@shared/image-file/is-animated'
import { stripMetadata } from '@shared/image-file/strip-metadata'
import { UnsoundImage } from '@shared/image-file/unsound-image'
import { getMediaType, type Dimensions, type StoredFormat } from '@shared/image-options'

export interface PreparedImage {
  readonly file: Blob
  /** The original format, if it was converted. */
  readonly convertedFrom?: StoredFormat
  /** It was animated, and only its first frame is left. */
  readonly isStill?: true
  readonly shrunk?: { readonly from: Dimensions; readonly to: Dimensions }
}

export interface FileLimits {
  readonly formats: readonly StoredFormat[]
  readonly maxBytes: number
}

/** In pixels. Every service scales larger images down itself, so sending them only takes longer. */
export const LONGEST_EDGE = 4096
/** In bytes: 100 MB, decimal. The whole file is in memory while it's decoded. */
export const LARGEST_FILE = 100_000_000
/** If a smaller file is needed, each try multiplies the length of the edges by this. */
const SMALLER = 0.75
const TRIES = 8
const QUALITY = 0.95

/**
 * Prepares a file. `keepsMetadata`: a file that needs no other change is returned byte for byte, up to the end of its
 * image; data after it is never sent. An image with an orientation is redrawn anyway, because services that don't read it
 * would see the image on its side. Rejects with `UnsoundImage` for files that aren't images, are damaged, or have more
 * pixels than can be decoded.
 */
export async function prepareImage(file: Blob, limits: FileLimits, keepsMetadata: boolean): Promise<PreparedImage> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const facts = await inspectImage(bytes)
  const { format, width, height } = facts
  const stripped = await stripMetadata(bytes)
  const scale = Math.min(1, LONGEST_EDGE / Math.max(width, height))
  const isMoving = await isAnimated(bytes)
  if (!isMoving && stripped?.orientation === 1 && scale === 1) {
    const told = keepsMetadata && !stripped.isAmbiguous ? [stripped.withMetadata] : []
    const kept = [...told, stripped.bytes].find(({ length }) => isWithin(length, format, limits))
    if (kept) return { file: new Blob([kept.slice()], { type: `image/${format}` }) }
  }
  const bitmap = await (format === 'svg' ? drawVectors(bytes, facts) : decode(file))
  try {
    return { ...(await redraw(bitmap, format, scale, limits)), ...(isMoving && { isStill: true as const }) }
  } finally {
    bitmap.close()
  }
}

function isWithin(bytes: number, format: StoredFormat, { formats, maxBytes }: FileLimits): boolean {
  return isSendable(format) && formats.includes(format) && bytes <= maxBytes
}

/** Whether models take this format. All of them take PNG. */
function isSendable(format: StoredFormat): format is 'png' | 'jpeg' | 'webp' {
  return format === 'png' || format === 'jpeg' || format === 'webp'
}

/** Decodes a file, upright as its metadata says. Animations return their first frame. */
async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file)
  } catch {
    throw new UnsoundImage('malformed')
  }
}

/** Draws an SVG, which only an image element can do. No script in it runs, and it loads nothing. */
async function drawVectors(bytes: Uint8Array, { width, height }: Dimensions): Promise<ImageBitmap> {
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: getMediaType('svg') }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = new OffscreenCanvas(width, height)
    canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
    return canvas.transferToImageBitmap()
  } catch {
    throw new UnsoundImage('malformed')
  } finally {
    URL.revokeObjectURL(url)
  }
}

async function redraw(
  bitmap: ImageBitmap,
  format: StoredFormat,
  firstScale: number,
  limits: FileLimits,
): Promise<PreparedImage> {
  const target = isSendable(format) && limits.formats.includes(format) ? format : 'png'
  const from = { width: bitmap.width, height: bitmap.height }
  let scale = firstScale
  for (let attempt = 1; ; attempt += 1) {
    const to = { width: measure(from.width, scale), height: measure(from.height, scale) }
    const file = await draw(bitmap, to, target)
    if (file.size <= limits.maxBytes || attempt === TRIES) {
      return {
        file,
        ...(target !== format && { convertedFrom: format }),
        ...(to.width !== from.width && { shrunk: { from, to } }),
      }
    }
    scale *= SMALLER
  }
}

function measure(edge: number, scale: number): number {
  return Math.max(1, Math.round(edge * scale))
}

function draw(bitmap: ImageBitmap, { width, height }: Dimensions, format: 'png' | 'jpeg' | 'webp'): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('No canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  return canvas.convertToBlob({ type: `image/${format}`, quality: QUALITY })
}
