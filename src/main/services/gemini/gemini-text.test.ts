import { describe, expect, test } from 'vitest'
import type { Failure } from '@shared/failure'
import { createTokenUsage } from '@shared/usage'
import { blockedPrompt, ending, streamText } from '../../../../e2e/stand-ins/gemini'
import type { Step } from '../../../../e2e/stand-ins/http-stand-in'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import {
  gemini,
  openAdapter,
  collect,
  textRequest,
  answerText,
  serveGemini,
} from '../../../../tests/support/main/gemini-calls'

serveGemini()

describe('text', () => {
  test('comes piece by piece, with its usage; the turns keep their roles', async () => {
    const { events } = await answerText()
    expect(events).toEqual([
      { type: 'text', text: 'A harbour ' },
      { type: 'text', text: 'at night.' },
      { type: 'usage', usage: createTokenUsage({ textIn: 8, textOut: 12, reasoning: 30 }) },
    ])
    const { path, query, json } = gemini.requests[0]!
    expect(path).toBe('/v1beta/models/gemini-3.1-pro:streamGenerateContent')
    expect(query).toEqual({ alt: 'sse' })
    expect(json).toEqual({
      contents: [
        { role: 'user', parts: [{ text: 'Hello' }] },
        { role: 'model', parts: [{ text: 'Hi.' }] },
        { role: 'user', parts: [{ text: 'What is a harbour?' }] },
      ],
    })
  })

  test('is asked for with instructions and settings, tells its thoughts, and names a refused setting', async () => {
    const settings = { temperature: 0.2, effort: 'low', maxOutput: 400, tellsReasoning: true } as const
    const told = { ...textRequest, instructions: 'Be brief.', settings }
    const thought = { candidates: [{ content: { parts: [{ text: 'Ships rest.', thought: true }] } }] }
    const end = { candidates: [{ content: { parts: [{ text: 'For ships.' }] }, finishReason: 'STOP' }] }
    gemini.willAnswer((exchange) =>
      exchange.send(200, 'text/event-stream', [thought, end].map((one) => `data: ${JSON.stringify(one)}\n\n`).join('')),
    )
    const asked = new NetworkAttempt()
    const { events, failure: none } = await collect(openAdapter().answer(told, asked), asked)
    expect(none).toBeUndefined()
    expect(events).toEqual([
      { type: 'reasoning', text: 'Ships rest.' },
      { type: 'text', text: 'For ships.' },
    ])
    expect(gemini.requests[0]?.json).toMatchObject({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      generationConfig: {
        temperature: 0.2,
        maxOutputTokens: 400,
        thinkingConfig: { thinkingLevel: 'low', includeThoughts: true },
      },
    })
    const message = 'Thinking level is not supported for this model.'
    gemini.willAnswer((exchange) => exchange.json(400, { error: { code: 400, message, status: 'INVALID_ARGUMENT' } }))
    const attempt = new NetworkAttempt()
    const { failure } = await collect(openAdapter().answer(told, attempt), attempt)
    expect(failure).toMatchObject({ code: 'setting-refused', setting: 'effort', charge: 'none' })
  })

  test('is kept as it comes, and reads the same', async () => {
    const { events, attempt } = await answerText()
    const kept = (async function* () {
      yield* attempt.kept
    })()
    expect((await collect(openAdapter().decode(textRequest, kept), attempt)).events).toEqual(events)
  })

  test.each([
    ['MAX_TOKENS', { reason: 'length' }],
    ['SAFETY', { reason: 'filter' }],
    ['RECITATION', { reason: 'filter', categories: ['recitation'] }],
    ['PROHIBITED_CONTENT', { reason: 'filter', categories: ['prohibited-content'] }],
    ['SPII', { reason: 'filter', categories: ['personal-data'] }],
    ['OTHER', { reason: 'unknown' }],
    ['MALFORMED_FUNCTION_CALL', { reason: 'unknown' }],
  ] as const)('that ends with %s is cut short, and says why as far as it’s told', async (finishReason, told) => {
    gemini.willAnswer(streamText(['A harbour'], finishReason))
    expect((await answerText()).events).toContainEqual({ type: 'cut-short', ...told })
  })

  test.each<[string, Step, Partial<Failure>]>([
    ['a blocked prompt', blockedPrompt('BLOCKLIST'), { code: 'prompt-refused', stage: 'input' }],
    ['a filter', ending('SAFETY'), { code: 'answer-filtered', charge: 'unknown' }],
    [
      'prohibited content',
      ending('PROHIBITED_CONTENT'),
      { code: 'answer-filtered', categories: ['prohibited-content'] },
    ],
    ['its own sentence', ending('RECITATION', { message: 'It was blocked.' }), { detail: 'It was blocked.' }],
    ['a length that was used up by thoughts', ending('MAX_TOKENS'), { code: 'answer-over-length' }],
    ['a tool that was called', ending('UNEXPECTED_TOOL_CALL'), { code: 'answer-tool-call' }],
    ['a damaged call of a tool', ending('MALFORMED_FUNCTION_CALL'), { code: 'answer-tool-call' }],
    ['another reason', ending('OTHER'), { code: 'answer-empty', detail: 'OTHER' }],
    ['no reason', ending('STOP'), { code: 'answer-empty' }],
  ])('without a word because of %s says so', async (_, step, failure) => {
    gemini.willAnswer(step)
    expect((await answerText()).failure).toMatchObject(failure)
  })

  test('that never ends is lost', async () => {
    gemini.willAnswer(streamText(['A harbour'], 'FINISH_REASON_UNSPECIFIED'))
    expect((await answerText()).failure).toMatchObject({ code: 'connection-lost', charge: 'unknown' })
  })

  test('a blocked prompt', async () => {
    gemini.willAnswer(blockedPrompt('OTHER'))
    expect((await answerText()).failure).toMatchObject({ code: 'prompt-refused', stage: 'input' })
  })
})
