/** What turns a request for an image into one for an edit: the input images, as files of a multipart form. */
import { toFile } from 'openai'
import { getMediaType } from '@shared/image-options'
import type { ReadInput } from '../read-inputs'
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
    if (role === 'mask' || role === 'markup') marks[role] = await buildFile(role, input)
    else images.push(await buildFile(`image-${images.length + 1}`, input))
  }
  const [first, ...others] = images
  if (!first) return undefined
  // The SDK calls the field `image` for one file, and `image[]` for several.
  return { image: others.length > 0 ? images : first, ...marks }
}

function buildFile(name: string, { image: { format }, bytes }: ReadInput): Promise<File> {
  return toFile(bytes, `${name}.${getExtension(format)}`, { type: getMediaType(format) })
}
