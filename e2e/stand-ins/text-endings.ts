/** The possible endings of a text answer, in each service's wire format, as documented. */

export type TextWire = 'responses' | 'chat' | 'gemini'
export type TextEnding = 'whole' | 'cut' | 'filtered' | 'declined' | 'empty' | 'spent'

/**
 * The text is "Light bends.", the reasoning "Lenses.", and 30 of 42 tokens are reasoning. Undefined if a service has no
 * such ending.
 */
export function createTextEnding(wire: TextWire, ending: TextEnding): string | undefined {
  const events = { responses: listResponsesEvents, chat: listChatEvents, gemini: listGeminiEvents }[wire](ending)
  if (!events) return undefined
  const written = events.map((event) => {
    const type = 'type' in event ? `event: ${String(event.type)}\n` : ''
    return `${type}data: ${JSON.stringify(event)}\n\n`
  })
  return `${written.join('')}${wire === 'chat' ? 'data: [DONE]\n\n' : ''}`
}

const WORDS = ['Light ', 'bends.']

function hasWords(ending: TextEnding): boolean {
  return ending !== 'empty' && ending !== 'spent'
}

function listResponsesEvents(ending: TextEnding): readonly object[] {
  const isRefusal = ending === 'declined'
  const name = isRefusal ? 'refusal' : 'output_text'
  const place = { item_id: 'msg_1', output_index: 1, content_index: 0 }
  const part = (text: string): object =>
    isRefusal ? { type: name, refusal: text } : { type: name, text, annotations: [] }
  const item = { id: 'msg_1', type: 'message', role: 'assistant', content: [part(WORDS.join(''))] }
  const reasoning = { id: 'rs_1', type: 'reasoning', summary: [{ type: 'summary_text', text: 'Lenses.' }] }
  const isOver = ending === 'cut' || ending === 'spent'
  const isIncomplete = isOver || ending === 'filtered'
  const response = {
    id: 'resp_1',
    object: 'response',
    status: isIncomplete ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: isIncomplete ? { reason: isOver ? 'max_output_tokens' : 'content_filter' } : null,
    output: [reasoning, ...(hasWords(ending) ? [item] : [])],
    usage: {
      input_tokens: 8,
      output_tokens: 42,
      output_tokens_details: { reasoning_tokens: 30 },
      total_tokens: 50,
    },
  }
  const thought = { item_id: 'rs_1', output_index: 0, summary_index: 0 }
  const words = [
    { type: 'response.content_part.added', ...place, part: part('') },
    ...WORDS.map((delta) => ({ type: `response.${name}.delta`, ...place, delta })),
    { ...place, ...part(WORDS.join('')), type: `response.${name}.done` },
    { type: 'response.content_part.done', ...place, part: part(WORDS.join('')) },
    { type: 'response.output_item.done', output_index: 1, item },
  ]
  return [
    { type: 'response.created', response: { id: 'resp_1', status: 'in_progress', output: [] } },
    { type: 'response.reasoning_summary_part.added', ...thought, part: { type: 'summary_text', text: '' } },
    { type: 'response.reasoning_summary_text.delta', ...thought, delta: 'Lenses.' },
    { type: 'response.reasoning_summary_text.done', ...thought, text: 'Lenses.' },
    { type: 'response.output_item.done', output_index: 0, item: reasoning },
    ...(hasWords(ending) ? words : []),
    { type: `response.${isIncomplete ? 'incomplete' : 'completed'}`, response },
  ]
}

const CHAT_REASONS = {
  whole: 'stop',
  cut: 'length',
  filtered: 'content_filter',
  declined: 'stop',
  empty: 'stop',
  spent: 'length',
} as const satisfies Record<TextEnding, string>

function listChatEvents(ending: TextEnding): readonly object[] {
  const chunk = (delta: object, reason: string | null = null, more: object = {}): object => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: reason }],
    ...more,
  })
  const say = (text: string): object =>
    ending === 'declined' ? { content: null, refusal: text } : { content: text, refusal: null }
  const usage = { prompt_tokens: 8, completion_tokens: 42, completion_tokens_details: { reasoning_tokens: 30 } }
  return [
    chunk({ role: 'assistant', content: '', reasoning_content: 'Lenses.' }),
    ...(hasWords(ending) ? WORDS.map((text) => chunk(say(text))) : []),
    chunk({}, CHAT_REASONS[ending]),
    { ...chunk({}), choices: [], usage },
  ]
}

const GEMINI_REASONS = {
  whole: 'STOP',
  cut: 'MAX_TOKENS',
  filtered: 'SAFETY',
  empty: 'STOP',
  spent: 'MAX_TOKENS',
} as const satisfies Record<Exclude<TextEnding, 'declined'>, string>

/** Gemini models decline in ordinary text. */
function listGeminiEvents(ending: TextEnding): readonly object[] | undefined {
  if (ending === 'declined') return undefined
  const piece = (parts: readonly object[], more: object = {}): object => ({
    candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
    responseId: 'r1',
  })
  const usageMetadata = { promptTokenCount: 8, candidatesTokenCount: 12, thoughtsTokenCount: 30, totalTokenCount: 50 }
  return [
    piece([{ text: 'Lenses.', thought: true }]),
    ...(hasWords(ending) ? WORDS.map((text) => piece([{ text }])) : []),
    { ...piece([], { finishReason: GEMINI_REASONS[ending] }), usageMetadata },
  ]
}
