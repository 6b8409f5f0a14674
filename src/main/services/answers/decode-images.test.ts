/** Variants of image answers from servers and gateways. Each row was observed, or is similar to one that was. */
import { describe, expect, test } from 'vitest'
import { FailureError, type Failure } from '@shared/failure'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createParts, type ImageRequest } from '@shared/request'
import { noisyPng, soundPng } from '../../../../e2e/stand-ins/images'
import type { AnswerEvent } from '../adapter'
import { createStreamedFailure } from '../openai/failures'
import { decodeImages } from './decode-images'

const explainError = createStreamedFailure
const image = noisyPng({ width: 24, height: 24, seed: 5 })
const base64 = image.toString('base64')
const preview = soundPng({ width: 8, height: 8 })
const request: ImageRequest = {
  kind: 'image',
  model: 'openai:gpt-imagegen',
  parts: createParts('x'),
  options: DEFAULT_IMAGE_OPTIONS,
}

const partial = JSON.stringify({
  type: 'image_generation.partial_image',
  partial_image_index: 0,
  b64_json: preview.toString('base64'),
})
const wrapped = base64.replace(/.{76}/g, '$&\n')
const completed = JSON.stringify({ type: 'image_generation.completed', b64_json: base64 })
const good = `event: image_generation.partial_image\ndata: ${partial}\n\nevent: image_generation.completed\ndata: ${completed}\n\n`

