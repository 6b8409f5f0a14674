import OpenAI, { APIConnectionError, AuthenticationError, BadRequestError, RateLimitError } from 'openai'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OPENAI_KEY, OpenAiStandIn } from './openai'
import { notAnImage, previewPng, soundPng } from './images'

let service: OpenAiStandIn
let client: OpenAI

beforeEach(async () => {
  service = await OpenAiStandIn.start()
  client = new OpenAI({ apiKey: OPENAI_KEY, baseURL: service.baseUrl, maxRetries: 0 })
})
afterEach(() => service.stop())

const request = {
  model: 'gpt-image-2.5-flare',
  prompt: 'a lighthouse at dusk',
  size: '1024x1024',
  quality: 'medium',
  n: 1,
} as const

const streamed = { ...request, stream: true, partial_images: 2 } as const

async function collect<T>(events: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = []
  for await (const event of events) seen.push(event)
  return seen
}

describe('images', () => {
  test('a streamed answer contains the previews, the image and its usage', async () => {
    const events = await collect(await client.images.generate(streamed))

    expect(events.map(({ type }) => type)).toEqual([
      'image_generation.partial_image',
      'image_generation.partial_image',
      'image_generation.completed',
    ])
    expect(events.map(({ b64_json }) => Buffer.from(b64_json, 'base64').equals(previewPng(0)))).toEqual([
      true,
      false,
      false,
    ])
    const completed = events.at(-1)
    expect(completed).toMatchObject({
      b64_json: soundPng().toString('base64'),
      size: '1024x1024',
      quality: 'medium',
      output_format: 'png',
      usage: { input_tokens: 5, output_tokens: 439 + 2 * 100 },
    })
  })

  test('a plain answer contains all images at once', async () => {
    const answer = await client.images.generate({ ...request, n: 2 })

    expect(answer.data).toHaveLength(2)
    expect(answer.usage?.output_tokens).toBe(2 * 439)
    expect(answer._request_id).toBe('req_standin0001')
  })

  test('the whole request is recorded', async () => {
    await client.images.generate(request)

    expect(service.requests).toHaveLength(1)
    expect(service.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v1/images/generations',
      headers: { authorization: `Bearer ${OPENAI_KEY}` },
    })
    expect(service.requests[0]?.json).toEqual(request)
  })

  test('an answer stalled after a preview continues when told to', async () => {
    const answer = service.next.stallsAfterPreview(1)
    const events = (await client.images.generate(streamed))[Symbol.asyncIterator]()

    await answer.stalled
    expect((await events.next()).value?.type).toBe('image_generation.partial_image')
    answer.continue()

    expect((await events.next()).value?.type).toBe('image_generation.partial_image')
    expect((await events.next()).value?.type).toBe('image_generation.completed')
    await answer.over
  })

  test('an answer stalled before its headers notices when the client disconnects', async () => {
    const answer = service.next.stallsBeforeHeaders()
    const abort = new AbortController()
    const pending = client.images.generate(streamed, { signal: abort.signal })
    const ended = expect(pending).rejects.toThrow('aborted')

    await answer.stalled
    abort.abort()

    await ended
    await answer.abandoned
    await answer.over
  })

  test('an answer stalled before its end is complete once it continues', async () => {
    const answer = service.next.stallsBeforeEnd()
    const events = collect(await client.images.generate(streamed))

    await answer.stalled
    answer.continue()

    expect((await events).at(-1)).toMatchObject({ b64_json: soundPng().toString('base64') })
  })

  test('a cut body breaks off in the middle of the stream', async () => {
    service.next.cutsBody({ afterBytes: 20_000 })

    const events = await client.images.generate(streamed)

    await expect(collect(events)).rejects.toThrow('terminated')
  })

  test('a stalled answer can be broken off', async () => {
    const answer = service.next.stallsAfterPreview(0)
    const events = collect(await client.images.generate(streamed))
    const ended = expect(events).rejects.toThrow('terminated')

    await answer.stalled
    answer.breakOff()

    await ended
  })

  test('a reset connection gives no answer at all', async () => {
    service.next.resetsConnection()

    await expect(client.images.generate(streamed)).rejects.toBeInstanceOf(APIConnectionError)
    expect(service.paidRequests).toHaveLength(1)
  })

  test('a failure has status, code, message, headers and details', async () => {
    service.next.fails({
      status: 429,
      code: 'rate_limit_exceeded',
      type: 'requests',
      message: 'Rate limit reached.',
      headers: { 'retry-after': '7' },
      more: { hint: 'slower' },
    })

    const error: unknown = await client.images.generate(streamed).catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({
      code: 'rate_limit_exceeded',
      type: 'requests',
      message: '429 Rate limit reached.',
      error: { hint: 'slower' },
    })
    expect((error as RateLimitError).headers?.get('retry-after')).toBe('7')
  })

  test('without queued answers it answers normally', async () => {
    service.next.fails({ status: 500, message: 'The server had an error.' })

    await expect(client.images.generate(request)).rejects.toThrow('500')
    await expect(client.images.generate(request)).resolves.toHaveProperty('data')
  })

  test('a server that ignores "stream" gives the SDK no events', async () => {
    service.next.answersPlainJson()

    expect(await collect(await client.images.generate(streamed))).toEqual([])
  })

  test('a web page, an empty body and bytes that are not an image arrive as such', async () => {
    service.next.answersHtml()
    service.next.answersEmpty()
    service.next.answersNotAnImage()

    expect(await client.images.generate(request)).toMatch('<!DOCTYPE html>')
    expect(await client.images.generate(request)).toBeUndefined()
    expect((await client.images.generate(request)).data?.[0]?.b64_json).toBe(notAnImage().toString('base64'))
  })

  test('requests that the service would refuse are refused', async () => {
    const wrong = { ...request, colour: 'red' }

    await expect(client.images.generate(wrong)).rejects.toThrow("Unknown parameter: 'colour'.")
    await expect(client.images.generate({ ...request, size: '100x100' })).rejects.toBeInstanceOf(BadRequestError)
    await expect(client.images.generate({ ...request, model: 'dall-e-2' })).rejects.toThrow('does not exist')
  })
})

