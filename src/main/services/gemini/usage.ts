/** Gemini's `usageMetadata` in our terms. Pure. */
import { createTokenUsage, type Usage } from '@shared/usage'
import { isRecord } from '../json'

/**
 * Counts by modality. What isn't told apart counts as image tokens, the dearest, so that an amount is never too low.
 * Undefined when nothing was counted: zeros mean "not told", never "free".
 */
export function readUsage(value: unknown, kind: 'image' | 'text'): Usage | undefined {
  if (!isRecord(value)) return undefined
  const prompt = count(value['promptTokenCount']) + count(value['toolUsePromptTokenCount'])
  const made = count(value['candidatesTokenCount'])
  const imageIn = Math.min(prompt, sum(value['promptTokensDetails'], 'IMAGE'))
  const text = kind === 'text' ? made : Math.min(made, sum(value['candidatesTokensDetails'], 'TEXT'))
  const reasoning = count(value['thoughtsTokenCount'])
  if (made + reasoning === 0) return undefined
  // Of an image model, no price for cached input is used.
  const cached = kind === 'text' ? count(value['cachedContentTokenCount']) : 0
  const textCached = Math.min(prompt - imageIn, cached)
  const textIn = prompt - imageIn - textCached
  return createTokenUsage({ textIn, textCached, imageIn, imageOut: made - text, textOut: text, reasoning })
}

function sum(details: unknown, modality: string): number {
  if (!Array.isArray(details)) return 0
  return details
    .filter(isRecord)
    .filter((detail) => detail['modality'] === modality)
    .reduce((total, detail) => total + count(detail['tokenCount']), 0)
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0
}