describe('an image arrives whole', () => {
  test.each<[string, string]>([
    ['as the service sends it', good],
    ['behind the mark of the end', `data: [DONE]\n\n${good}`],
    ['as JSON that was encoded twice', JSON.stringify(JSON.stringify({ data: [{ b64_json: base64 }] }))],
    ['as an event that was encoded twice', `data: ${JSON.stringify(completed)}\n\n`],
    ['behind a ping of its own', `data: ping\n\n${good}`],
    [
      'behind pings of all kinds',
      `: hi\n\nevent: ping\n\ndata:\n\ndata: \n\nping\n\ndata: {"type":"ping"}\n\ndata: 1\n\ndata: null\n\n${good}`,
    ],
    ['with rubbish between the events', good.replace('\n\nevent', '\n\ndata: <keep-alive>\n\ndata: {"half":\n\nevent')],
    ['behind an unknown type', `data: {"type":"image_generation.in_progress","sequence":1}\n\n${good}`],
    ['behind a byte order mark', `\uFEFF${good}`],
    ['behind empty lines', `\r\n\r\n\n${good}`],
    ['behind a status line', `HTTP/1.1 200 OK\ncontent-type: text/event-stream\n\n${good}`],
    ['with CR LF', good.replaceAll('\n', '\r\n')],
    ['with CR alone', good.replaceAll('\n', '\r')],
    ['with one line break between events', good.replaceAll('\n\n', '\n')],
    ['with one line break and no names', `data: ${partial}\ndata: ${completed}\n`],
    ['with one CR LF and no names', `data: ${partial}\r\ndata: ${completed}\r\n`],
    ['with DONE right behind it', `data: ${completed}\ndata: [DONE]\n`],
    ['with DONE and no last line break', `data: ${completed}\ndata: [DONE]`],
    ['without a space behind the colon', `data:${completed}\n\n`],
    ['with fields in capitals', `Event: x\nData: ${completed}\n\n`],
    ['with indented fields', `  data: ${completed}\n\n`],
    [
      'with the name behind the data',
      `data: ${JSON.stringify({ b64_json: base64 })}\nevent: image_generation.completed\n\n`,
    ],
    ['with ids and times to wait', `id: 1\nretry: 3000\ndata: ${completed}\n\n`],
    ['in several data lines', `data: {"type":"image_generation.completed",\ndata: "b64_json":"${base64}"}\n\n`],
    ['in an event that is never closed', `data: ${completed}`],
    ['one JSON in each line', `${partial}\n${completed}\n`],
    ['with DONE behind plain JSON', `${JSON.stringify({ data: [{ b64_json: base64 }] })}\n\ndata: [DONE]\n\n`],
    ['as a plain answer', JSON.stringify({ created: 1, data: [{ b64_json: base64 }] })],
    ['as a plain answer in many lines', JSON.stringify({ created: 1, data: [{ b64_json: base64 }] }, null, 2)],
    ['as a plain answer behind a mark', `\uFEFF\n${JSON.stringify({ data: [{ b64_json: base64 }] })}`],
    ['as a plain answer behind a guard', `)]}',\n${JSON.stringify({ data: [{ b64_json: base64 }] })}`],
    ['as a plain answer in the one event', `data: ${JSON.stringify({ data: [{ b64_json: base64 }] })}\n\n`],
    ['as a list', JSON.stringify([{ b64_json: base64 }])],
    ['as a list in an event', `data: ${JSON.stringify([{ b64_json: base64 }])}\n\n`],
    ['wrapped', JSON.stringify({ code: 0, data: { data: [{ b64_json: base64 }] } })],
    ['wrapped in a result', JSON.stringify({ success: true, result: { images: [{ b64_json: base64 }] } })],
    ['wrapped with a message of success', JSON.stringify({ message: 'success', data: [{ b64_json: base64 }] })],
    ['without a list', JSON.stringify({ data: { b64_json: base64 } })],
    ['as bare base64 in a list', JSON.stringify({ images: [base64] })],
    ['as a data: URL in a list', JSON.stringify({ images: [`data:image/png;base64,${base64}`] })],
    ['as the url', JSON.stringify({ data: [{ url: `data:image/png;base64,${base64}` }] })],
    [
      'with b64_json null beside the url',
      JSON.stringify({ data: [{ b64_json: null, url: `data:image/png;base64,${base64}` }] }),
    ],
    ['as an artifact', JSON.stringify({ artifacts: [{ base64, finishReason: 'SUCCESS' }] })],
    [
      'from the Responses API',
      JSON.stringify({ output: [{ type: 'image_generation_call', result: base64 }], error: null }),
    ],
    [
      'from the Responses API, streamed and told twice',
      `data: ${JSON.stringify({ type: 'response.output_item.done', item: { type: 'image_generation_call', result: base64 } })}\n\n` +
        `data: ${JSON.stringify({ type: 'response.completed', response: { output: [{ type: 'image_generation_call', result: base64 }] } })}\n\n`,
    ],
    [
      'in a chat message',
      JSON.stringify({
        choices: [
          {
            message: {
              content: '',
              images: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${base64}` } }],
            },
          },
        ],
      }),
    ],
    [
      'in the words of a chat message',
      JSON.stringify({ choices: [{ message: { content: `Here: ![x](data:image/png;base64,${base64}) Enjoy!` } }] }),
    ],
    [
      'in pieces of a chat',
      `data: ${JSON.stringify({ choices: [{ delta: { content: 'Here' } }] })}\n\n` +
        `data: ${JSON.stringify({ choices: [{ delta: { images: [{ image_url: { url: `data:image/png;base64,${base64}` } }] } }] })}\n\ndata: [DONE]\n\n`,
    ],
    [
      'from Gemini, drafts left out',
      JSON.stringify({
        candidates: [
          {
            content: {
              parts: [
                { thought: true, inlineData: { mimeType: 'image/png', data: preview.toString('base64') } },
                { text: 'Here it is' },
                { inlineData: { mimeType: 'image/png', data: base64 } },
              ],
            },
          },
        ],
      }),
    ],
    ['with slashes escaped', JSON.stringify({ data: [{ b64_json: base64 }] }).replaceAll('/', '\\/')],
    ['in JSON that is cut behind it', `{"data":[{"b64_json":"${base64}"},`],
    ['in an event that is no JSON', `data: {"b64_json":"${base64}", oops}\n\n`],
    ['in an event that is no JSON, slashes escaped', `data: {"b64_json":"${base64.replaceAll('/', '\\/')}", oops}\n\n`],
    ['in an event that is Python’s own notation', `data: {'type': 'x', 'b64_json': '${base64}'}\n\n`],
    ['in Python’s own notation', `{'created': 1, 'data': [{'b64_json': '${base64}'}]}`],
    ['beside a value that is no JSON', `{"created":NaN,"data":[{"b64_json":"${base64}"}]}`],
    ['with a comma too many', `{"data":[{"b64_json":"${base64}",},],}`],
    ['with line breaks inside the text', `{"data":[{"b64_json":"${wrapped}"}]}`],
    ['with line breaks, each a data line', `data: {"b64_json":"${wrapped.replaceAll('\n', '\ndata: ')}"}\n\n`],
    ['with NULs around the events', `\0\0data: ping\n\n\0\n\ndata: ${completed}\0\n\n`],
    ['with all events in one line', `data: {"type":"ping"}data: ${completed}data: [DONE]`],
    ['right behind another object', `{"type":"ping"}${completed}`],
    ['between the lengths of chunks', `1f4\r\n${JSON.stringify({ data: [{ b64_json: base64 }] })}\r\n0\r\n\r\n`],
    ['behind ten thousand spaces', `${' '.repeat(10_000)}${JSON.stringify({ data: [{ b64_json: base64 }] })}`],
    ['in a code fence', `\`\`\`json\n${JSON.stringify({ data: [{ b64_json: base64 }] })}\n\`\`\``],
    ['behind a line of a log', `INFO: loaded\n${JSON.stringify({ data: [{ b64_json: base64 }] })}`],
    ['behind progress in words', `data: {"message":"Loading the model"}\n\n${good}`],
    ['behind progress as a detail', `data: {"detail":"Waiting for a GPU"}\n\n${good}`],
    ['behind progress and an error that is empty', `data: {"error":{},"message":"queued"}\n\n${good}`],
    ['behind an error that says success', `data: {"error":{"code":0,"message":"success"}}\n\n${good}`],
    ['behind an error that is None', `data: {"error":"None","step":3}\n\n${good}`],
    ['in lists of base64', JSON.stringify({ data: { image_base64: [base64] }, base_resp: { status_msg: 'success' } })],
    ['as imageBytes', JSON.stringify({ generatedImages: [{ image: { imageBytes: base64 } }] })],
    ['as imageBase64Data', JSON.stringify({ data: [{ imageBase64Data: base64 }] })],
    ['as imageDataURI', JSON.stringify({ data: [{ imageDataURI: `data:image/png;base64,${base64}` }] })],
    ['as a file', JSON.stringify({ files: [{ name: 'a.png', data: base64 }] })],
    ['in unknown fields', JSON.stringify({ foo: { bar: [{ baz: base64 }] } })],
    ['in an unknown event', `data: ${JSON.stringify({ type: 'foo', stuff: { x: base64 } })}\n\ndata: [DONE]\n\n`],
    ['in unknown fields, the inputs left out', JSON.stringify({ input_image: preview.toString('base64'), x: base64 })],
    ['encoded twice', JSON.stringify({ data: [{ b64_json: Buffer.from(base64).toString('base64') }] })],
    ['as a list of bytes', JSON.stringify({ image: image.toJSON() })],
    ['as base64 alone', base64],
    ['as a data: URL alone', `data:image/png;base64,${base64}\n`],
    ['as a text of JSON', JSON.stringify(base64)],
    ['as the words of a chat message', JSON.stringify({ choices: [{ message: { content: base64 } }] })],
    [
      'in JSON in a chat message',
      JSON.stringify({ choices: [{ message: { content: JSON.stringify({ b64_json: base64 }) } }] }),
    ],
    [
      'in wrapped words',
      JSON.stringify({ choices: [{ message: { content: `![x](data:image/png;base64,${wrapped})` } }] }),
    ],
    [
      'in words that come in pieces',
      ['![x](', 'data:image/png;base64,', base64.slice(0, 400), base64.slice(400), ')']
        .map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`)
        .join(''),
    ],
    ['behind an error that is null', `data: ${JSON.stringify({ ...JSON.parse(completed), error: null })}\n\n`],
  ])('%s', async (_, body) => {
    for (const size of [body.length, 7]) {
      const events = await read(body, size)
      expect(events.filter(({ type }) => type === 'image')).toEqual([
        expect.objectContaining({ type: 'image', index: 0, bytes: image }),
      ])
      expect(events.filter(({ type }) => type === 'unreadable-image')).toEqual([])
    }
  })
})

describe('an image is named by its address', () => {
  const address = 'https://cdn.example/a.png'
  const said = (content: string): string => JSON.stringify({ choices: [{ message: { content } }] })
  test.each<[string, string]>([
    ['as the url of the answer', JSON.stringify({ created: 1, url: address })],
    ['as imageURL', JSON.stringify({ data: [{ taskType: 'imageInference', imageURL: address }] })],
    ['in a list of image_urls', JSON.stringify({ data: { image_urls: [address] } })],
    ['in a list as the url', JSON.stringify({ data: [{ url: [address] }] })],
    ['alone', `${address}\n`],
    ['as a text of JSON', JSON.stringify(address)],
    ['alone in a chat message', said(address)],
    ['in an image of Markdown with a title', said(`![x](${address} "A title")`)],
    ['in an image of HTML', said(`<p><img alt="x" src="${address}"></p>`)],
    ['in a link of Markdown', said(`Here is [your image](${address}).`)],
    ['in JSON in a chat message', said(JSON.stringify({ url: address }))],
    [
      'in words that come in pieces',
      ['![x](', 'https://cdn.exam', 'ple/a.png', ')']
        .map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`)
        .join(''),
    ],
  ])('%s', async (_, body) => {
    expect(await read(body, 7)).toEqual([{ type: 'unreadable-image', index: 0, address, reason: 'refused' }])
  })

  test('an address in an answer that made nothing is none of an image', async () => {
    const status = {
      status: 'processing',
      urls: { get: 'https://api.example/p/1' },
      polling_url: 'https://api.example/p',
    }
    expect(await readFailure(read(JSON.stringify(status)))).toMatchObject({ code: 'answer-empty' })
  })
})

test('two images of which one cannot be read: that one is missing, and the other is there', async () => {
  const two = { ...request, options: { ...request.options, count: 2 } }
  const events: AnswerEvent[] = []
  const reading = read(`data: {"type":"image_generation.completed","b64_js\n\ndata: ${completed}\n\n`, 999, two, events)
  expect(await readFailure(reading)).toMatchObject({ code: 'answer-damaged' })
  expect(events).toMatchObject([{ type: 'image', bytes: image }])
})

test('previews alone are no image, nor is one that cannot be read', async () => {
  expect(await readFailure(read(`data: ${partial}\n\n`))).toMatchObject({ code: 'connection-lost' })
  expect(await readFailure(read(`data: ${partial}\n\ndata: [DONE]\n\n`))).toMatchObject({ code: 'image-unfinished' })
  expect(await readFailure(read(`data: ${partial.slice(0, -1)}, oops}\n\n`))).toMatchObject({ code: 'answer-damaged' })
})

describe('an answer without an image says why', () => {
  test.each<[string, string, Partial<Failure>]>([
    ['an error as a sentence', '{"error":"model not loaded"}', { code: 'error-reported', detail: 'model not loaded' }],
    [
      'an error as an object',
      '{"error":{"message":"model not loaded"}}',
      { code: 'error-reported', detail: 'model not loaded' },
    ],
    [
      'an error with the status of a service behind',
      '{"error":{"code":402,"message":"No credits"}}',
      { code: 'credit-exhausted', detail: 'No credits' },
    ],
    ['a detail', '{"detail":"Out of memory"}', { code: 'error-reported', detail: 'Out of memory' }],
    ['a message', '{"message":"No worker","code":1}', { code: 'error-reported', detail: 'No worker' }],
    [
      'a list of FastAPI',
      '{"detail":[{"loc":["body"],"msg":"field required"}]}',
      { code: 'error-reported', detail: 'field required' },
    ],
    ['no success', '{"success":false,"message":"No worker"}', { code: 'error-reported', detail: 'No worker' }],
    [
      'a streamed error',
      'data: {"error":"model not loaded"}\n\n',
      { code: 'error-reported', detail: 'model not loaded' },
    ],
    [
      'a named error',
      'event: error\ndata: {"message":"model not loaded"}\n\n',
      { code: 'error-reported', detail: 'model not loaded' },
    ],
    [
      'an error with a known code',
      'data: {"type":"error","error":{"code":"moderation_blocked","message":"No."}}\n\n',
      { code: 'prompt-refused', detail: 'No.' },
    ],
    [
      'words',
      '{"choices":[{"message":{"content":"I can only write."}}]}',
      { code: 'image-not-made', detail: 'I can only write.' },
    ],
    [
      'words of Gemini',
      '{"candidates":[{"content":{"parts":[{"text":"I cannot draw that."}]}}]}',
      { code: 'image-not-made', detail: 'I cannot draw that.' },
    ],
    [
      'a filter',
      '{"choices":[{"message":{"content":""},"finish_reason":"content_filter"}]}',
      { code: 'prompt-refused', stage: 'output' },
    ],
    ['a filter of Gemini', '{"candidates":[{"finishReason":"IMAGE_SAFETY"}]}', { code: 'prompt-refused' }],
    ['a tool call', '{"output":[{"type":"function_call","name":"draw"}]}', { code: 'answer-tool-call' }],
    [
      'a tool call of a chat',
      '{"choices":[{"message":{"tool_calls":[{"id":"a"}]},"finish_reason":"stop"}]}',
      { code: 'answer-tool-call' },
    ],
    [
      'a filter beside an image that is held back',
      '{"data":[{"b64_json":null,"content_filter_results":{"hate":{"filtered":true}}}]}',
      { code: 'prompt-refused', stage: 'output' },
    ],
    [
      'a filter of Stability',
      '{"artifacts":[{"finishReason":"CONTENT_FILTERED","base64":""}]}',
      { code: 'prompt-refused' },
    ],
    ['a filter of Stable Diffusion', '{"images":[],"has_nsfw_concepts":[true]}', { code: 'prompt-refused' }],
    [
      'an end by an error',
      '{"choices":[{"message":{"content":""},"finish_reason":"error"}]}',
      { code: 'error-reported' },
    ],
    [
      'a sentence that is no JSON',
      'upstream connect error: no worker',
      { code: 'error-reported', detail: 'upstream connect error: no worker' },
    ],
    ['a sentence as JSON', '"No worker is free"', { code: 'error-reported', detail: 'No worker is free' }],
    [
      'progress that nothing follows',
      'data: {"message":"Loading the model"}\n\n',
      { code: 'error-reported', detail: 'Loading the model' },
    ],
    [
      'a status of a gateway',
      '{"base_resp":{"status_code":1026,"status_msg":"sensitive words"}}',
      { code: 'error-reported', detail: 'sensitive words' },
    ],
    ['a msg', '{"code":500,"msg":"No worker"}', { code: 'error-reported', detail: 'No worker' }],
    [
      'a msg beside no data',
      '{"code":500,"msg":"No worker","data":null}',
      { code: 'error-reported', detail: 'No worker' },
    ],
    ['errors', '{"errors":[{"message":"No worker"}]}', { code: 'error-reported', detail: 'No worker' }],
    ['pings alone', 'data: ping\n\ndata: ping\n\n', { code: 'answer-empty' }],
    ['an empty list', '{"data":[]}', { code: 'answer-empty' }],
    ['only the end', 'data: [DONE]\n\n', { code: 'answer-empty' }],
    ['marks alone', '\uFEFF \n', { code: 'answer-empty' }],
    ['a page', '\uFEFF\n<!doctype html>', { code: 'not-an-api' }],
  ])('%s', async (_, body, expected) => {
    expect(await readFailure(read(body))).toMatchObject({ charge: 'unknown', ...expected })
  })
})

test('a body that is the image itself is the image', async () => {
  const events: AnswerEvent[] = []
  const pieces = (async function* () {
    yield image.subarray(0, 20)
    yield image.subarray(20)
  })()
  const fetchImage = async (address: string) => ({ address, reason: 'unreachable' as const })
  for await (const event of decodeImages(pieces, { request, fetchImage, explainError })) events.push(event)
  expect(events).toEqual([{ type: 'image', index: 0, bytes: image }])
})

test.each([
  'http://192.168.1.9/x.png',
  's3://bucket/x.png',
  'gs://bucket/x',
  '/view?filename=x.png',
  'out/x.webp',
  '//cdn.example/x.png',
])('an image at %s is asked for, wherever the address is written, and told if it isn’t fetched', async (address) => {
  for (const answer of [
    { data: [{ url: address }] },
    { data: [{ b64_json: address }] },
    { images: [address] },
    { output: address },
  ]) {
    expect(await read(JSON.stringify(answer))).toEqual([
      { type: 'unreadable-image', index: 0, address, reason: 'refused' },
    ])
  }
})

async function read(body: string, size = 1000, asked = request, events: AnswerEvent[] = []): Promise<AnswerEvent[]> {
  const bytes = Buffer.from(body)
  const pieces = (async function* () {
    for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
  })()
  const fetchImage = async (address: string) => ({ address, reason: 'refused' }) as const
  for await (const event of decodeImages(pieces, { request: asked, fetchImage, explainError })) events.push(event)
  return events
}

async function readFailure(reading: Promise<unknown>): Promise<Failure | undefined> {
  const error: unknown = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(FailureError)
  return (error as FailureError).failure
}
