import { describe, expect, test } from 'vitest'
import type { ChatId } from '@shared/ids'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createParts } from '@shared/request'
import { anInputImage } from '../../../tests/support/input-image'
import { parseRunRecord } from './parse-run-record'
import type { RunRecord } from './run-record'

const ID = '4b3d8c1e-7a55-4c0e-9c39-0a7c7f2d1e10'
const HASH = 'ab'.repeat(32)
const FILE = { hash: HASH, format: 'png', width: 64, height: 64, bytes: 1234 }
const QUESTION = { id: '8f1f6a2c-0b5e-4c7b-8a8e-3f0f5a1b2c3d', parentId: null, text: 'a lighthouse' }

/** A record as written by Easel 0.1. */
function aFirstRecord(state: object, request: object = FIRST_IMAGE_REQUEST): string {
  return JSON.stringify({
    version: 1,
    phase: 'answered',
    attempt: 2,
    acknowledged: 3,
    allowed: ['http://192.168.0.7:8080'],
    run: {
      id: ID,
      place: { chatId: '0d7c3f52-6a0e-4a3b-b7f3-0c5d1b2a3e4f', chatTitle: 'A lighthouse', question: QUESTION },
      request,
      confirmedCost: 60_000,
      revision: 4,
      createdAt: 1_000,
      requestId: 'req_1',
      state,
    },
  })
}

const FIRST_IMAGE_REQUEST = {
  kind: 'image',
  model: 'openai:gpt-image-2',
  prompt: 'a lighthouse',
  options: DEFAULT_IMAGE_OPTIONS,
}
const FIRST_USAGE = { textIn: 6, imageIn: 0, imageOut: 639, textOut: 0, previews: 200, counts: 2 }
const FAILURE = { code: 'connection-lost', charge: 'unknown', at: 9, hasAnswer: true }

describe('a record of Easel 0.1 is read', () => {
  test('with everything that only main knows', () => {
    expect(parseRunRecord(aFirstRecord({ status: 'queued', waits: true }))).toMatchObject({
      version: 2,
      phase: 'answered',
      attempt: 2,
      acknowledged: 3,
      allowed: ['http://192.168.0.7:8080'],
      run: {
        id: ID,
        confirmedCost: 60_000,
        revision: 4,
        requestId: 'req_1',
        request: { kind: 'image', parts: [{ type: 'text', text: 'a lighthouse' }], options: DEFAULT_IMAGE_OPTIONS },
        state: { status: 'queued', waits: true },
      },
    })
  })

  test('of a text, with every turn', () => {
    const turns = [
      { role: 'user', text: 'Hi' },
      { role: 'assistant', text: 'Hello!' },
    ]
    const record = parseRunRecord(
      aFirstRecord(
        { status: 'running', startedAt: 2, text: 'Half' },
        { kind: 'text', model: 'openai:gpt-6.1-terra', turns },
      ),
    )
    expect(record.run.request).toMatchObject({
      turns: [
        { role: 'user', parts: [{ type: 'text', text: 'Hi' }] },
        { role: 'assistant', parts: [{ type: 'text', text: 'Hello!' }] },
      ],
    })
    expect(record.run.state).toEqual({ status: 'running', startedAt: 2, text: 'Half' })
  })

  test('that was running, with its preview', () => {
    const { run } = parseRunRecord(
      aFirstRecord({ status: 'running', startedAt: 2, preview: { index: 1, picture: FILE } }),
    )
    expect(run.state).toEqual({ status: 'running', startedAt: 2, preview: { index: 1, image: FILE } })
  })

  test('that was done, with images, uploads, usage and cost', () => {
    const image = {
      ...FILE,
      attachmentId: `${ID}:0`,
      upload: { state: 'failed', reason: 'busy', retryAt: 7 },
      revisedPrompt: 'A lighthouse at dusk',
      rendering: { quality: 'medium' },
    }
    const { run } = parseRunRecord(
      aFirstRecord({
        status: 'done',
        startedAt: 2,
        finishedAt: 8,
        images: [image],
        bill: { usage: FIRST_USAGE, cost: 19_200 },
        shortfall: { code: 'images-missing', charge: 'charged', at: 8 },
        arrivedAfterStop: true,
      }),
    )
    expect(run.state).toEqual({
      status: 'done',
      startedAt: 2,
      finishedAt: 8,
      parts: [{ type: 'image', image }],
      bill: {
        usage: [
          { what: 'textIn', unit: 'token', quantity: 6, counts: 2 },
          { what: 'imageOut', unit: 'token', quantity: 439, counts: 2 },
          { what: 'previews', unit: 'token', quantity: 200, counts: 2 },
        ],
        cost: { amount: 19_200, source: 'computed' },
      },
      shortfall: { code: 'images-missing', charge: 'charged', at: 8 },
      arrivedAfterStop: true,
    })
  })

  test('that failed, with what was left of it', () => {
    const { run } = parseRunRecord(
      aFirstRecord({
        status: 'failed',
        startedAt: 2,
        finishedAt: 9,
        failure: { ...FAILURE, again: { at: 20, attempt: 2, of: 3 } },
        bill: { usage: FIRST_USAGE },
        salvage: { index: 0, picture: FILE },
        text: 'Half an answer',
      }),
    )
    expect(run.state).toMatchObject({
      failure: { code: 'connection-lost', again: { at: 20, attempt: 2, of: 3 }, hasAnswer: true },
      salvage: { index: 0, image: FILE },
      parts: [{ type: 'text', text: 'Half an answer' }],
    })
  })

  test('that was stopped, without anything left', () => {
    const { run } = parseRunRecord(aFirstRecord({ status: 'cancelled', finishedAt: 9, charge: 'none' }))
    expect(run.state).toEqual({ status: 'cancelled', finishedAt: 9, charge: 'none', parts: [] })
  })
})

