/** An image in progress counts as a preview, however a service marks it, and never as the result. */
import { describe, expect, test } from 'vitest'
import { FailureError } from '@shared/failure'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createParts, type ImageRequest } from '@shared/request'
import { noisyPng, soundPng } from '../../../../e2e/stand-ins/images'
import type { AnswerEvent } from '../adapter'
import { createStreamedFailure } from '../openai/failures'
import { decodeImages } from './decode-images'

const draft = soundPng({ width: 8, height: 8 })
const result = noisyPng({ width: 24, height: 24, seed: 5 })
const early = draft.toString('base64')
const late = result.toString('base64')
const request: ImageRequest = {
  kind: 'image',
  model: 'openai:gpt-imagegen',
  parts: createParts('x'),
  options: DEFAULT_IMAGE_OPTIONS,
}

/** Events with an image that isn't the final one. */
const PROGRESS: readonly (readonly [string, string, string?])[] = [
  ['OpenAI’s own', data({ type: 'image_generation.partial_image', partial_image_index: 0, b64_json: early })],
  ['of an edit', data({ type: 'image_edit.partial_image', partial_image_index: 0, b64_json: early })],
  ['named by the event alone', `event: partial_image\n${data({ b64_json: early })}`],
  ['by an index alone', data({ partial_image_index: 1, b64_json: early })],
  ['wrapped', data({ data: { type: 'image_generation.partial_image', b64_json: early } })],
  ['wrapped, and named by the event', `event: progress\n${data({ data: [{ b64_json: early }] })}`],
  ['of the Responses API', data({ type: 'response.image_generation_call.partial_image', partial_image_b64: early })],
  ['named progress', data({ type: 'progress', image: { b64_json: early } })],
  ['named image.progress', data({ type: 'image.progress', images: [`data:image/png;base64,${early}`] })],
  ['named in_progress', data({ type: 'image_generation.in_progress', b64_json: early })],
  ['named preview', data({ type: 'preview', data: [{ b64_json: early }] })],
  ['by a status', data({ status: 'in_progress', images: [{ b64_json: early }] })],
  ['by a state', data({ state: 'RUNNING', output: [`data:image/png;base64,${early}`] })],
  ['by a share', data({ progress: 0.4, image: early })],
  ['in per cent', data({ progress: 40, b64_json: early })],
  ['not done', data({ done: false, b64_json: early })],
  ['not final', data({ is_final: false, data: [{ b64_json: early }] })],
  ['partial', data({ partial: true, b64_json: early })],
  ['in an unknown field', data({ status: 'processing', stuff: { x: early } })],
  ['in a field of its own', data({ current_image: early, job: 1 })],
  ['damaged', `event: image.preview\ndata: {"b64_json":"${early}", oops}\n\n`],
  ['damaged, by its status', `data: {"b64_json":"${early}","status":"in_progress", oops}\n\n`],
]

describe.each(PROGRESS)('a preview %s', (_name, event) => {
  test.each([
    ['by the end of the body', ''],
    ['by the mark of the end', 'data: [DONE]\n\n'],
  ])('with nothing behind it is no result: ended %s', async (_how, end) => {
    const { events, failure } = await read(event + end)
    expect(events.filter(({ type }) => type === 'image' || type === 'unreadable-image')).toEqual([])
    expect(failure?.charge).toBe('unknown')
  })

  test('does not keep the result from being read', async () => {
    const { events, failure } = await read(`${event}${data({ type: 'image_generation.completed', b64_json: late })}`)
    expect(failure).toBeUndefined()
    expect(events.filter(({ type }) => type === 'image')).toMatchObject([{ index: 0, bytes: result }])
  })
})

test.each(PROGRESS.slice(0, 18))(
  'a preview %s is kept as one, and the answer says that it ended there',
  async (_name, event) => {
    const { events, failure } = await read(`${event}data: [DONE]\n\n`)
    expect(events).toEqual([{ type: 'preview', index: expect.any(Number), bytes: draft }])
    expect(failure).toMatchObject({ code: 'image-unfinished', charge: 'unknown' })
  },
)

test('words beside previews are no answer in place of the image', async () => {
  const said = data({ choices: [{ delta: { content: 'Here it comes.' } }] })
  const { failure } = await read(`${PROGRESS[0]?.[1]}${said}data: [DONE]\n\n`)
  expect(failure).toMatchObject({ code: 'image-unfinished', charge: 'unknown' })
})

test('a list of events keeps the previews and the result apart', async () => {
  const list = [
    { type: 'image_generation.partial_image', b64_json: early },
    { type: 'image_generation.completed', b64_json: late },
  ]
  const { events } = await read(JSON.stringify(list))
  expect(events).toMatchObject([
    { type: 'preview', bytes: draft },
    { type: 'image', index: 0, bytes: result },
  ])
})

test.each([
  ['a status', { status: 'in_progress', data: [{ b64_json: late }] }],
  ['a share', { progress: 0.4, data: [{ b64_json: late }] }],
  ['a flag', { done: false, images: [`data:image/png;base64,${late}`] }],
])('a plain answer is whole: its image is the result, beside %s that says otherwise', async (_name, answer) => {
  const { events, failure } = await read(JSON.stringify(answer))
  expect(failure).toBeUndefined()
  expect(events).toMatchObject([{ type: 'image', index: 0, bytes: result }])
})

test.each([
  ['by its type', { type: 'image_generation.partial_image', b64_json: early }],
  ['by its index', { data: [{ partial_image_index: 0, b64_json: early }] }],
])('a plain answer that is a preview %s is none', async (_name, answer) => {
  const { events, failure } = await read(JSON.stringify(answer))
  expect(events).toMatchObject([{ type: 'preview', bytes: draft }])
  expect(failure).toMatchObject({ code: 'image-unfinished', charge: 'unknown' })
})

test.each([
  ['with an index that is null', { type: 'image_generation.completed', partial_image_index: null, b64_json: late }],
  ['with fields of progress that say the end', { status: 'completed', progress: 100, done: true, b64_json: late }],
  ['at the whole share', { progress: 1, b64_json: late }],
  ['whose status is behind', { type: 'image_generation.completed', status: 'in_progress', b64_json: late }],
  [
    'of the image tool, whose status is behind',
    { type: 'response.output_item.done', item: { type: 'image_generation_call', status: 'generating', result: late } },
  ],
])('a result %s is the result', async (_name, event) => {
  const { events } = await read(data(event))
  expect(events.filter(({ type }) => type === 'image')).toMatchObject([{ index: 0, bytes: result }])
})

function data(json: unknown): string {
  return `data: ${JSON.stringify(json)}\n\n`
}

async function read(body: string) {
  const events: AnswerEvent[] = []
  const pieces = (async function* () {
    yield Buffer.from(body)
  })()
  const fetchImage = async (address: string) => ({ address, reason: 'refused' }) as const
  try {
    const decoding = { request, fetchImage, explainError: createStreamedFailure }
    for await (const event of decodeImages(pieces, decoding)) events.push(event)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return { events, failure: error.failure }
  }
  return { events }
}
