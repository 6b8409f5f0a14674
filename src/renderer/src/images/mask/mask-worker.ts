/** Runs mask jobs: reads and writes pixels outside the page's thread. */
import { assertNever } from '@shared/assert-never'
import type { Dimensions } from '@shared/image-options'
import type { ObjectHash } from '@shared/ids'
import { loadBitmap } from '../load-bitmap'
import { drawExtension } from '../extend/draw-extension'
import { drawMark } from '../markup/draw-mark'
import type { MaskJob, MaskOutcome } from './mask-jobs'
import { isSameShape, keepInside, makeMask, makePaint, measureCoverage, measureSeam } from './mask-pixels'

/** For JPEGs that are cropped or drawn on: the same as for redrawn ones. */
const JPEG_QUALITY = 0.95

addEventListener('message', ({ data }: MessageEvent<MaskJob>) => {
  void run(data).then((outcome) => postMessage(outcome, { transfer: listTransferables(outcome) }))
})

async function run(job: MaskJob): Promise<MaskOutcome> {
  try {
    switch (job.type) {
      case 'encode':
        return await encode(job.paint, job.feather)
      case 'read':
        return await read(job.mask, job.size)
      case 'inspect':
        return await inspect(job.mask)
      case 'compose':
        return await compose(job)
      case 'crop':
        return await crop(job)
      case 'extend':
        return { type: 'extended', ...(await drawExtension(await loadBitmap(job.image.hash), job)) }
      case 'mark':
        return await mark(job)
      default:
        return assertNever(job)
    }
  } catch {
    return { type: 'failed' }
  }
}

async function encode(paint: ImageBitmap, feather: number): Promise<MaskOutcome> {
  const context = createContext(paint)
  context.drawImage(feather > 0 ? soften(paint, feather / 2) : paint, 0, 0)
  let coverage: ReturnType<typeof makeMask> = 'none'
  changePixels(context, (rgba) => {
    coverage = makeMask(rgba, feather > 0)
  })
  return { type: 'encoded', file: await context.canvas.convertToBlob({ type: 'image/png' }), coverage }
}

async function read(hash: ObjectHash, { width, height }: Dimensions): Promise<MaskOutcome> {
  const mask = await loadBitmap(hash)
  if (mask.width !== width || mask.height !== height) return { type: 'failed' }
  const context = createContext(mask)
  context.drawImage(mask, 0, 0)
  changePixels(context, makePaint)
  return { type: 'read', paint: context.canvas.transferToImageBitmap() }
}

async function inspect(hash: ObjectHash): Promise<MaskOutcome> {
  const mask = await loadBitmap(hash)
  const context = createContext(mask)
  context.drawImage(mask, 0, 0)
  const { data } = context.getImageData(0, 0, mask.width, mask.height)
  return { type: 'inspected', coverage: measureCoverage(data) }
}

/** Returns an image as large as the original, with the original's pixels everywhere outside the mask. */
async function compose(job: Extract<MaskJob, { type: 'compose' }>): Promise<MaskOutcome> {
  const [original, mask, result] = await Promise.all([
    loadBitmap(job.original),
    loadBitmap(job.mask),
    loadBitmap(job.result),
  ])
  const { width, height } = original
  if (mask.width !== width || mask.height !== height) return { type: 'failed' }
  if (!isSameShape(original, result)) return { type: 'other-shape' }
  const paint = createContext(mask)
  paint.drawImage(mask, 0, 0)
  changePixels(paint, makePaint)
  const context = createContext(original)
  context.imageSmoothingQuality = 'high'
  context.drawImage(result, 0, 0, width, height)
  context.globalCompositeOperation = 'destination-in'
  context.drawImage(soften(paint.canvas, measureSeam(original)), 0, 0)
  context.globalCompositeOperation = 'destination-over'
  context.drawImage(original, 0, 0)
  fillHoles(context, paint.canvas, result)
  return { type: 'composed', file: await context.canvas.convertToBlob({ type: 'image/png' }) }
}

/**
 * Draws the result below the painted area. If the original is transparent there, as around an image whose canvas was
 * extended, the soft seam has nothing else to fade into.
 */
function fillHoles(context: OffscreenCanvasRenderingContext2D, paint: OffscreenCanvas, result: ImageBitmap): void {
  const below = createContext(paint)
  below.drawImage(paint, 0, 0)
  below.globalCompositeOperation = 'source-in'
  below.imageSmoothingQuality = 'high'
  below.drawImage(result, 0, 0, paint.width, paint.height)
  context.globalCompositeOperation = 'destination-over'
  context.drawImage(below.canvas, 0, 0)
}

/** Crops pixel by pixel, without metadata. */
async function crop(job: Extract<MaskJob, { type: 'crop' }>): Promise<MaskOutcome> {
  const image = await loadBitmap(job.image)
  const { x, y, width, height } = job.rectangle
  if (x + width > image.width || y + height > image.height) return { type: 'failed' }
  const context = createContext(job.rectangle)
  context.drawImage(image, -x, -y)
  const type = job.format === 'jpeg' ? 'image/jpeg' : 'image/png'
  return { type: 'cropped', file: await context.canvas.convertToBlob({ type, quality: JPEG_QUALITY }) }
}

async function mark({ image, marks, way }: Extract<MaskJob, { type: 'mark' }>): Promise<MaskOutcome> {
  const context = createContext(image)
  if (way === 'drawn-in') context.drawImage(await loadBitmap(image.hash), 0, 0, image.width, image.height)
  for (const each of marks) drawMark(context, each, image)
  const type = way === 'drawn-in' && image.format === 'jpeg' ? 'image/jpeg' : 'image/png'
  return { type: 'marked', file: await context.canvas.convertToBlob({ type, quality: JPEG_QUALITY }) }
}

/** Returns the paint with an edge that fades toward its inside, but not at the image's edges: no paint ends there. */
function soften(paint: ImageBitmap | OffscreenCanvas, radius: number): OffscreenCanvas {
  const { width, height } = paint
  // A blur reaches about three times as far as its radius.
  const reach = Math.ceil(radius * 3)
  const wide = createContext({ width: width + 2 * reach, height: height + 2 * reach })
  wide.drawImage(paint, 0, 0, wide.canvas.width, wide.canvas.height)
  wide.clearRect(reach, reach, width, height)
  wide.drawImage(paint, reach, reach)
  const context = createContext(paint)
  context.filter = `blur(${radius}px)`
  context.drawImage(wide.canvas, -reach, -reach)
  changePixels(context, keepInside)
  return context.canvas
}

function createContext({ width, height }: Dimensions): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('No canvas')
  return context
}

function changePixels(context: OffscreenCanvasRenderingContext2D, change: (rgba: Uint8ClampedArray) => void): void {
  const { width, height } = context.canvas
  const pixels = context.getImageData(0, 0, width, height)
  change(pixels.data)
  context.putImageData(pixels, 0, 0)
}

function listTransferables(outcome: MaskOutcome): Transferable[] {
  return outcome.type === 'read' ? [outcome.paint] : []
}
