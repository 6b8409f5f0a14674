/** What the page asks the worker of masks, which reads and encodes pixels so that no frame waits for it. */
import type { ObjectHash } from '@shared/ids'
import type { Dimensions, StoredFormat } from '@shared/image-options'
import type { ImageFile } from '@shared/request'
import type { Mark } from '../markup/marks'
import type { Rectangle } from './geometry'
import type { Coverage } from './mask-pixels'

export type MaskJob =
  /** Makes a mask file of what is painted. `feather`: how wide its edge fades, in pixels. */
  | { readonly type: 'encode'; readonly paint: ImageBitmap; readonly feather: number }
  /** Reads a mask file as paint. */
  | { readonly type: 'read'; readonly mask: ObjectHash; readonly size: Dimensions }
  /** Says what a file would do as a mask. */
  | { readonly type: 'inspect'; readonly mask: ObjectHash }
  /** Lays a result over its original within a mask. */
  | {
      readonly type: 'compose'
      readonly original: ObjectHash
      readonly mask: ObjectHash
      readonly result: ObjectHash
    }
  /** Cuts a rectangle out of an image, as JPEG where it is one, else as PNG, which loses nothing. */
  | {
      readonly type: 'crop'
      readonly image: ObjectHash
      readonly format: StoredFormat
      readonly rectangle: Rectangle
    }
  /**
   * Puts an image on a larger canvas, which is transparent around it, and makes the mask of what is new. Both are PNG. Where
   * the file would be larger than `maxBytes`, both get fewer pixels.
   */
  | {
      readonly type: 'extend'
      readonly image: ImageFile
      /** In image pixels: the origin is the image's upper left corner. */
      readonly canvas: Rectangle
      readonly maxBytes: number
    }
  /**
   * Draws marks. `overlay`: a PNG as large as the image, transparent but for the marks. `drawn-in`: the image with the marks
   * on it, as JPEG where it is one, else as PNG.
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
  /** The result can't lie over the original. */
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

/** One job in a worker of its own, which ends with it: masks are rare, and their pixels take much memory. */
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
