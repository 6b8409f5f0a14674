/** Converts Gemini's `usageMetadata` to our format. Pure. */
import { createTokenUsage, type Usage } from '@shared/usage'
import { isRecord } from '../json'

/**
 * Reads counts by modality. Tokens without a breakdown count as image tokens, the most expensive, so that the amount is
 * never too low. Undefined if nothing was counted: zeros mean "not reported", never "free".
 */
export function readUsage(value: unknown, kind: 'image' | 'text'): Usage | undefined {
  if (!isRecord(value)) return undefined
  const prompt = count(value['promptTokenCount']) + count(value['toolUsePromptTokenCount'])
  const made = count(value['candidatesTokenCount'])
  const imageIn = Math.min(prompt, sum(value['promptTokensDetails'], 'IMAGE'))
  const text = kind === 'text' ? made : Math.min(made, sum(value['candidatesTokensDetails'], 'TEXT'))
  const reasoning = count(value['thoughtsTokenCount'])
  if (made + reasoning === 0) return undefined
  // Image models have no price for cached input.
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
