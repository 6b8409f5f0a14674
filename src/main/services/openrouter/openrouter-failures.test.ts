import { describe, expect, test } from 'vitest'
import type { Failure } from '@shared/failure'
import type { Step } from '../../../../e2e/stand-ins/http-stand-in'
import { previewPng } from '../../../../e2e/stand-ins/images'
import { failing, OPENROUTER_KEY } from '../../../../e2e/stand-ins/openrouter'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import { DEFAULT_DEADLINES } from '../answer-body'
import {
  FLARE,
  PROMPT,
  service,
  transport,
  asking,
  ask,
  serveOpenRouter,
} from '../../../../tests/support/main/openrouter-calls'

serveOpenRouter()

describe('a failure says what it means for the money', () => {
  const cases: readonly [string, Step, Partial<Failure>][] = [
    [
      'a refused request',
      failing(400, 'prompt: Too long'),
      { code: 'request-refused', charge: 'none', detail: 'prompt: Too long' },
    ],
    [
      'a refused option',
      failing(400, 'Invalid value for aspect_ratio: 7:3'),
      { code: 'option-refused', option: 'aspectRatio', charge: 'none' },
    ],
    [
      'a model that is gone',
      failing(400, 'a/b is not a valid model ID'),
      { code: 'model-unavailable', charge: 'none' },
    ],
    ['a wrong key', failing(401, 'User not found.'), { code: 'key-rejected', charge: 'none' }],
    ['no credit', failing(402, 'Insufficient credits.'), { code: 'credit-exhausted', charge: 'none' }],
    [
      'a flagged prompt',
      failing(403, 'Your chosen model requires moderation and your input was flagged', {
        reasons: ['violence', 'self-harm'],
        flagged_input: PROMPT,
        provider_name: 'OpenAI',
      }),
      { code: 'prompt-refused', charge: 'none', categories: ['violence', 'self-harm'] },
    ],
    [
      'a refusal of the provider behind it',
      failing(400, 'Provider returned error', {
        error_type: 'content_policy_violation',
        raw: '{"error":{"message":"This prompt breaks our rules."}}',
        provider_name: 'OpenAI',
      }),
      { code: 'prompt-refused', charge: 'none', detail: 'This prompt breaks our rules.' },
    ],
    [
      'the limit of a key',
      failing(403, 'Key limit exceeded (total limit).'),
      { code: 'spend-limit-reached', charge: 'none' },
    ],
    ['a key that may not', failing(403, 'Not allowed.'), { code: 'access-denied', charge: 'none' }],
    [
      'no provider that serves it',
      failing(404, 'No endpoints found for a/b.'),
      { code: 'model-unavailable', charge: 'none' },
    ],
    ['a time limit', failing(408, 'Request timed out.'), { code: 'timed-out', charge: 'unknown' }],
    ['too many bytes', failing(413, 'Payload too large'), { code: 'request-too-large', charge: 'none' }],
    [
      'too many calls',
      failing(429, 'Rate limit exceeded', undefined, { 'retry-after': '7' }),
      { code: 'rate-limited', charge: 'none', retryAfterMs: 7_000 },
    ],
    ['an own fault', failing(500, 'Internal Server Error'), { code: 'provider-down', charge: 'unknown' }],
    [
      'a provider that failed',
      failing(502, 'Provider returned error', { raw: 'The upstream hung up.', provider_name: 'X' }),
      { code: 'provider-down', charge: 'unknown', detail: 'The upstream hung up.' },
    ],
    ['no provider', failing(503, 'No provider available'), { code: 'provider-busy', charge: 'unknown' }],
    ['a slow edge', failing(524, 'Edge network timeout'), { code: 'timed-out', charge: 'unknown' }],
    ['an overloaded provider', failing(529, 'Overloaded'), { code: 'provider-busy', charge: 'unknown' }],
    [
      'a page of a gateway',
      (exchange) => exchange.send(502, 'text/html', '<html><title>Bad gateway</title></html>'),
      { code: 'provider-down', charge: 'unknown' },
    ],
    [
      'a redirect',
      (exchange) => exchange.send(302, 'text/plain', '', { location: 'https://elsewhere.example/' }),
      { code: 'redirect-refused', charge: 'none' },
    ],
    [
      'a web page',
      (exchange) => exchange.send(200, 'text/html', '<html></html>'),
      { code: 'not-an-api', charge: 'unknown' },
    ],
    ['nothing', (exchange) => exchange.send(200, 'application/json', ''), { code: 'answer-empty', charge: 'unknown' }],
    [
      'rubbish',
      (exchange) => exchange.send(200, 'application/json', '{"data":[{"b64'),
      { code: 'answer-damaged', charge: 'unknown' },
    ],
    [
      'an error in place of an answer',
      (exchange) =>
        exchange.json(200, {
          error: { code: 502, message: 'Provider returned error', metadata: { raw: 'It broke.' } },
        }),
      { code: 'provider-down', charge: 'unknown', detail: 'It broke.' },
    ],
    [
      'an error in the middle of a stream',
      async (exchange) => {
        exchange.response.writeHead(200, { 'content-type': 'text/event-stream' })
        const partial = {
          type: 'image_generation.partial_image',
          partial_image_index: 0,
          b64_json: previewPng(0).toString('base64'),
        }
        await exchange.write(`data: ${JSON.stringify(partial)}\n\n`)
        const error = { type: 'error', error: { message: 'Blocked.', type: 'content_policy_violation', code: null } }
        await exchange.end(`data: ${JSON.stringify(error)}\n\n`)
      },
      { code: 'prompt-refused', charge: 'unknown', detail: 'Blocked.' },
    ],
  ]

  test.each(cases)('%s', async (_name, step, expected) => {
    service.willAnswer(step)
    const { failure, attempt } = await ask(asking({ previews: 1 }, FLARE))
    expect(failure).toMatchObject(expected)
    expect(service.paidRequests).toHaveLength(1)
    expect(attempt.sent).toBe(1)
    expect(JSON.stringify(failure)).not.toContain(OPENROUTER_KEY)
    expect(JSON.stringify(failure)).not.toContain(PROMPT)
  })

  test('a key that the service repeats is not shown', async () => {
    service.willAnswer(failing(401, `The key ${OPENROUTER_KEY} is wrong.`))
    const { failure } = await ask()
    expect(failure?.code).toBe('key-rejected')
    expect(JSON.stringify(failure)).not.toContain(OPENROUTER_KEY)
  })

  test('the service that says nothing', async () => {
    service.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
    const { failure } = await ask(asking(), { network: { deadlines: { ...DEFAULT_DEADLINES, headersMs: 50 } } })
    expect(failure).toMatchObject({ code: 'timed-out', charge: 'unknown' })
  })

  test('no server at this address', async () => {
    const request = asking()
    // Don't reuse the connection of the list.
    transport.renew()
    await service.stop()
    const { failure, attempt } = await ask(request)
    expect(failure).toMatchObject({ code: 'never-connected', charge: 'none' })
    expect(attempt.hasLeft).toBe(false)
  })

  test('an answer that is too large is not read to its end', async () => {
    const { failure } = await ask(asking(), { network: { mostAnswerBytes: 100 } })
    expect(failure).toMatchObject({ code: 'answer-too-large', charge: 'unknown' })
  })

  test('Stop ends the call', async () => {
    const held = service.willAnswer(async (exchange, answer) => void (await answer.stall(exchange)))
    const attempt = new NetworkAttempt()
    const asked = ask(asking(), { attempt })
    await held.stalled
    attempt.controller.abort(new Error('stopped'))
    const { failure } = await asked
    expect(failure).toMatchObject({ charge: 'unknown' })
    await held.abandoned
    expect(service.paidRequests).toHaveLength(1)
  })
})
