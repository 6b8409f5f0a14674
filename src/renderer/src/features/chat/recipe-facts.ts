import { LONGEST_RECIPE_PROMPT, type RecipeFacts } from '@shared/recipe/recipe'
import type { ObjectHash } from '@shared/ids'
import type { InputImage } from '@shared/request'
import { listAnswerImages } from './answer-content'
import type { AssistantMessage } from './model'

/** The maximum in a recipe. */
const MOST_PARENTS = 16

/**
 * What a copy of this image records about itself; undefined if its origin is no longer known. `inputs`: the images of
 * its question.
 */
export function collectRecipeFacts(
  message: AssistantMessage,
  index: number,
  inputs: readonly InputImage[],
): RecipeFacts | undefined {
  const { model, prompt, options, requestId, createdAt } = message
  const images = listAnswerImages(message)
  const cost = 'bill' in message ? message.bill?.cost : undefined
  const finishedAt = message.status === 'streaming' ? undefined : message.finishedAt
  const { revisedPrompt, rendering } = images[index] ?? {}
  if (!isWritable(prompt) || (revisedPrompt !== undefined && !isWritable(revisedPrompt))) return undefined
  return {
    model,
    prompt,
    ...(revisedPrompt !== undefined && { revisedPrompt }),
    ...(options && { options }),
    ...(rendering && { rendering }),
    index,
    count: images.length,
    ...(cost && { cost: cost.amount, costSource: cost.source }),
    ...(cost?.formerEstimate !== undefined && { costEstimate: cost.formerEstimate }),
    madeAt: finishedAt ?? createdAt,
    ...(requestId !== undefined && { requestId }),
    parents: listParents(inputs),
  }
}

function listParents(inputs: readonly InputImage[]): readonly ObjectHash[] {
  return [...new Set(inputs.map(({ hash }) => hash))].slice(0, MOST_PARENTS)
}

function isWritable(prompt: string | undefined): prompt is string {
  return prompt !== undefined && prompt !== '' && prompt.length <= LONGEST_RECIPE_PROMPT
}
