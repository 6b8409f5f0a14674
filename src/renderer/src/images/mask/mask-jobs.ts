/** The jobs of the mask worker, which reads and encodes pixels so that no frame waits for it. */
import type { ObjectHash } from '@shared/ids'
import type { Dimensions, StoredFormat } from '@shared/image-options'
import type { ImageFile } from '@shared/request'
import type { Mark } from '../markup/marks'
import type { Rectangle } from './geometry'
import type { Coverage } from './mask-pixels'

export type MaskJob =
  /** Makes a mask file from paint. `feather`: the width of its fading edge, in pixels. */
  | { readonly type: 'encode'; readonly paint: ImageBitmap; readonly feather: number }
  /** Reads a mask file as paint. */
  | { readonly type: 'read'; readonly mask: ObjectHash; readonly size: Dimensions }
  /** Measures how much a file would change as a mask. */
  | { readonly type: 'inspect'; readonly mask: ObjectHash }
  /** Draws a result over its original, within a mask. */
  | {
      readonly type: 'compose'
      readonly original: ObjectHash
      readonly mask: ObjectHash
      readonly result: ObjectHash
    }
  /** Crops an image to a rectangle. A JPEG stays a JPEG, any other format becomes a PNG, which is lossless. */
  | {
      readonly type: 'crop'
      readonly image: ObjectHash
      readonly format: StoredFormat
      readonly rectangle: Rectangle
    }
  /**
   * Puts an image on a larger canvas, which is transparent around it, and makes the mask of the new area. Both are
   * PNGs. If the file would be larger than `maxBytes`, both get fewer pixels.
   */
  | {
      readonly type: 'extend'
      readonly image: ImageFile
      /** In image pixels: the origin is the image's upper left corner. */
      readonly canvas: Rectangle
      readonly maxBytes: number
    }
  /**
   * Draws marks. `overlay`: a PNG as large as the image, transparent except for the marks. `drawn-in`: the image with
   * the marks on it, as JPEG if it is one, otherwise as PNG.
   */
  | {
      readonly type: 'mark'
      readonly image: ImageFile
      readonly marks: readonly Mark[]
      readonly way: 'overlay' | 'drawn-in'
    }

export type MaskOutcome =
  | { readonly type: 'encoded'; readonly file: Blob; readonly coverage: Coverage }
  | { readonly type: 'read'; readonly paint: ImageBitmap }
  /** `coverage`: how much of it is transparent. */
  | { readonly type: 'inspected'; readonly coverage: Coverage }
  | { readonly type: 'composed'; readonly file: Blob }
  | { readonly type: 'cropped'; readonly file: Blob }
  | { readonly type: 'extended'; readonly file: Blob; readonly mask: Blob; readonly size: Dimensions }
  | { readonly type: 'marked'; readonly file: Blob }
  /** The result has another shape than the original, so it can't be drawn over it. */
  | { readonly type: 'other-shape' }
  /** The file is missing, can't be decoded, or has another size. */
  | { readonly type: 'failed' }

type Answers = {
  readonly encode: Extract<MaskOutcome, { type: 'encoded' | 'failed' }>
  readonly inspect: Extract<MaskOutcome, { type: 'inspected' | 'failed' }>
  readonly compose: Extract<MaskOutcome, { type: 'composed' | 'other-shape' | 'failed' }>
  readonly crop: Extract<MaskOutcome, { type: 'cropped' | 'failed' }>
  readonly extend: Extract<MaskOutcome, { type: 'extended' | 'failed' }>
  readonly mark: Extract<MaskOutcome, { type: 'marked' | 'failed' }>
  readonly read: Extract<MaskOutcome, { type: 'read' | 'failed' }>
}

/** Runs one job in its own worker, then terminates it: masks are rare, and their pixels take a lot of memory. */
export async function runMaskJob<Job extends MaskJob>(
  job: Job,
  transfer: Transferable[] = [],
): Promise<Answers[Job['type']]> {
  const worker = new Worker(new URL('./mask-worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answers[Job['type']]>) => resolve(data)
      worker.onerror = (event) => reject(new Error(event.message || 'The worker of masks failed'))
      worker.postMessage(job, transfer)
    })
  } finally {
    worker.terminate()
  }
}
