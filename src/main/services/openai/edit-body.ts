/** Builds the fields that turn an image request into an edit: the input images, as files of a multipart form. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { getMediaType } from '@shared/image-options'
import type { ReadInput } from '../read-inputs'
import { cutBytes } from '../../objects/cut-bytes'
import { getExtension } from '../../objects/object-store'

export interface EditFiles {
  /** The images to edit or follow. Mask and markup apply to the first one. */
  readonly image: File | File[]
  readonly mask?: File
  readonly markup?: File
}

/** Copies the bytes, so that the files don't change with the buffers. Undefined if there's no image to edit. */
export async function buildEditFiles(inputs: readonly ReadInput[]): Promise<EditFiles | undefined> {
  const images: File[] = []
  const marks: { mask?: File; markup?: File } = {}
  for (const input of inputs) {
    const { role } = input.image
    if (role === 'mask' || role === 'markup') marks[role] = await buildFile(role, input)
    else images.push(await buildFile(`image-${images.length + 1}`, input))
  }
  const [first, ...others] = images
  if (!first) return undefined
  // The SDK names the field `image` for one file, and `image[]` for several.
  return { image: others.length > 0 ? images : first, ...marks }
}

/** In bytes. Copying or sending them takes about a millisecond; a file is sent in the pieces it's built from. */
const PIECE = 256 * 1024

async function buildFile(name: string, { image: { format }, bytes }: ReadInput): Promise<File> {
  const copies: Blob[] = []
  for (const piece of cutBytes(bytes, PIECE)) {
    copies.push(new Blob([piece]))
    await nextTurn()
  }
  // Built from blobs, a file shares their bytes.
  return new File(copies, `${name}.${getExtension(format)}`, { type: getMediaType(format) })
}
