/** A text model that makes images while it answers: what is requested, what arrives, and what is counted. */
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createParts, type TextRequest } from '@shared/request'
import { soundPng } from '../../../../e2e/stand-ins/images'
import { OPENAI_KEY, OpenAiStandIn } from '../../../../e2e/stand-ins/openai'
import type { ToolImage } from '../../../../e2e/stand-ins/openai-wire'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import type { AnswerEvent } from '../adapter'
import { createTransport, type Transport } from '../transport'
import { OpenAITextAdapter } from './text-adapter'

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

const png = soundPng({ width: 64, height: 64 })
const request: TextRequest = {
  kind: 'text',
  model: 'openai:gpt-6.1-terra',
  turns: [{ role: 'user', parts: createParts('Draw a lighthouse') }],
  settings: { imageTool: { model: 'openai:gpt-image-2.5-sunburst', quality: 'low' } },
}

function createAdapter(): OpenAITextAdapter {
  return new OpenAITextAdapter({
    account: () => ({ key: OPENAI_KEY, baseUrl: openai.baseUrl }),
    fetch: transport.fetch,
  })
}

async function collect(events: AsyncIterable<AnswerEvent>): Promise<readonly AnswerEvent[]> {
  const all: AnswerEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

async function ask(chunks: readonly string[], image: Partial<ToolImage> = {}): Promise<readonly AnswerEvent[]> {
  openai.next.textWithImage(chunks, { png, ...image }).continue()
  return collect(createAdapter().answer(request, attempt))
}

test('the tool is offered with the chosen model and quality, and may be called only so often', async () => {
  await ask(['Here it is.'])
  expect(openai.requests[0]?.json).toMatchObject({
    model: 'gpt-6.1-terra',
    tools: [
      { type: 'image_generation', model: 'gpt-image-2.5-sunburst', quality: 'low', size: 'auto', partial_images: 2 },
    ],
    max_tool_calls: 4,
    store: false,
  })
})

test('without images in chat no tool is offered', async () => {
  await collect(createAdapter().answer({ ...request, settings: {} }, attempt))
  expect(openai.requests[0]?.json).not.toHaveProperty('tools')
})

test('previews, the image once, its words, and what both models counted come in their order', async () => {
  const events = await ask(['Here ', 'it is.'])
  expect(events.map(({ type }) => type)).toEqual(['preview', 'preview', 'image', 'text', 'text', 'usage'])
  expect(events[2]).toEqual({
    type: 'image',
    index: 0,
    bytes: png,
    revisedPrompt: 'A lighthouse in the rain',
    rendering: { quality: 'medium' },
  })
  expect(events.at(-1)).toEqual({
    type: 'usage',
    usage: [
      { what: 'textIn', unit: 'token', quantity: 20 },
      { what: 'textOut', unit: 'token', quantity: 3 },
      { what: 'toolTextIn', unit: 'token', quantity: 60 },
      { what: 'toolImageOut', unit: 'token', quantity: 639 },
    ],
  })
})

test('an answer without words is an answer if it has an image', async () => {
  const events = await ask([])
  expect(events.map(({ type }) => type)).toEqual(['preview', 'preview', 'image', 'usage'])
})

test('an image that was not counted leaves the whole answer without a count: its sum would be too low', async () => {
  const events = await ask(['Here.'], { isUncounted: true })
  expect(events.map(({ type }) => type)).not.toContain('usage')
})

test('an image that the tool refused is missing with its reason, and the words stay', async () => {
  const error = { code: 'moderation_blocked', message: 'Rejected by the safety system.' }
  const events = await ask(['I can’t draw that.'], { error, previews: [] })
  expect(events[0]).toEqual({
    type: 'unreadable-image',
    index: 0,
    cause: expect.objectContaining({ code: 'prompt-refused' }) as unknown,
  })
  expect(events[1]).toEqual({ type: 'text', text: 'I can’t draw that.' })
})

test('an answer that was kept gives the same image again, and asks for nothing', async () => {
  const events = await ask(['Here.'])
  const asked = openai.requests.length
  const kept = await collect(createAdapter().decode(request, Readable.from(attempt.kept)))
  expect(kept).toEqual(events)
  expect(openai.requests).toHaveLength(asked)
})

test('previews alone are no image: the answer says so, and isn’t counted as if none had been made', async () => {
  const preview = { type: 'response.image_generation_call.partial_image', item_id: 'ig_1', partial_image_b64: base64 }
  const completed = {
    id: 'resp_1',
    status: 'completed',
    output: [MESSAGE],
    usage: { input_tokens: 9, output_tokens: 3 },
  }
  openai.next.streams(stream(preview, { type: 'response.completed', response: completed }))
  const events = await collect(createAdapter().answer(request, attempt))
  expect(events.map(({ type }) => type)).toEqual(['preview', 'text', 'unreadable-image'])
  expect(events.at(-1)).toMatchObject({ index: 0, cause: { code: 'image-unfinished' } })
})

test('an answer of nothing but previews has failed, and may have been charged', async () => {
  const preview = { type: 'response.image_generation_call.partial_image', item_id: 'ig_1', partial_image_b64: base64 }
  const completed = { id: 'resp_1', status: 'completed', output: [] }
  openai.next.streams(stream(preview, { type: 'response.completed', response: completed }))
  await expect(collect(createAdapter().answer(request, attempt))).rejects.toMatchObject({
    failure: { code: 'image-unfinished', charge: 'unknown' },
  })
})

test('an image whose item has another name than its previews is there, and none is missing', async () => {
  const preview = { type: 'response.image_generation_call.partial_image', partial_image_b64: base64 }
  const item = { id: 'ig_9', type: 'image_generation_call', status: 'generating', result: base64 }
  const completed = { id: 'resp_1', status: 'completed', output: [item, MESSAGE] }
  openai.next.streams(stream(preview, { type: 'response.completed', response: completed }))
  const events = await collect(createAdapter().answer(request, attempt))
  expect(events.map(({ type }) => type)).toEqual(['preview', 'image', 'text'])
})

const MESSAGE = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Here it is.' }] }
const base64 = png.toString('base64')

function stream(...events: readonly object[]): string {
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
}
