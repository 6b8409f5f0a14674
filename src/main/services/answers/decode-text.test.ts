/** Variants of text answers from servers and gateways. */
import { describe, expect, test } from 'vitest'
import { FailureError, type Failure } from '@shared/failure'
import { createTokenUsage } from '@shared/usage'
import type { AnswerEvent } from '../adapter'
import { createStreamedFailure } from '../openai/failures'
import { decodeText } from './decode-text'

const sse = (...events: readonly object[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
const delta = (text: string) => ({ type: 'response.output_text.delta', delta: text })
const message = (text: string) => ({ type: 'message', content: [{ type: 'output_text', text }] })
const completed = (...output: readonly object[]) => ({ type: 'response.completed', response: { output } })
const chunk = (content: string, finish: string | null = null) => ({
  choices: [{ delta: { content }, finish_reason: finish }],
})

describe('the words are shown, wherever the service puts them', () => {
  test.each<[string, string]>([
    ['in pieces', sse(delta('Hello '), delta('you'), completed(message('Hello you')))],
    ['in pieces, without the whole', sse(delta('Hello '), delta('you'), completed())],
    ['only at the end', sse({ type: 'response.created' }, completed(message('Hello you')))],
    ['only in a finished part', sse({ type: 'response.content_part.done', part: { text: 'Hello you' } }, completed())],
    ['only in a finished text', sse({ type: 'response.output_text.done', text: 'Hello you' }, completed())],
    ['only in a finished item', sse({ type: 'response.output_item.done', item: message('Hello you') }, completed())],
    [
      'in all of these, and told once',
      sse(
        delta('Hello you'),
        { type: 'response.output_text.done', text: 'Hello you' },
        { type: 'response.content_part.done', part: { text: 'Hello you' } },
        { type: 'response.output_item.done', item: message('Hello you') },
        completed(message('Hello you')),
      ),
    ],
    ['the rest only at the end', sse(delta('Hello '), completed(message('Hello you')))],
    ['behind pings', `data: ping\n\n: hi\n\n${sse(delta('Hello '))}data: ping\n\n${sse(delta('you'), completed())}`],
    ['with one line break between events', sse(delta('Hello '), delta('you'), completed()).replaceAll('\n\n', '\n')],
    ['with CR alone', sse(delta('Hello '), delta('you'), completed()).replaceAll('\n', '\r')],
    ['ended by DONE without an empty line', `data: ${JSON.stringify(delta('Hello you'))}\ndata: [DONE]\n`],
    ['as chat chunks', `${sse(chunk('Hello '), chunk('you'), chunk('', 'stop'))}data: [DONE]\n\n`],
    ['as chat chunks without DONE', sse(chunk('Hello '), chunk('you', 'stop'))],
    ['as a chat message', JSON.stringify({ choices: [{ message: { content: 'Hello you' }, finish_reason: 'stop' }] })],
    ['as a chat message in the one event', sse({ choices: [{ message: { content: 'Hello you' } }] })],
    [
      'in parts of a chat message',
      JSON.stringify({ choices: [{ message: { content: [{ type: 'text', text: 'Hello you' }] } }] }),
    ],
    ['as a plain answer', JSON.stringify({ output: [message('Hello you')], error: null })],
    ['as a plain answer behind a mark', `\uFEFF${JSON.stringify({ output: [message('Hello you')] })}`],
    ['as output_text', JSON.stringify({ output_text: 'Hello you' })],
    [
      'one JSON in each line',
      ['Hello ', 'you']
        .map((content) => `${JSON.stringify({ message: { content }, done: content === 'you' })}\n`)
        .join(''),
    ],
    ['beside NaN', '{"choices":[{"message":{"content":"Hello you"},"logprobs":NaN,"finish_reason":"stop"}]}'],
    [
      'beside NaN, streamed',
      'data: {"choices":[{"delta":{"content":"Hello you"},"x":[-Infinity]}]}\n\ndata: [DONE]\n\n',
    ],
    ['with a comma too many', '{"choices":[{"message":{"content":"Hello you"},}],}'],
    ['with NULs around them', `\0data: ${JSON.stringify(chunk('Hello you', 'stop'))}\0\n\n`],
    [
      'with all events in one line',
      `data: ${JSON.stringify(chunk('Hello '))}data: ${JSON.stringify(chunk('you'))}data: [DONE]`,
    ],
    [
      'one object right behind the other',
      `${JSON.stringify({ message: { content: 'Hello ' } })}${JSON.stringify({ message: { content: 'you' }, done: true })}`,
    ],
    [
      'between the lengths of chunks',
      `f\r\n${JSON.stringify({ choices: [{ message: { content: 'Hello you' } }] })}\r\n0\r\n\r\n`,
    ],
    ['behind progress in words', `data: {"message":"Loading the model"}\n\n${sse(chunk('Hello you', 'stop'))}`],
    ['beside an error that is empty', sse({ error: {}, ...chunk('Hello you', 'stop') })],
    ['as Cohere’s text', JSON.stringify({ text: 'Hello you', finish_reason: 'COMPLETE' })],
    ['as the text of an output', JSON.stringify({ output: { text: 'Hello you', finish_reason: 'stop' } })],
    ...['[done]', 'DONE', '"[DONE]"'].map((end): [string, string] => [
      `ended by ${end}`,
      `${sse(chunk('Hello '), chunk('you'))}data: ${end}\n\n`,
    ]),
    ['ended by an event’s name alone', `${sse(chunk('Hello '), chunk('you'))}event: end\n\n`],
    ['ended by an event’s name beside nothing', `${sse(chunk('Hello '), chunk('you'))}event: done\ndata: {}\n\n`],
    ['as events within events', `data: ${sse(chunk('Hello you'))}data: data: [DONE]\n\n`],
    [
      'as Anthropic streams them',
      sse(
        { type: 'message_start', message: { content: [] } },
        { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Hello you' } },
        { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
        { type: 'message_stop' },
      ),
    ],
    [
      'as Ollama’s other route has them',
      `${JSON.stringify({ response: 'Hello ' })}\n${JSON.stringify({ response: 'you', done: true })}\n`,
    ],
    ['as llama.cpp’s own route has them', sse({ content: 'Hello ', stop: false }, { content: 'you', stop: true })],
    ['as tokens', sse({ token: { text: 'Hello ' } }, { token: { text: 'you' }, generated_text: 'Hello you' })],
    ['as generated_text in a list', JSON.stringify([{ generated_text: 'Hello you' }])],
    [
      'as Gemini streams them',
      sse({ candidates: [{ content: { parts: [{ text: 'Hello you' }] }, finishReason: 'STOP' }] }),
    ],
    [
      'as a list of pieces',
      JSON.stringify(['Hello ', 'you'].map((text) => ({ candidates: [{ content: { parts: [{ text }] } }] }))),
    ],
    ['in a gateway’s data', JSON.stringify({ code: 0, data: { choices: [{ message: { content: 'Hello you' } }] } })],
    ['in a gateway’s result', JSON.stringify({ success: true, result: { response: 'Hello you' } })],
    ['as the output', JSON.stringify({ output: 'Hello you' })],
    ['as parts of the output', JSON.stringify({ output: [{ type: 'output_text', text: 'Hello you' }] })],
    ['in a message of the output', JSON.stringify({ output: { message: { content: [{ text: 'Hello you' }] } } })],
    [
      'in pieces that are objects',
      sse({ type: 'response.output_text.delta', delta: { text: 'Hello you' } }, completed()),
    ],
    ['as a refusal in pieces', sse({ type: 'response.refusal.delta', delta: 'Hello you' }, completed())],
    [
      'as a refusal at the end',
      sse(completed({ type: 'message', content: [{ type: 'refusal', refusal: 'Hello you' }] })),
    ],
    ['as a refusal of a chat', JSON.stringify({ choices: [{ message: { content: null, refusal: 'Hello you' } }] })],
  ])('%s', async (_, body) => {
    for (const size of [body.length, 3]) expect(words(await read(body, size))).toBe('Hello you')
  })
})

const said = (fields: object, finish = 'stop'): string =>
  JSON.stringify({ choices: [{ message: { content: null, ...fields }, finish_reason: finish }] })
const calls = [{ index: 0, id: 'a', type: 'function', function: { name: 'search', arguments: '{}' } }]
const held = { content_filter_results: { hate: { filtered: true, severity: 'high' } } }

/** By the names that various services and gateways use. */
const END_REASONS: [string, string, Failure['code']][] = [
  ['calls of a chat beside an ordinary end', said({ tool_calls: calls }), 'answer-tool-call'],
  [
    'calls of a chat in pieces',
    sse({ choices: [{ delta: { tool_calls: calls } }] }, chunk('', 'stop')),
    'answer-tool-call',
  ],
  ['a function call of an old chat', said({ function_call: { name: 'search' } }), 'answer-tool-call'],
  [
    'calls of Ollama',
    JSON.stringify({ message: { content: '', tool_calls: calls }, done: true, done_reason: 'stop' }),
    'answer-tool-call',
  ],
  [
    'a call of Gemini',
    JSON.stringify({ candidates: [{ content: { parts: [{ functionCall: { name: 'x' } }] }, finishReason: 'STOP' }] }),
    'answer-tool-call',
  ],
  [
    'a call of Anthropic',
    JSON.stringify({ content: [{ type: 'tool_use', name: 'x' }], stop_reason: 'end_turn' }),
    'answer-tool-call',
  ],
  ...['sensitive', 'content_policy', 'guardrail_intervened', 'blocked', 'SAFETY'].map(
    (reason): [string, string, Failure['code']] => [`the end "${reason}"`, said({}, reason), 'answer-filtered'],
  ),
  ['a filter of a service behind', said({ native_finish_reason: 'SAFETY' }), 'answer-filtered'],
  ['a filter of Azure', JSON.stringify({ choices: [{ message: { content: '' }, ...held }] }), 'answer-filtered'],
  ['a filter of Azure for the prompt', JSON.stringify({ prompt_filter_results: [held] }), 'answer-filtered'],
  ['a prompt that Gemini blocks', JSON.stringify({ promptFeedback: { blockReason: 'OTHER' } }), 'answer-filtered'],
  ...['max_completion_tokens', 'MAX_OUTPUT_TOKENS', 'maxTokens'].map((reason): [string, string, Failure['code']] => [
    `the end "${reason}"`,
    said({}, reason),
    'answer-over-length',
  ]),
  ...['error', 'network_error', 'insufficient_system_resource'].map((reason): [string, string, Failure['code']] => [
    `the end "${reason}"`,
    said({}, reason),
    'error-reported',
  ]),
]

describe('an answer without words says why', () => {
  test.each<[string, string, Failure['code']]>([
    [
      'a filter',
      sse({ type: 'response.incomplete', response: { incomplete_details: { reason: 'content_filter' } } }),
      'answer-filtered',
    ],
    [
      'a length',
      sse({ type: 'response.incomplete', response: { incomplete_details: { reason: 'max_output_tokens' } } }),
      'answer-over-length',
    ],
    ['a tool call', sse(completed({ type: 'function_call', name: 'search' })), 'answer-tool-call'],
    [
      'a tool call in a finished item',
      sse({ type: 'response.output_item.done', item: { type: 'custom_tool_call' } }, completed()),
      'answer-tool-call',
    ],
    ['thoughts alone', sse(completed({ type: 'reasoning', summary: [] })), 'answer-empty'],
    ['nothing', sse(completed()), 'answer-empty'],
    ['white space', sse(delta(' \n'), completed()), 'answer-empty'],
    ['a filter of a chat', sse(chunk('', 'content_filter')), 'answer-filtered'],
    [
      'a length of a chat',
      JSON.stringify({ choices: [{ message: { content: '' }, finish_reason: 'length' }] }),
      'answer-over-length',
    ],
    [
      'a tool call of a chat',
      JSON.stringify({ choices: [{ message: { content: null, tool_calls: [] }, finish_reason: 'tool_calls' }] }),
      'answer-tool-call',
    ],
    ...END_REASONS,
    ['an error as a sentence', '{"error":"model not loaded"}', 'error-reported'],
    ['an error as a sentence, streamed', 'data: {"error":"model not loaded"}\n\n', 'error-reported'],
    ['a detail', '{"detail":"Not ready"}', 'error-reported'],
    ['a sentence that is no JSON', 'upstream connect error: no worker', 'error-reported'],
    ['a sentence as JSON', '"No worker is free"', 'error-reported'],
    ['progress that nothing follows', 'data: {"message":"Loading the model"}\n\n', 'error-reported'],
    ['a msg', '{"code":500,"msg":"No worker"}', 'error-reported'],
    ['pings alone', 'data: ping\n\n', 'answer-empty'],
    ['rubbish alone', 'data: {"choices": [\n\n', 'answer-damaged'],
    ['no end', sse({ type: 'response.created' }), 'answer-empty'],
    ['no end behind the words', sse(delta('Hello')), 'connection-lost'],
  ])('%s', async (_, body, code) => {
    expect(await readFailure(read(body))).toMatchObject({ code, charge: 'unknown' })
  })
})

test('a long answer that was cut inside a string with many quotes takes no time of main’s', async () => {
  const cut = `{"choices":[{"message":{"content":"${'say \\"yes\\" '.repeat(60_000)}`
  expect(await readFailure(read(cut, cut.length))).toMatchObject({ code: 'answer-damaged' })
})

describe('a model that declines in words of its own is kept, and told as such', () => {
  const declined = { type: 'message', content: [{ type: 'refusal', refusal: 'I can’t.' }] }
  test.each<[string, string]>([
    [
      'by the Responses API, in pieces',
      sse(
        { type: 'response.content_part.added', part: { type: 'refusal', refusal: '' } },
        { type: 'response.refusal.delta', delta: 'I ' },
        { type: 'response.refusal.delta', delta: 'can’t.' },
        { type: 'response.refusal.done', refusal: 'I can’t.' },
        { type: 'response.content_part.done', part: { type: 'refusal', refusal: 'I can’t.' } },
        { type: 'response.output_item.done', item: declined },
        completed(declined),
      ),
    ],
    ['by the Responses API, at the end alone', sse(completed(declined))],
    ['by the Responses API, at once', JSON.stringify({ output: [declined] })],
    [
      'by chat completions, in pieces',
      sse(
        { choices: [{ delta: { role: 'assistant', content: null, refusal: 'I ' }, finish_reason: null }] },
        { choices: [{ delta: { refusal: 'can’t.' }, finish_reason: null }] },
        { choices: [{ delta: {}, finish_reason: 'stop' }] },
      ),
    ],
    [
      'by chat completions, at once',
      JSON.stringify({ choices: [{ message: { content: null, refusal: 'I can’t.' }, finish_reason: 'stop' }] }),
    ],
  ])('%s', async (_, body) => {
    for (const size of [body.length, 3]) {
      const events = await read(body, size)
      expect(words(events)).toBe('I can’t.')
      expect(events.filter(({ type }) => type === 'cut-short')).toEqual([{ type: 'cut-short', reason: 'refusal' }])
    }
  })

  test('an empty refusal beside words is none', async () => {
    const plain = { choices: [{ message: { content: 'Hello', refusal: null }, finish_reason: 'stop' }] }
    expect(await read(JSON.stringify(plain))).not.toContainEqual(expect.objectContaining({ type: 'cut-short' }))
  })
})

describe('what the model thought is told apart from its words, wherever it is', () => {
  const said = (fields: object): object => ({ choices: [{ delta: fields, finish_reason: null }] })
  const end = { choices: [{ delta: { content: 'Hello' }, finish_reason: 'stop' }] }
  test.each<[string, string]>([
    ['as reasoning_content', sse(said({ reasoning_content: 'Lamps ' }), said({ reasoning_content: 'turn.' }), end)],
    ['as reasoning', sse(said({ content: '', reasoning: 'Lamps ' }), said({ reasoning: 'turn.' }), end)],
    [
      'by two names, told once',
      sse(
        said({ reasoning: 'Lamps turn.', reasoning_details: [{ type: 'reasoning.text', text: 'Lamps turn.' }] }),
        end,
      ),
    ],
    [
      'as details alone',
      sse(
        said({ reasoning_details: [{ type: 'reasoning.summary', summary: 'Lamps ' }] }),
        said({
          reasoning_details: [
            { type: 'reasoning.text', text: 'turn.' },
            { type: 'reasoning.encrypted', data: 'x' },
          ],
        }),
        end,
      ),
    ],
    [
      'as a part of the content',
      sse(said({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Lamps turn.' }] }] }), end),
    ],
    ['between tags', sse(chunk('<thi'), chunk('nk>Lamps '), chunk('turn.</think>'), chunk('\n\nHello', 'stop'))],
    [
      'at once',
      JSON.stringify({ choices: [{ message: { content: 'Hello', reasoning: 'Lamps turn.' }, finish_reason: 'stop' }] }),
    ],
    [
      'between tags, at once',
      JSON.stringify({ choices: [{ message: { content: '<think>Lamps turn.</think>Hello' } }] }),
    ],
    [
      'as an item of a whole answer',
      JSON.stringify({
        output: [{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Lamps turn.' }] }, message('Hello')],
      }),
    ],
    [
      'as an item that never came in pieces',
      sse(
        {
          type: 'response.output_item.done',
          item: { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: 'Lamps turn.' }] },
        },
        delta('Hello'),
        completed(message('Hello')),
      ),
    ],
    ['as a line of its own', '{"message":{"thinking":"Lamps turn."}}\n{"message":{"content":"Hello"},"done":true}\n'],
  ])('%s', async (_, body) => {
    for (const size of [body.length, 3]) {
      const events = await read(body, size)
      expect(thoughts(events)).toBe('Lamps turn.')
      expect(words(events)).toBe('Hello')
    }
  })

  test('thoughts alone, cut off by the length, are no answer, and say so', async () => {
    const body = sse(chunk('<think>Lamps'), chunk(' turn and', 'length'))
    expect(await readFailure(read(body))).toMatchObject({ code: 'answer-over-length' })
  })
})

test.each([
  ['max_output_tokens', 'length'],
  ['content_filter', 'filter'],
] as const)('an answer that %s cut short is kept, and says by what', async (reason, told) => {
  const end = { type: 'response.incomplete', response: { incomplete_details: { reason }, output: [message('Hello')] } }
  expect(await read(sse(delta('Hello'), end))).toContainEqual({ type: 'cut-short', reason: told })
})

test.each([
  ['sensitive', 'filter'],
  ['max_completion_tokens', 'length'],
  ['network_error', 'unknown'],
] as const)('a chat that ends with “%s” is kept, and says that it was cut short', async (finish, reason) => {
  expect(await read(sse(chunk('Hello'), chunk('', finish)))).toContainEqual({ type: 'cut-short', reason })
})

test('a tool call that is cut off is no end', async () => {
  const cut = sse(chunk('Let me look.'), { choices: [{ delta: { tool_calls: calls }, finish_reason: null }] })
  expect(await readFailure(read(cut))).toMatchObject({ code: 'connection-lost' })
})

test('what was counted is told, by either name', async () => {
  const usage = { type: 'usage', usage: createTokenUsage({ textIn: 3, textOut: 4 }) }
  expect(
    await read(JSON.stringify({ output: [message('Hi')], usage: { input_tokens: 3, output_tokens: 4 } })),
  ).toContainEqual(usage)
  const counted = { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4 } }
  expect(await read(sse(chunk('Hi', 'stop'), counted))).toContainEqual(usage)
})

test('what the model thinks comes before its words, in the pieces that the service sends', async () => {
  const thought = (type: string, delta?: string) => ({ type: `response.reasoning_summary_${type}`, delta })
  const body = sse(
    thought('part.added'),
    thought('text.delta', 'Lamps '),
    thought('text.delta', 'turn.'),
    thought('part.added'),
    thought('text.delta', 'So do lenses.'),
    delta('Hello'),
    completed(message('Hello')),
  )
  const events = await read(body)
  expect(events.filter(({ type }) => type === 'reasoning').map((event) => 'text' in event && event.text)).toEqual([
    'Lamps ',
    'turn.',
    '\n\n',
    'So do lenses.',
  ])
  expect(events.at(-1)).toEqual({ type: 'text', text: 'Hello' })
})

async function read(body: string, size = 1000): Promise<AnswerEvent[]> {
  const bytes = Buffer.from(body)
  const pieces = (async function* () {
    for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
  })()
  const events: AnswerEvent[] = []
  for await (const event of decodeText(pieces, { explainError: createStreamedFailure })) events.push(event)
  return events
}

function thoughts(events: readonly AnswerEvent[]): string {
  return events.map((event) => (event.type === 'reasoning' ? event.text : '')).join('')
}

function words(events: readonly AnswerEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('')
}

async function readFailure(reading: Promise<unknown>): Promise<Failure | undefined> {
  const error: unknown = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(FailureError)
  return (error as FailureError).failure
}
