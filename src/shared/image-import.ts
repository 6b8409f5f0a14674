/**
 * How the page sends an image file to main: a POST to `IMPORT_URL` with the file as its body and the key from
 * `images.importKey` in a header. Main answers 200 with an `ImageFile`, or another status with an `ImportRefusal`, as
 * JSON.
 */
import { IMAGE_SCHEME } from './image-url'
import type { UnsoundReason } from './image-file/unsound-image'

export const IMPORT_URL = `${IMAGE_SCHEME}://import`
export const IMPORT_KEY_HEADER = 'x-easel-import-key'
/** Decimal. More than any service accepts. */
export const MOST_IMPORT_BYTES = 100_000_000

export type ImportProblem =
  | UnsoundReason
  | 'empty'
  | 'too-large'
  /** The body ended early. */
  | 'cut-off'
  | 'disk-full'
  | 'disk-failed'
  /** The key is missing or wrong. */
  | 'forbidden'
  | 'internal-error'

export interface ImportRefusal {
  readonly problem: ImportProblem
}
