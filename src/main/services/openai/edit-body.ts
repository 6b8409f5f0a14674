/** What turns a request for an image into one for an edit: the input images, as files of a multipart form. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { getMediaType } from '@shared/image-options'
import type { ReadInput } from '../read-inputs'
import { cutBytes } from '../../objects/cut-bytes'
import { getExtension } from '../../objects/object-store'

export interface EditFiles {
  /** The images to be edited or followed. The first one is what mask and markup belong to. */
  readonly image: File | File[]
  readonly mask?: File
  readonly markup?: File
}

/** Copies the bytes: the files don't change with the buffers. Undefined where there's no image to edit. */
export async function buildEditFiles(inputs: readonly ReadInput[]): Promise<EditFiles | undefined> {
  const images: File[] = []
  const marks: { mask?: File; markup?: File } = {}
  for (const input of inputs) {
    const { role } = input.image
    if (role === 'mask' || role === 'markup') marks[role] = buildFile(role, input)
    else images.push(buildFile(`image-${images.length + 1}`, input))
    // Each copy takes milliseconds.
    await nextTurn()
  }
  const [first, ...others] = images
  if (!first) return undefined
  // The SDK calls the field `image` for one file, and `image[]` for several.
  return { image: others.length > 0 ? images : first, ...marks }
}

/** In bytes. A file is sent in the pieces that it's made of; a large one in one piece would block main. */
const PIECE = 256 * 1024

function buildFile(name: string, { image: { format }, bytes }: ReadInput): File {
  return new File([...cutBytes(bytes, PIECE)], `${name}.${getExtension(format)}`, { type: getMediaType(format) })
}
