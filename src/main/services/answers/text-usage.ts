/** Tokens of a text answer, by the names of the Responses API and of chat completions. Pure. */
import { createTokenUsage, type Usage } from '@shared/usage'
import { isRecord } from '../json'

/** Undefined where nothing was counted. Reasoning is a part of what both services count as output. */
export function readTextUsage(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined
  const input = value['input_tokens'] ?? value['prompt_tokens']
  const output = value['output_tokens'] ?? value['completion_tokens']
  if (typeof input !== 'number' || typeof output !== 'number') return undefined
  const details = value['output_tokens_details'] ?? value['completion_tokens_details']
  const told = isRecord(details) ? details['reasoning_tokens'] : undefined
  const reasoning = typeof told === 'number' ? Math.min(Math.max(0, told), output) : 0
  return createTokenUsage({ textIn: input, textOut: output - reasoning, reasoning })
}
