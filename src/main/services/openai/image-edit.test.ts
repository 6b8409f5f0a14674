import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FailureError, type Failure } from '@shared/failure'
import { DEFAULT_IMAGE_OPTIONS, type StoredFormat } from '@shared/image-options'
import { createParts, type ImageRequest, type InputImage, type InputRole } from '@shared/request'
import type { SentFile } from '../../../../e2e/stand-ins/form'
import { noisyPng, previewPng, soundJpeg, soundPng, soundWebp } from '../../../../e2e/stand-ins/images'
import { OPENAI_KEY, OpenAiStandIn } from '../../../../e2e/stand-ins/openai'
import { drawMask } from '../../../../tests/support/main/draw-mask'
import { NetworkAttempt } from '../../../../tests/support/main/network-attempt'
import type { AnswerEvent } from '../adapter'
import { createTransport, type Transport } from '../transport'
import { OpenAIImageAdapter } from './image-adapter'

let openai: OpenAiStandIn
let transport: Transport
let attempt: NetworkAttempt
/** The addresses that the adapter called. */
let fetched: string[]

beforeEach(async () => {
  openai = await OpenAiStandIn.start()
  transport = createTransport(async () => 'DIRECT')
  attempt = new NetworkAttempt()
  fetched = []
})

afterEach(async () => {
  await transport.close()
  await openai.stop()
})

const png = noisyPng({ width: 64, height: 64, seed: 5 })
const jpeg = soundJpeg()
const webp = soundWebp()
const mask = drawMask(64, 64, (x) => x < 8)

test('an image is sent as a file, byte for byte, with what was asked for beside it', async () => {
  await collect(edit([anInput(png)]))
  expect(openai.requests.map(({ method, path, form }) => ({ method, path, form }))).toEqual([
    {
      method: 'POST',
      path: '/v1/images/edits',
      form: {
        fields: {
          model: 'gpt-image-2.5-flare',
          prompt: 'make the sky pink',
          n: '1',
          size: '1024x1024',
          quality: 'medium',
          output_format: 'png',
          stream: 'true',
          partial_images: '2',
        },
        files: [{ field: 'image', name: 'image-1.png', type: 'image/png', bytes: png }],
      },
    },
  ])
  expect(fetched).toEqual([`${openai.baseUrl}/images/edits`])
  expect(openai.requests[0]?.headers).toMatchObject({
    authorization: `Bearer ${OPENAI_KEY}`,
    'content-length': String(openai.requests[0]?.body.length),
  })
})

test('several images are sent in their order, with mask and the options that differ from the defaults', async () => {
  const asked = anEdit([anInput(png), anInput(jpeg, 'reference', 'jpeg'), anInput(webp, 'context', 'webp')])
  const masked = { ...asked, parts: [...asked.parts, { type: 'image', image: anInput(mask, 'mask') }] } as const
  await collect(ask({ ...masked, options: { ...asked.options, moderation: 'low', background: 'transparent' } }))
  expect(openai.requests[0]?.form?.files.toSorted(byField)).toEqual([
    { field: 'image[]', name: 'image-1.png', type: 'image/png', bytes: png },
    { field: 'image[]', name: 'image-2.jpg', type: 'image/jpeg', bytes: jpeg },
    { field: 'image[]', name: 'image-3.webp', type: 'image/webp', bytes: webp },
    { field: 'mask', name: 'mask.png', type: 'image/png', bytes: mask },
  ])
  expect(openai.requests[0]?.form?.fields).toMatchObject({ moderation: 'low', background: 'transparent' })
})

test('marks over the image are sent beside it', async () => {
  await collect(edit([anInput(png), anInput(mask, 'markup')]))
  expect(openai.requests[0]?.form?.files.map(({ field, name }) => [field, name])).toEqual([
    ['image', 'image-1.png'],
    ['markup', 'markup.png'],
  ])
})

test.each([
  ['openai:gpt-image-1.5', 'high'],
  ['openai:gpt-image-1-mini', undefined],
  ['openai:gpt-image-2', undefined],
  ['openai:gpt-image-2.6-sunburst', undefined],
] as const)('%s is told to follow the image closely only where it lets one choose', async (model, fidelity) => {
  await collect(ask({ ...anEdit([anInput(png)]), model })).catch(() => undefined)
  expect(openai.requests[0]?.form?.fields['input_fidelity']).toBe(fidelity)
})

test('previews, image and usage arrive, and every byte reads the same again from what was kept', async () => {
  const image = soundPng({ seed: 7 })
  const previews = [previewPng(0), previewPng(1)]
  openai.next.image({ images: [image], previews })
  const events = await collect(edit([anInput(png)]))
  expect(events).toEqual([
    { type: 'preview', index: 0, bytes: previews[0] },
    { type: 'preview', index: 1, bytes: previews[1] },
    { type: 'image', index: 0, bytes: image, rendering: { quality: 'medium', background: 'opaque' } },
    {
      type: 'usage',
      usage: [
        { what: 'textIn', unit: 'token', quantity: 5 },
        { what: 'imageIn', unit: 'token', quantity: 1_500 },
        { what: 'imageOut', unit: 'token', quantity: 439 },
        { what: 'previews', unit: 'token', quantity: 200 },
      ],
    },
  ])
  expect(openai.answers[0]?.body.toString()).toContain('event: image_edit.completed')
  expect(Buffer.concat(attempt.kept)).toEqual(openai.answers[0]?.body)
  const kept = (async function* () {
    yield* attempt.kept
  })()
  expect(await collect(new OpenAIImageAdapter(connection()).decode(anEdit([anInput(png)]), kept))).toEqual(events)
})

