/** Builds requests to text models for paid calls outside a chat. Pure. */
import type { TextModel } from '@shared/catalogue'
import { createParts, type TextRequest } from '@shared/request'

/**
 * Builds a single message with instructions, as cheap as the model's settings allow. `mostTokens`: of the answer, with
 * room for models that think first.
 */
export function createHelperRequest(
  { id, settings: { efforts, maxOutput } = {} }: TextModel,
  message: string,
  { instructions, mostTokens }: { readonly instructions: string; readonly mostTokens: number },
): TextRequest {
  const settings = {
    ...(efforts?.includes('low') && { effort: 'low' as const }),
    ...(maxOutput && { maxOutput: mostTokens }),
  }
  return {
    kind: 'text',
    model: id,
    turns: [{ role: 'user', parts: createParts(message) }],
    instructions,
    ...(Object.keys(settings).length > 0 && { settings }),
  }
}
