/**
 * Writes a recipe into a copy of a picture. The picture itself is not touched: its compressed bytes, and every chunk
 * that is not the XMP packet, are the same before and after, in the same order.
 */
import { assertNever } from '@shared/assert-never'
import type { ImageFormat } from '@shared/image-options'
import type { Recipe } from '@shared/recipe/recipe'
import { embedInJpeg } from './jpeg'
import { packetOf, type PacketWriter } from './packet'
import { embedInPng } from './png'
import { embedInWebp } from './webp'

/**
 * The bytes of the copy; undefined when the file already has metadata that cannot be added to. `bytes` must be a sound
 * picture of that format, as everything in the object store is.
 */
export async function embedRecipe(
  bytes: Buffer,
  format: ImageFormat,
  recipe: Recipe,
  tool: string,
): Promise<Buffer | undefined> {
  const write: PacketWriter = (place) => packetOf(recipe, tool, place)
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
