import { inspectImage } from '@shared/image-file/inspect-image'
import type { RecipeFacts } from '@shared/recipe/recipe'
import { createRecipe } from './create-recipe'
import { embedRecipe } from './embed-recipe'

/**
 * Returns a copy's bytes with prompt and settings embedded. Undefined for formats that can't contain them, or if the
 * file's own metadata leaves no room.
 */
export async function copyWithRecipe(
  bytes: Uint8Array,
  facts: RecipeFacts,
  tool: string,
): Promise<Uint8Array | undefined> {
  return embedRecipe(bytes, createRecipe(facts, await inspectImage(bytes)), tool)
}
