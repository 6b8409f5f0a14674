/**
 * An answer that the service stores and continues in the background: what is requested, and what happens after a broken
 * stream and a restart.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FailureError, type Failure } from '@shared/failure'
import { createParts, type TextRequest } from '@shared/request'
import { OPENAI_KEY, OpenAiStandIn } from '../../../../e2e/stand-ins/openai'
import { textResponse } from '../../../../e2e/stand-ins/openai-wire'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import { StoppedByUser, type AnswerEvent, type JobHandle } from '../adapter'
import { createTransport, type Transport } from '../transport'
import { OpenAITextAdapter } from './text-adapter'

const ID = 'resp_standin'
const MODEL = 'gpt-6.1-terra'
const WORDS = 'Once upon a time there was a lighthouse.'
const request: TextRequest = {
  kind: 'text',
  model: `openai:${MODEL}`,
  turns: [{ role: 'user', parts: createParts('Tell me a story') }],
  settings: { background: true },
}

let openai: OpenAiStandIn
let transport: Transport
let attempt: NetworkAttempt

beforeEach(async () => {
  openai = await OpenAiStandIn.start()
  transport = createTransport(async () => 'DIRECT')
  attempt = new NetworkAttempt()
})

afterEach(async () => {
  await transport.close()
  await openai.stop()
})

function createAdapter(key: string | undefined = OPENAI_KEY): OpenAITextAdapter {
  return new OpenAITextAdapter({
    account: () => (key === '' ? { problem: 'key-missing' } : { key, baseUrl: openai.baseUrl }),
    fetch: transport.fetch,
    pause: async (_ms, signal) => {
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
    },
  })
}

interface Outcome {
  readonly text: string
  readonly types: readonly string[]
  readonly failure?: Failure
}

async function collect(events: AsyncIterable<AnswerEvent>): Promise<Outcome> {
  const all: AnswerEvent[] = []
  const sum = (): Pick<Outcome, 'text' | 'types'> => ({
    text: all.map((event) => (event.type === 'text' ? event.text : '')).join(''),
    types: all.map(({ type }) => type),
  })
  try {
    for await (const event of events) all.push(event)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return { ...sum(), failure: error.failure }
  }
  return sum()
}

const whole = () => textResponse({ model: MODEL, input: '' }, WORDS)
const ask = () => collect(createAdapter().answer(request, attempt))
const resume = (handle: JobHandle = { responseId: ID, server: openai.baseUrl }, key?: string) =>
  collect(createAdapter(key).resume(request, handle, attempt))

/** Breaks the stream after the first words. */
function breakOff(): void {
  openai.next.answers(async (exchange) => {
    const created = { type: 'response.created', response: { id: ID, status: 'in_progress' } }
    const words = { type: 'response.output_text.delta', delta: 'Once upon ' }
    exchange.response.writeHead(200, { 'content-type': 'text/event-stream' })
    await exchange.write([created, words].map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''))
    exchange.response.destroy()
  })
}

test('it is off unless the user wants it: then nothing is kept at the service', async () => {
  await collect(createAdapter().answer({ ...request, settings: {} }, attempt))
  expect(openai.requests[0]?.json).toMatchObject({ store: false })
  expect(openai.requests[0]?.json).not.toHaveProperty('background')
  expect(attempt.handles).toEqual([])
})

test('the service is told to keep it and to go on, and its id is durable before anything else is asked', async () => {
  openai.next.text([WORDS])
  let asked = -1
  attempt.onHandle = () => (asked = openai.requests.length)
  expect(await ask()).toMatchObject({ text: WORDS })
  expect(openai.requests[0]?.json).toMatchObject({ store: true, background: true, stream: true })
  expect(attempt.handles).toEqual([{ responseId: ID, server: openai.baseUrl }])
  expect(asked).toBe(1)
  expect(openai.storedQuestions).toEqual([])
})

test('where the stream breaks off, the rest is fetched by its id, and nothing is said twice', async () => {
  breakOff()
  openai.nextStored.add((exchange) => exchange.json(200, { id: ID, status: 'in_progress', output: [] }))
  openai.stored = whole()
  expect(await ask()).toEqual({ text: WORDS, types: ['text', 'usage', 'text'] })
  expect(openai.paidRequests).toHaveLength(1)
  expect(openai.storedQuestions).toHaveLength(2)
})

test('after a restart the answer is fetched by its id, kept, and paid for once', async () => {
  openai.nextStored.add((exchange) => exchange.json(200, { id: ID, status: 'queued', output: [] }))
  openai.nextStored.add((exchange) => exchange.json(503, { error: { message: 'Overloaded' } }))
  openai.stored = whole()
  expect(await resume()).toEqual({ text: WORDS, types: ['usage', 'text'] })
  expect(JSON.parse(Buffer.concat(attempt.kept).toString())).toMatchObject({ id: ID, status: 'completed' })
  expect(openai.paidRequests).toEqual([])
})

test('one that the service no longer has may have been charged', async () => {
  expect((await resume()).failure).toMatchObject({ code: 'run-lost', charge: 'unknown', requestId: ID })
})

test('one that failed at the service says so, and may have been charged', async () => {
  openai.stored = { id: ID, status: 'failed', output: [], error: { code: 'server_error', message: 'It broke.' } }
  expect((await resume()).failure).toMatchObject({ detail: 'It broke.' })
  expect((await resume()).failure?.charge).not.toBe('none')
})

test('an answer that was canceled elsewhere is no answer', async () => {
  openai.stored = { id: ID, status: 'cancelled', output: [] }
  expect((await resume()).failure).toMatchObject({ code: 'answer-empty', charge: 'unknown' })
})

test('a connection that leads elsewhere by now is not asked', async () => {
  const outcome = await resume({ responseId: ID, server: 'https://other.example/v1' })
  expect(outcome.failure).toMatchObject({ code: 'run-lost', charge: 'unknown' })
  expect(openai.requests).toEqual([])
})

test('without a key it may have been charged, although nothing is asked', async () => {
  expect((await resume(undefined, '')).failure).toMatchObject({ code: 'key-missing', charge: 'unknown' })
  expect(openai.requests).toEqual([])
})

test('Stop ends it at the service, too', async () => {
  const stalled = openai.next.textThatStalls(['Once '], ['upon a time.'])
  const asked = ask()
  await stalled.stalled
  await expect.poll(() => attempt.handles).toHaveLength(1)
  attempt.controller.abort(new StoppedByUser())
  expect((await asked).failure).toMatchObject({ code: 'call-stopped', charge: 'unknown' })
  expect(openai.canceled).toEqual([ID])
})

test('when Easel quits, it goes on at the service', async () => {
  const stalled = openai.next.textThatStalls(['Once '], ['upon a time.'])
  const asked = ask()
  await stalled.stalled
  await expect.poll(() => attempt.handles).toHaveLength(1)
  attempt.controller.abort(new Error('quitting'))
  await asked.catch(() => undefined)
  expect(openai.canceled).toEqual([])
})

test('a service that refuses it says which setting that was, for nothing', async () => {
  const message = 'Not supported by this model.'
  openai.next.fails({ status: 400, code: 'unknown_parameter', param: 'background', message })
  expect((await ask()).failure).toMatchObject({ code: 'setting-refused', setting: 'background', charge: 'none' })
})
