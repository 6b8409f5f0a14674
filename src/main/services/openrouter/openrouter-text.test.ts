import { describe, expect, test } from 'vitest'
import { createTokenUsage } from '@shared/usage'
import { failing, streamText, textEvents } from '../../../../e2e/stand-ins/openrouter'
import {
  service,
  writing,
  ask,
  decode,
  cutting,
  kinds,
  serveOpenRouter,
} from '../../../../tests/support/main/openrouter-calls'

serveOpenRouter()

describe('a text', () => {
  test('comes piece by piece, with its reasoning, its counts and its sum', async () => {
    service.willAnswer(streamText(['A place ', 'for ships.'], { reasoning: ['Ships ', 'rest.'], cost: 0.00031249 }))
    const { events, attempt } = await ask(writing)
    expect(events).toEqual([
      { type: 'reasoning', text: 'Ships ' },
      { type: 'reasoning', text: 'rest.' },
      { type: 'text', text: 'A place ' },
      { type: 'text', text: 'for ships.' },
      { type: 'usage', usage: createTokenUsage({ textIn: 8, textOut: 12, reasoning: 30 }) },
      { type: 'cost', amount: 312 },
    ])
    expect(service.paidRequests[0]?.json).toEqual({
      model: 'anthropic/claude-opus-5',
      messages: [
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: 'Hi.' },
        { role: 'user', content: 'What is a harbour?' },
      ],
      stream: true,
      usage: { include: true },
    })
    expect((await decode(writing, attempt.kept)).events).toEqual(events)
  })

  test('is asked for with instructions and settings, and a refused one is named', async () => {
    const settings = { temperature: 0.2, effort: 'low', maxOutput: 400 } as const
    const told = { ...writing, instructions: 'Be brief.', settings }
    await ask(told)
    expect(service.paidRequests[0]?.json).toMatchObject({
      messages: [{ role: 'system', content: 'Be brief.' }, {}, {}, {}],
      temperature: 0.2,
      reasoning: { effort: 'low' },
      max_tokens: 400,
    })
    service.willAnswer(failing(400, 'max_tokens is too large: 400.'))
    expect((await ask(told)).failure).toMatchObject({ code: 'setting-refused', setting: 'maxOutput', charge: 'none' })
  })

  test('that reaches its limit is cut short', async () => {
    service.willAnswer(streamText(['A place'], { finish: 'length' }))
    expect((await ask(writing)).events).toContainEqual({ type: 'cut-short', reason: 'length' })
  })

  test('that breaks off with an error says why, and may have been paid for', async () => {
    service.willAnswer(async (exchange) => {
      exchange.response.writeHead(200, { 'content-type': 'text/event-stream' })
      const begun = textEvents(['A place '], { cost: null }).split('\n\n').slice(0, 2).join('\n\n')
      const error = {
        id: 'gen-text-1',
        error: { code: 429, message: 'Rate limited upstream.' },
        choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
      }
      await exchange.write(`${begun}\n\ndata: ${JSON.stringify(error)}\n\n`)
      await exchange.end()
    })
    const { events, failure } = await ask(writing)
    expect(kinds(events)).toBe('text')
    expect(failure).toMatchObject({ code: 'rate-limited', charge: 'unknown', detail: 'Rate limited upstream.' })
  })

  test('that never ends is lost', async () => {
    service.willAnswer(cutting(0.4, () => textEvents(['A place ', 'for ships.']), 'text/event-stream'))
    expect((await ask(writing)).failure).toMatchObject({ code: 'connection-lost', charge: 'unknown' })
    expect(service.paidRequests).toHaveLength(1)
  })
})
