import { writeXmp } from '@shared/image-file/write-xmp'
import type { Recipe } from '@shared/recipe/recipe'
import { buildPacket } from './packet'

/**
 * Embeds prompt and settings in a copy of an image and returns its bytes. Undefined for formats that can't contain
 * them, or if the file's existing metadata can't be extended. Rejects with `UnsoundImage` if the file is damaged.
 */
export function embedRecipe(bytes: Uint8Array, recipe: Recipe, tool: string): Promise<Uint8Array | undefined> {
  return writeXmp(bytes, (place) => buildPacket(recipe, tool, place))
}