test('an image that is gone from the disk costs nothing: nothing is sent', async () => {
  const input = anInput(png)
  attempt.inputs.clear()
  expect(await readFailure(collect(ask(anEdit([input]))))).toMatchObject({ code: 'input-missing', charge: 'none' })
  expect(attempt.sent).toBe(0)
  expect(openai.requests).toEqual([])
})

test('Stop while the images are being read sends nothing', async () => {
  const input = anInput(png)
  const readInput = attempt.readInput.bind(attempt)
  attempt.readInput = (image) => {
    attempt.controller.abort(new Error('stopped'))
    return readInput(image)
  }
  await expect(collect(ask(anEdit([input, input])))).rejects.toThrow('stopped')
  expect(attempt.sent).toBe(0)
  expect(openai.requests).toEqual([])
})

test('Stop ends the call', async () => {
  const answer = openai.next.stallsAfterPreview(1)
  const call = readFailure(collect(edit([anInput(png)])))
  await answer.stalled
  attempt.controller.abort()
  expect(await call).toMatchObject({ charge: 'unknown' })
  await answer.abandoned
  expect(openai.paidRequests).toHaveLength(1)
})

describe('a failure has its cause and its money verdict, after exactly one request', () => {
  const cases: readonly [string, () => void, Partial<Failure>][] = [
    [
      '401',
      () => openai.next.fails({ status: 401, code: 'invalid_api_key', message: 'Incorrect API key' }),
      { code: 'key-rejected', charge: 'none' },
    ],
    [
      'moderation',
      () => openai.next.fails({ status: 400, code: 'moderation_blocked', message: 'Refused' }),
      { code: 'prompt-refused', charge: 'none' },
    ],
    [
      'too fast',
      () => openai.next.fails({ status: 429, code: 'rate_limit_exceeded', headers: { 'retry-after': '7' } }),
      { code: 'rate-limited', charge: 'none', retryAfterMs: 7000 },
    ],
    [
      'an image that the service does not understand',
      () => openai.next.fails({ status: 400, code: 'invalid_image_file', param: 'image', message: 'Invalid image.' }),
      { code: 'input-rejected', charge: 'none', detail: 'Invalid image.' },
    ],
    [
      'a mask that the service does not understand',
      () => openai.next.fails({ status: 400, param: 'mask', message: 'No alpha channel.' }),
      { code: 'input-rejected', charge: 'none' },
    ],
    [
      'too much to send',
      () => openai.next.fails({ status: 413, message: 'Too large' }),
      { code: 'request-too-large', charge: 'none' },
    ],
    ['500', () => openai.next.fails({ status: 500, message: 'Oh' }), { code: 'provider-down', charge: 'unknown' }],
    ['HTML with 200', () => openai.next.answersHtml(), { code: 'not-an-api', charge: 'unknown' }],
    ['a cut answer', () => openai.next.cutsBody({ afterBytes: 4000 }), { code: 'connection-lost', charge: 'unknown' }],
    ['a reset', () => openai.next.resetsConnection(), { code: 'connection-lost', charge: 'unknown' }],
  ]

  test.each(cases)('%s', async (_name, script, expected) => {
    script()
    expect(await readFailure(collect(edit([anInput(png)])))).toMatchObject(expected)
    expect(openai.paidRequests).toHaveLength(1)
  })

  test('no server at this address', async () => {
    await openai.stop()
    expect(await readFailure(collect(edit([anInput(png)])))).toMatchObject({ code: 'never-connected', charge: 'none' })
  })
})

/** Compares by field name. A form's fields have no fixed order. */
function byField(one: SentFile, other: SentFile): number {
  return one.field.localeCompare(other.field)
}

/** Creates an input whose file exists on disk. */
function anInput(bytes: Buffer, role: InputRole = 'reference', format: StoredFormat = 'png'): InputImage {
  return attempt.addInput(bytes, { role, format })
}

function anEdit(inputs: readonly InputImage[]): ImageRequest {
  return {
    kind: 'image',
    model: 'openai:gpt-imagegen',
    parts: createParts('make the sky pink', inputs),
    options: DEFAULT_IMAGE_OPTIONS,
  }
}

function edit(inputs: readonly InputImage[]): AsyncIterable<AnswerEvent> {
  return ask(anEdit(inputs))
}

function ask(request: ImageRequest): AsyncIterable<AnswerEvent> {
  return new OpenAIImageAdapter(connection()).answer(request, attempt)
}

function connection() {
  const fetch: typeof globalThis.fetch = (input, init) => {
    fetched.push(String(input))
    return transport.fetch(input, init)
  }
  return { account: () => ({ key: OPENAI_KEY, baseUrl: openai.baseUrl }), fetch }
}

async function collect<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const event of events) all.push(event)
  return all
}

async function readFailure(call: Promise<unknown>): Promise<Failure> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(FailureError)
  return (error as FailureError).failure
}