describe('texts', () => {
  const question = { model: 'gpt-6.1-terra', input: 'Who are you?' } as const

  test('a streamed answer contains its pieces, then the complete text with its usage', async () => {
    service.next.text(['One ', 'two ', 'three.'])

    const events = await collect(await client.responses.create({ ...question, stream: true }))

    expect(events.map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ])
    expect(events.flatMap((event) => (event.type === 'response.output_text.delta' ? event.delta : [])).join('')).toBe(
      'One two three.',
    )
    expect(events.at(-1)).toMatchObject({ response: { status: 'completed', usage: { output_tokens: 4 } } })
  })

  test('a plain answer can be read by the SDK', async () => {
    service.next.text(['One ', 'two.'])

    expect((await client.responses.create(question)).output_text).toBe('One two.')
  })

  test('a text can fail after it has started', async () => {
    service.next.textThatFails(['One '], { code: 'server_error', message: 'Sorry.' })

    const events = await collect(await client.responses.create({ ...question, stream: true }))

    expect(events.at(-1)).toMatchObject({ type: 'response.failed', response: { error: { code: 'server_error' } } })
  })
})

test('the list of models includes the image models and the shutdown dates of others', async () => {
  const models = (await client.models.list()).data

  expect(models.map(({ id }) => id)).toContain('gpt-image-2.5-flare')
  expect(models).toContainEqual(expect.objectContaining({ id: 'gpt-image-1.5', shutdown_date: '2026-12-01' }))
})

test('any other key is rejected', async () => {
  const stranger = new OpenAI({ apiKey: 'sk-wrong-key-of-someone', baseURL: service.baseUrl, maxRetries: 0 })

  await expect(stranger.models.list()).rejects.toBeInstanceOf(AuthenticationError)
})

test('a stopped server refuses connections', async () => {
  await service.stop()

  await expect(client.models.list()).rejects.toBeInstanceOf(APIConnectionError)
})

test.each([
  ['refuses', 'ECONNREFUSED'],
  ['resets', 'ECONNRESET'],
] as const)(
  'a server that went away %s connections, takes no request, and comes back where it was',
  async (how, code) => {
    await service.goAway(how)
    const error: unknown = await fetch(`${service.baseUrl}/models`).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ cause: { code } })
    expect(service.requests).toEqual([])

    await service.comeBack()
    expect((await client.models.list()).data).not.toEqual([])
  },
)
