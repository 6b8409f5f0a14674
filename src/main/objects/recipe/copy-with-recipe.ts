import type { RecipeFacts } from '@shared/recipe/recipe'
import type { StoredFormat } from '@shared/image-options'
import { inspectImage } from '../inspect-image'
import { embedRecipe } from './embed-recipe'
import { createRecipe } from './create-recipe'

/**
 * Returns a copy's bytes with prompt and settings embedded. Undefined when the file's own metadata leaves no room for
 * them.
 */
export async function copyWithRecipe(
  stored: { readonly bytes: Buffer; readonly format: StoredFormat },
  facts: RecipeFacts,
  tool: string,
): Promise<Buffer | undefined> {
  const { format } = stored
  if (format !== 'png' && format !== 'jpeg' && format !== 'webp') return undefined
  const recipe = createRecipe(facts, inspectImage(stored.bytes))
  return embedRecipe(stored.bytes, format, recipe, tool)
}
