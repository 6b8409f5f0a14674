/** `GET /models` of servers that copy OpenAI's API. Some report a model's context window. */
import type { ListedFacts } from '@shared/services/service'
import { isRecord } from '../json'
import { createModelList } from '../openai/model-list'

/**
 * Fields with the context window, most reliable first: the loaded size before the model's maximum. As of November 2026:
 * LM Studio, vLLM and SGLang, Groq, LM Studio and Mistral, OpenRouter and most gateways, LiteLLM.
 */
const FIELDS = [
  'loaded_context_length',
  'max_model_len',
  'context_window',
  'max_context_length',
  'context_length',
  'max_input_tokens',
] as const
/** llama.cpp's fields under `meta`: as loaded, and as trained. */
const META_FIELDS = ['n_ctx', 'n_ctx_train'] as const
/** TabbyAPI's field under `parameters`. */
const PARAMETER_FIELDS = ['max_seq_len'] as const
/** A larger number is a mistake. */
const MOST = 100_000_000

export const modelList = createModelList((item): ListedFacts | undefined => {
  const contextTokens = findWindow(item)
  return contextTokens === undefined ? undefined : { contextTokens }
})

/** Returns the context window in tokens. Undefined if the list doesn't say. */
function findWindow(item: unknown): number | undefined {
  if (!isRecord(item)) return undefined
  return (
    findNumber(item, FIELDS) ??
    findNumber(item['meta'], META_FIELDS) ??
    findNumber(item['parameters'], PARAMETER_FIELDS)
  )
}

function findNumber(from: unknown, names: readonly string[]): number | undefined {
  if (!isRecord(from)) return undefined
  return names.map((name) => from[name]).find((value): value is number => isWindow(value))
}

function isWindow(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MOST
}
