import { LONGEST_RECIPE_PROMPT, type RecipeFacts } from '@shared/recipe/recipe'
import type { AssistantMessage } from './model'

/** What a copy of this image may say of itself; undefined where its prompt is unknown. */
export function collectRecipeFacts(message: AssistantMessage, index: number): RecipeFacts | undefined {
  const { model, prompt, options, bill, requestId, images, finishedAt, createdAt } = message
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
    ...(bill?.cost !== undefined && { cost: bill.cost }),
    madeAt: finishedAt ?? createdAt,
    ...(requestId !== undefined && { requestId }),
    parents: [],
  }
}

function isWritable(prompt: string | undefined): prompt is string {
  return prompt !== undefined && prompt !== '' && prompt.length <= LONGEST_RECIPE_PROMPT
}
