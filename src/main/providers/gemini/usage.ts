/** Gemini's `usageMetadata` in our terms. Pure. */
import type { Usage } from '@shared/pricing'
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
  const usage = {
    textIn: prompt - imageIn,
    imageIn,
    imageOut: made - text,
    textOut: text + count(value['thoughtsTokenCount']),
  }
  return usage.imageOut + usage.textOut > 0 ? usage : undefined
}

/** The counts of several calls together. */
export function addUsage(one: Usage, other: Usage): Usage {
  return {
    textIn: one.textIn + other.textIn,
    imageIn: one.imageIn + other.imageIn,
    imageOut: one.imageOut + other.imageOut,
    textOut: one.textOut + other.textOut,
  }
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
