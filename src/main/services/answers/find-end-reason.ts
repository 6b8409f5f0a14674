/** Finds out why an answer ended early or without text, in the formats of all services and gateways. */
import { isRecord } from '../json'

/**
 * `length`: a limit was reached. `filter`: a content filter stopped it. `tool`: a tool was called. `broken`: the
 * service couldn't continue.
 */
export type EndReason = 'length' | 'filter' | 'tool' | 'broken'

/** Also matches capitals, and `maxTokens`. */
const LENGTH = /^(?:stop_|model_)?(?:length|context_window_exceeded)$|^max_?(?:new|output|completion)?_?tokens(?:_|$)/i
const FILTER =
  /filter|safety|blocklist|prohibited|recitation|sensitive|guardrail|polic(?:y|ies)|^(?:refusal|blocked|SPII)$|^moderation/i
const TOOL = /^(?:tool[_-]?(?:calls?|use)|function[_-]?call)$|_(?:tool|function)_call$/i
const BROKEN =
  /(?:^|_)(?:error|failed|failure|abort(?:ed)?|cancell?ed|interrupted|timeout|insufficient_system_resource)$/i
const REASON_FIELDS = [
  'finish_reason',
  'finishReason',
  'native_finish_reason',
  'stop_reason',
  'stopReason',
  'done_reason',
] as const

/** Returns undefined for a normal end. */
export function findEndReason(json: unknown): EndReason | undefined {
  const { named, parts } = collect(json, 0, { named: [], parts: [] })
  for (const reason of named) {
    if (LENGTH.test(reason)) return 'length'
    if (TOOL.test(reason)) return 'tool'
    if (FILTER.test(reason)) return 'filter'
    if (BROKEN.test(reason)) return 'broken'
  }
  if (parts.some(callsTool)) return 'tool'
  return parts.some(wasFiltered) ? 'filter' : undefined
}

interface Collected {
  readonly named: string[]
  readonly parts: Record<string, unknown>[]
}

const INNER = [
  'response',
  'choices',
  'candidates',
  'delta',
  'message',
  'content',
  'parts',
  'output',
  'item',
  'promptFeedback',
  'prompt_filter_results',
  'artifacts',
  'data',
] as const
const DEEPEST = 6

function collect(json: unknown, depth: number, into: Collected): Collected {
  if (depth > DEEPEST) return into
  if (Array.isArray(json)) for (const one of json) collect(one, depth + 1, into)
  if (!isRecord(json)) return into
  const { incomplete_details: incomplete, blockReason, status } = json
  const own = [...REASON_FIELDS.map((name) => json[name]), isRecord(incomplete) ? incomplete['reason'] : undefined]
  into.named.push(...own.filter((reason) => typeof reason === 'string'))
  // Any block reason means that the prompt was blocked.
  const isBlocked = typeof blockReason === 'string' && !/UNSPECIFIED/.test(blockReason)
  if (isBlocked || status === 'content_filter') into.named.push('filter')
  into.parts.push(json)
  for (const name of INNER) collect(json[name], depth + 1, into)
  return into
}

/**
 * Whether an item or part is a tool call, or a message with tool calls. Searches and images don't count: they're the
 * service's own tools.
 */
function callsTool(part: Record<string, unknown>): boolean {
  const { type, tool_calls: calls } = part
  if (Array.isArray(calls) && calls.length > 0) return true
  if (['function_call', 'functionCall'].some((name) => isRecord(part[name]))) return true
  return (
    typeof type === 'string' && /^(?!image_generation|web_search).*_call$|^tool_use$|^mcp_approval_request$/.test(type)
  )
}

/** Whether content was withheld, as marked by Azure and Stable Diffusion. */
function wasFiltered({ content_filter_results: results, has_nsfw_concepts: unsafe }: Record<string, unknown>): boolean {
  const verdicts = isRecord(results) ? Object.values(results) : []
  return (
    verdicts.some((verdict) => isRecord(verdict) && verdict['filtered'] === true) ||
    (Array.isArray(unsafe) && unsafe.includes(true))
  )
}
