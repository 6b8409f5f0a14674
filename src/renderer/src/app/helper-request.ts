/** What a text model is asked in a paid call without a message. Pure. */
import type { TextModel } from '@shared/catalogue'
import { createParts, type TextRequest } from '@shared/request'

/**
 * One message with instructions, as cheap as the model's own settings allow. `mostTokens`: of the answer, with room for
 * models that think first.
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
