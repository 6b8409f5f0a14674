/** Reads the tokens of a text answer in the formats of the Responses API and of chat completions. Pure. */
import { createTokenUsage, type Usage } from '@shared/usage'
import { isRecord } from '../json'

/**
 * Returns undefined if nothing was counted. Both services include reasoning in the output, and cached tokens in the
 * input.
 */
export function readTextUsage(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined
  const input = value['input_tokens'] ?? value['prompt_tokens']
  const output = value['output_tokens'] ?? value['completion_tokens']
  if (typeof input !== 'number' || typeof output !== 'number') return undefined
  const details = value['output_tokens_details'] ?? value['completion_tokens_details']
  const told = isRecord(details) ? details['reasoning_tokens'] : undefined
  const reasoning = typeof told === 'number' ? Math.min(Math.max(0, told), output) : 0
  const [textCached, textWritten] = readCached(value['input_tokens_details'] ?? value['prompt_tokens_details'], input)
  const textIn = input - textCached - textWritten
  return createTokenUsage({ textIn, textCached, textWritten, textOut: output - reasoning, reasoning })
}

/** Returns how much of the input was read from the service's cache, and how much was written to it. */
function readCached(details: unknown, input: number): readonly [cached: number, written: number] {
  if (!isRecord(details)) return [0, 0]
  const { cached_tokens: read, cache_write_tokens: write } = details
  const cached = Math.min(input, toCount(read))
  return [cached, Math.min(input - cached, toCount(write))]
}

function toCount(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0
}
