import { findModel } from '@shared/catalogue'
import type { ImageFile } from '@shared/request'
import type { Recipe, RecipeFacts } from '@shared/recipe/recipe'

/** Combines what the page knows of an image with facts from the model list and the image file. */
export function createRecipe(facts: RecipeFacts, image: Pick<ImageFile, 'width' | 'height' | 'format'>): Recipe {
  const {
    model: id,
    prompt,
    revisedPrompt,
    options,
    requestId,
    cost,
    costSource,
    costEstimate,
    madeAt,
    parents,
  } = facts
  const model = findModel(id)
  return {
    version: 1,
    prompt,
    ...(revisedPrompt !== undefined && { revisedPrompt }),
    provider: model?.service ?? id.slice(0, id.indexOf(':')),
    model: { id, name: model?.name ?? id, wireName: model?.wireName ?? id.slice(id.indexOf(':') + 1) },
    ...(options && { requested: options }),
    actual: { width: image.width, height: image.height, format: image.format, ...facts.rendering },
    image: { number: facts.index + 1, of: facts.count },
    // Dividing micro-dollars gives a number that prints exactly: 53000 becomes 0.053.
    costUsd: cost === undefined ? 'unknown' : cost / 1_000_000,
    ...(cost !== undefined && costSource && { costSource }),
    ...(costEstimate !== undefined && { estimatedUsd: costEstimate / 1_000_000 }),
    madeAt: new Date(madeAt).toISOString(),
    ...(requestId !== undefined && { requestId }),
    parents,
  }
}