test('a record of today is read as it was written', () => {
  const first = parseRunRecord(aFirstRecord({ status: 'cancelled', finishedAt: 9, charge: 'none' }))
  const record: RunRecord = { ...first, handle: { id: 'job-1', statusUrl: 'https://queue.example/job-1' } }
  expect(parseRunRecord(JSON.stringify(record))).toEqual(record)
})

test('a record keeps the images that go with its request and its question', () => {
  const first = parseRunRecord(aFirstRecord({ status: 'queued' }))
  const { role: _role, ...origin } = anInputImage()
  const inputs = [
    anInputImage({ madeFrom: origin }),
    anInputImage({ role: 'mask', format: 'webp', keepsOutside: true }),
  ]
  const record: RunRecord = {
    ...first,
    run: {
      ...first.run,
      place: { ...first.run.place, question: { ...first.run.place.question, inputs } },
      request: {
        kind: 'image',
        model: 'openai:gpt-image-2',
        parts: createParts('pink', inputs),
        options: DEFAULT_IMAGE_OPTIONS,
      },
      state: {
        status: 'failed',
        finishedAt: 9,
        failure: { code: 'input-too-large', charge: 'none', at: 9, input: { index: 1, most: 4_000_000 } },
        parts: [],
      },
    },
  }
  expect(parseRunRecord(JSON.stringify(record))).toEqual(record)
  const turns = [{ role: 'user', parts: createParts('what?', inputs) }] as const
  const told: RunRecord = { ...record, run: { ...record.run, request: { kind: 'text', model: 'openai:o3', turns } } }
  expect(parseRunRecord(JSON.stringify(told))).toEqual(told)
})

test('a record keeps the project that was asked in, and whose cap refused it', () => {
  const first = parseRunRecord(aFirstRecord({ status: 'queued' }))
  const projectId = '0d7c3f52-6a0e-4a3b-b7f3-0c5d1b2a3e4f' as ChatId
  const limit = { limit: 'daily', amount: 5, projectId, left: 1, cost: 2 } as const
  const failure = { code: 'cap-reached', charge: 'none', at: 9, limit } as const
  const record: RunRecord = {
    ...first,
    run: {
      ...first.run,
      place: { ...first.run.place, projectId },
      state: { status: 'failed', finishedAt: 9, failure, parts: [] },
    },
  }
  expect(parseRunRecord(JSON.stringify(record))).toEqual(record)
})

test('a record keeps what a text model is told, and loses no more than it does not understand', () => {
  const first = parseRunRecord(aFirstRecord({ status: 'queued' }))
  const turns = [{ role: 'user', parts: createParts('what?') }] as const
  const asked = { kind: 'text', model: 'openai:o3', turns, instructions: 'Be brief.' } as const
  const record = (settings: object) => ({ ...first, run: { ...first.run, request: { ...asked, settings } } })
  const whole = record({ temperature: 0.5, effort: 'low', maxOutput: 400, tellsReasoning: true })
  expect(parseRunRecord(JSON.stringify(whole))).toEqual(whole)
  expect(parseRunRecord(JSON.stringify(record({ effort: 'extreme', maxOutput: 400 })))).toEqual(
    record({ maxOutput: 400 }),
  )
})

describe('what is no record, down to its last field, is refused', () => {
  test.each([
    ['no JSON', 'half a rec'],
    ['a version to come', JSON.stringify({ ...JSON.parse(aFirstRecord({ status: 'queued' })), version: 3 })],
    ['a state without its time', aFirstRecord({ status: 'cancelled', charge: 'none' })],
    [
      'an image that is not named by a hash',
      aFirstRecord({ status: 'running', startedAt: 1, preview: { index: 0, picture: { ...FILE, hash: '../x' } } }),
    ],
    [
      'a failure that does not exist',
      aFirstRecord({ status: 'failed', finishedAt: 1, failure: { ...FAILURE, code: 'odd' } }),
    ],
    ['a prompt that is no text', aFirstRecord({ status: 'queued' }, { ...FIRST_IMAGE_REQUEST, prompt: 7 })],
  ])('%s', (_what, text) => {
    expect(() => parseRunRecord(text)).toThrow()
  })
})
