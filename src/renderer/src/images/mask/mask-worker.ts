/** Reads and writes the pixels of masks, beside the page. */
import { assertNever } from '@shared/assert-never'
import { imageUrl } from '@shared/image-url'
import type { Dimensions } from '@shared/image-options'
import type { ObjectHash } from '@shared/ids'
import type { MaskJob, MaskOutcome } from './mask-jobs'
import { keepInside, makeMask, makePaint } from './mask-pixels'

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
      default:
        return assertNever(job)
    }
  } catch {
    return { type: 'failed' }
  }
}

async function encode(paint: ImageBitmap, feather: number): Promise<MaskOutcome> {
  const context = createContext(paint)
  if (feather > 0) {
    context.filter = `blur(${feather / 2}px)`
    context.drawImage(paint, 0, 0)
    changePixels(context, keepInside)
  } else context.drawImage(paint, 0, 0)
  let coverage: ReturnType<typeof makeMask> = 'none'
  changePixels(context, (rgba) => {
    coverage = makeMask(rgba, feather > 0)
  })
  return { type: 'encoded', file: await context.canvas.convertToBlob({ type: 'image/png' }), coverage }
}

async function read(hash: ObjectHash, { width, height }: Dimensions): Promise<MaskOutcome> {
  const response = await fetch(imageUrl(hash))
  if (!response.ok) return { type: 'failed' }
  const mask = await createImageBitmap(await response.blob())
  if (mask.width !== width || mask.height !== height) return { type: 'failed' }
  const context = createContext(mask)
  context.drawImage(mask, 0, 0)
  changePixels(context, makePaint)
  return { type: 'read', paint: context.canvas.transferToImageBitmap() }
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
