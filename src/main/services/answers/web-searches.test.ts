/** A text model that searches the web: what is requested, what its answer cites, and what is counted, per service. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TextRequest } from '@shared/request'
import { createParts } from '@shared/request'
import { GEMINI_KEY, GeminiStandIn, searchedText as geminiSearch } from '../../../../e2e/stand-ins/gemini'
import { OPENAI_KEY, OpenAiStandIn } from '../../../../e2e/stand-ins/openai'
import { OPENROUTER_KEY, OpenRouterStandIn, streamText as openRouterText } from '../../../../e2e/stand-ins/openrouter'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import type { AnswerEvent } from '../adapter'
import { GeminiTextAdapter } from '../gemini/text-adapter'
import { OpenAITextAdapter } from '../openai/text-adapter'
import { OpenRouterTextAdapter } from '../openrouter/text-adapter'
import { createTransport, type Transport } from '../transport'

let transport: Transport
const running: { stop(): Promise<unknown> }[] = []

beforeEach(() => {
  transport = createTransport(async () => 'DIRECT')
})

afterEach(async () => {
  await transport.close()
  for (const one of running.splice(0)) await one.stop()
})

function asking(model: TextRequest['model'], settings: TextRequest['settings'] = { webSearch: true }): TextRequest {
  return {
    kind: 'text',
    model,
    turns: [{ role: 'user', parts: createParts('What is new?') }],
    ...(settings && { settings }),
  }
}

async function collect(events: AsyncIterable<AnswerEvent>): Promise<readonly AnswerEvent[]> {
  const all: AnswerEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

const SOURCES = [
  { url: 'https://example.org/harbor?utm_source=openai', title: 'The new harbor' },
  { url: 'https://news.example.com/a_(b)', title: 'News' },
]

async function startOpenAi(): Promise<{ openai: OpenAiStandIn; adapter: OpenAITextAdapter }> {
  const openai = await OpenAiStandIn.start()
  running.push(openai)
  const account = () => ({ key: OPENAI_KEY, baseUrl: openai.baseUrl })
  return { openai, adapter: new OpenAITextAdapter({ account, fetch: transport.fetch }) }
}

test('OpenAI is offered its search with a limit, and each search and source counts once', async () => {
  const { openai, adapter } = await startOpenAi()
  openai.next.textWithSearch(['A harbor', ' opened.'], { queries: ['new harbor', 'harbor opening'], sources: SOURCES })
  const events = await collect(adapter.answer(asking('openai:gpt-6.1-terra'), new NetworkAttempt()))
  expect(openai.paidRequests[0]?.json).toMatchObject({ tools: [{ type: 'web_search' }], max_tool_calls: 8 })
  expect(events.find(({ type }) => type === 'sources')).toEqual({
    type: 'sources',
    sources: SOURCES,
    queries: ['new harbor', 'harbor opening'],
  })
  expect(events.find(({ type }) => type === 'usage')).toMatchObject({
    usage: expect.arrayContaining([{ what: 'webSearch', unit: 'request', quantity: 2 }]) as unknown,
  })
})

test('with images in chat too, the smaller limit of calls holds', async () => {
  const { openai, adapter } = await startOpenAi()
  const settings = { webSearch: true, imageTool: { model: 'openai:gpt-image-2.5-flare', quality: 'low' } } as const
  await collect(adapter.answer(asking('openai:gpt-6.1-terra', settings), new NetworkAttempt()))
  expect(openai.paidRequests[0]?.json).toMatchObject({
    tools: [{ type: 'web_search' }, { type: 'image_generation' }],
    max_tool_calls: 4,
  })
})

test('a refusal of the tool is one of the search, when only the search was sent', async () => {
  const { openai, adapter } = await startOpenAi()
  openai.next.fails({ status: 400, param: 'tools', message: "Hosted tool 'web_search' is not supported with gpt-x." })
  await expect(collect(adapter.answer(asking('openai:gpt-6.1-terra'), new NetworkAttempt()))).rejects.toMatchObject({
    failure: { code: 'setting-refused', setting: 'webSearch', charge: 'none' },
  })
})

test('an address that is no web page is left out', async () => {
  const { openai, adapter } = await startOpenAi()
  const bad = ['javascript:alert(1)', 'file:///etc/passwd', 'https://bank.example@evil.example/', 'no address']
  openai.next.textWithSearch(['So.'], { queries: [], sources: bad.map((url) => ({ url, title: 'A bank' })) })
  const events = await collect(adapter.answer(asking('openai:gpt-6.1-terra'), new NetworkAttempt()))
  expect(events.some(({ type }) => type === 'sources')).toBe(false)
})

test('Gemini is offered Google’s search, and its grounding is read', async () => {
  const service = await GeminiStandIn.start()
  running.push(service)
  const adapter = new GeminiTextAdapter({
    fetch: transport.fetch,
    account: () => ({ key: GEMINI_KEY, baseUrl: service.baseUrl }),
  })
  const sources = [{ url: 'https://vertexaisearch.cloud.google.com/grounding-api-redirect/AbC', title: 'example.org' }]
  service.willAnswer(geminiSearch(['A harbor ', 'opened.'], { queries: ['new harbor'], sources }))
  const events = await collect(adapter.answer(asking('gemini:gemini-3.1-flash'), new NetworkAttempt()))
  expect(service.paidRequests[0]?.json).toMatchObject({ tools: [{ google_search: {} }] })
  expect(events.find(({ type }) => type === 'sources')).toEqual({
    type: 'sources',
    sources,
    queries: ['new harbor'],
    // The accompanying HTML is dropped.
    suggestions: [{ url: 'https://www.google.com/search?q=new%20harbor', title: 'new harbor' }],
  })
  expect(events.find(({ type }) => type === 'usage')).toMatchObject({
    usage: expect.arrayContaining([{ what: 'webSearch', unit: 'request', quantity: 1 }]) as unknown,
  })
})

test('OpenRouter is offered its server tool, and names sources and searches', async () => {
  const service = await OpenRouterStandIn.start()
  running.push(service)
  const adapter = new OpenRouterTextAdapter({
    fetch: transport.fetch,
    account: () => ({ key: OPENROUTER_KEY, baseUrl: service.baseUrl }),
  })
  service.willAnswer(openRouterText(['A harbor opened.'], { sources: SOURCES, searches: 2, cost: 0.0171 }))
  const events = await collect(adapter.answer(asking('openrouter:text/anthropic/claude-opus-5'), new NetworkAttempt()))
  expect(service.paidRequests[0]?.json).toMatchObject({ tools: [{ type: 'openrouter:web_search' }] })
  expect(events.find(({ type }) => type === 'sources')).toEqual({ type: 'sources', sources: SOURCES, queries: [] })
  expect(events.find(({ type }) => type === 'usage')).toMatchObject({
    usage: expect.arrayContaining([{ what: 'webSearch', unit: 'request', quantity: 2 }]) as unknown,
  })
  expect(events).toContainEqual({ type: 'cost', amount: 17_100 })
})
