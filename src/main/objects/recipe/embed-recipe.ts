/**
 * Writes prompt and settings into a copy of an image. The image itself isn't touched: its compressed bytes, and every
 * chunk but the XMP packet, stay the same and in the same order.
 */
import { assertNever } from '@shared/assert-never'
import type { ImageFormat } from '@shared/image-options'
import type { Recipe } from '@shared/recipe/recipe'
import { embedInJpeg } from './jpeg'
import { buildPacket, type PacketWriter } from './packet'
import { embedInPng } from './png'
import { embedInWebp } from './webp'

/**
 * Returns the bytes of the copy. Undefined when the file already has metadata that can't be extended. `bytes` must be
 * an intact image of that format, as all files in the object store are.
 */
export async function embedRecipe(
  bytes: Buffer,
  format: ImageFormat,
  recipe: Recipe,
  tool: string,
): Promise<Buffer | undefined> {
  const write: PacketWriter = (place) => buildPacket(recipe, tool, place)
  switch (format) {
    case 'png':
      return embedInPng(bytes, write)
    case 'jpeg':
      return embedInJpeg(bytes, write)
    case 'webp':
      return embedInWebp(bytes, write)
    default:
      return assertNever(format)
  }
}
