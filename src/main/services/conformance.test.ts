/**
 * What every adapter guarantees, tested with each service's wire format: one paid call, nothing lost, the right charge,
 * and no key in any message. To add a service, add an entry to `SUBJECTS` in tests/support.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findModel } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import type { Failure, FailureCode } from '@shared/failure'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { createParts, type InputImage, type Request } from '@shared/request'
import { createTokenUsage } from '@shared/usage'
import { soundPng } from '../../../e2e/stand-ins/images'
import { anInputImage } from '../../../tests/support/input-image'
import { collect, describeAnswer, joinTexts, type Outcome } from '../../../tests/support/main/collect-answer'
import { SUBJECTS, type Service } from '../../../tests/support/main/conformance-subjects'
import { FaultGate, type Fault } from '../../../tests/support/main/fault-gate'
import { NetworkAttempt } from '../../../tests/support/main/network-attempt'
import { createTextEnding, type TextEnding } from '../../../e2e/stand-ins/text-endings'
import { registerSecret } from '../log/redact'
import type { Adapter } from './adapter'
import type { Deadlines } from './answer-body'
import { createAdapters } from './create-adapters'
import { createTransport, type Transport } from './transport'

/** Long enough for any loopback response on a busy machine. Never waited out, except in tests of silence. */
const PATIENT: Deadlines = { headersMs: 60_000, idleMs: 60_000, wakeMs: 60_000 }
const IMPATIENT: Deadlines = { headersMs: 600, idleMs: 600, wakeMs: 600 }

describe.each(Object.entries(SUBJECTS))('%s', (_name, subject) => {
  let service: Service
  let gate: FaultGate
  let transport: Transport

  beforeEach(async () => {
    // As Settings do with every key in use.
    registerSecret(subject.key)
    service = await subject.start()
    gate = await FaultGate.start(service.origin)
    transport = createTransport(async () => 'DIRECT')
  })

  afterEach(async () => {
    await transport.close()
    await gate.stop()
    await service.stop()
  })

  async function open({ deadlines = PATIENT, mostAnswerBytes }: Given = {}): Promise<Adapter> {
    const find = createAdapters({
      account: () => ({ key: subject.key, baseUrl: `${gate.origin}${subject.path}` }),
      network: {
        fetch: transport.fetch,
        deadlines,
        pause: async () => undefined,
        ...(mostAnswerBytes && { mostAnswerBytes }),
      },
      demoPainter: '',
    })
    const adapter = await find(subject.image)
    if (!adapter) throw new Error(`${subject.image} has no adapter`)
    return adapter
  }

  async function ask(request: Request, given: Given = {}): Promise<Outcome> {
    gate.fault = given.fault
    const attempt = given.attempt ?? new NetworkAttempt()
    return collect((await open(given)).answer(request, attempt), attempt)
  }

  function asking(options: Partial<ImageOptions> = {}): Request {
    const model = findModel(subject.image)
    if (model?.kind !== 'image') throw new Error(`${subject.image} is no image model`)
    const fitted = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, previews: 0, ...options })
    return { kind: 'image', model: model.id, parts: createParts('a harbor at night'), options: fitted }
  }

  function takesImages(): boolean {
    const model = findModel(subject.image)
    return model?.kind === 'image' && model.references !== undefined
  }

  function askingWith(images: readonly InputImage[]): Request {
    return { ...asking(), parts: createParts('the same at night', images) } as Request
  }

  function writing(): Request {
    if (!subject.text) throw new Error('it makes no texts')
    return { kind: 'text', model: subject.text, turns: [{ role: 'user', parts: createParts('What is a harbor?') }] }
  }

  const requests = [['an image', asking] as const, ...(subject.text ? [['a text', writing] as const] : [])]

  describe.each(requests)('%s', (_kind, create) => {
    test('arrives whole, by one paid call that was announced before it left', async () => {
      const { events, failure, attempt } = await ask(create())
      expect(failure).toBeUndefined()
      expect(describeAnswer(events)).not.toEqual([])
      // An amount reported by the service, or the data to compute it.
      expect(events.some(({ type }) => type === 'usage' || type === 'cost')).toBe(subject.tellsNoCost !== true)
      expect(gate.paid).toHaveLength(1)
      expect(attempt.sent).toBe(1)
      expect(attempt.hasLeft).toBe(true)
    })

    test('is read again from what was kept, without another call', async () => {
      const live = await ask(create())
      const again = await collect((await open()).decode(create(), yieldAll(live.attempt.kept)), new NetworkAttempt())
      expect(describeAnswer(again.events)).toEqual(describeAnswer(live.events))
      expect(gate.paid).toHaveLength(1)
    })

    test.each([0, 0.1, 0.5, 0.9])('of which a kill left a share of %d may have been charged', async (share) => {
      const live = await ask(create())
      const whole = Buffer.concat(live.attempt.kept)
      const kept = yieldAll([whole.subarray(0, Math.floor(whole.length * share))])
      const { events, failure } = await collect((await open()).decode(create(), kept), new NetworkAttempt())
      // As with a broken connection, the last bytes may not add anything.
      expect(failure?.charge ?? describeAnswer(events)[0]).toEqual(expect.stringMatching(/^(?!none$|charged$)./))
      expect(gate.paid).toHaveLength(1)
    })

    test('is read under any content type', async () => {
      const fault: Fault = { kind: 'changes', change: (body) => body, contentType: 'text/plain' }
      const { events, failure } = await ask(create(), { fault })
      expect(failure).toBeUndefined()
      expect(describeAnswer(events)).not.toEqual([])
    })

    test('is read around fields and events that this version does not know', async () => {
      const { events, failure } = await ask(create(), { fault: { kind: 'changes', change: addUnknown } })
      expect(failure).toBeUndefined()
      expect(describeAnswer(events)).not.toEqual([])
    })

    test('that was stopped before it left is not sent', async () => {
      const attempt = new NetworkAttempt()
      attempt.controller.abort(new Error('stopped'))
      const { failure } = await ask(create(), { attempt })
      expect(failure?.charge ?? 'none').toBe('none')
      expect(gate.paid).toEqual([])
    })

    test.each([
      ['while the service is silent', undefined],
      ['in the middle of the answer', 0.5],
    ])('ends when it is stopped %s, and may have been charged', async (_when, share) => {
      const attempt = new NetworkAttempt()
      void gate.reached.then(() => attempt.controller.abort(new Error('stopped')))
      const fault: Fault = { kind: 'stalls', ...(share !== undefined && { share }) }
      const { failure } = await ask(create(), { attempt, fault })
      expect(failure).toBeDefined()
      expect(attempt.hasLeft).toBe(true)
      expect(gate.paid).toHaveLength(1)
    })

    test.each<readonly [number, Failure['charge']]>([
      [400, 'none'],
      [401, 'none'],
      [402, 'none'],
      [403, 'none'],
      [404, 'none'],
      [408, 'unknown'],
      [409, 'none'],
      [413, 'none'],
      [422, 'none'],
      [429, 'none'],
      [500, 'unknown'],
      [502, 'unknown'],
      [503, 'unknown'],
      [504, 'unknown'],
      [524, 'unknown'],
    ])(
      'refused with %i ends in a failure, charged: %s, without a second call and without the key',
      async (status, usual) => {
        const charge = subject.charges?.[status] ?? usual
        const message = `It does not work with ${subject.key}.`
        const body = JSON.stringify({ error: { message, code: status, status: 'FAILED', type: 'error' } })
        const fault: Fault = { kind: 'answers', status, contentType: 'application/json', body }
        const { failure, events } = await ask(create(), { fault })
        expect(failure).toMatchObject({ charge, status })
        expect(describeAnswer(events)).toEqual([])
        expect(gate.paid).toHaveLength(1)
        expect(JSON.stringify(failure)).not.toContain(subject.key)
      },
    )

    test.each<readonly [string, string, string, readonly FailureCode[]]>([
      ['a web page', 'text/html', '<!DOCTYPE html><html><body><h1>Gateway</h1></body></html>', ['not-an-api']],
      ['nothing', 'application/json', '', ['answer-empty']],
      ['half of a JSON', 'application/json', '{"half":', ['answer-damaged', 'answer-empty', 'connection-lost']],
      ['an empty object', 'application/json', '{}', ['answer-empty', 'answer-damaged', 'connection-lost']],
      [
        'rubbish',
        'application/octet-stream',
        '\u0000\u0001\u0002 rubbish',
        ['answer-damaged', 'answer-empty', 'connection-lost', 'not-an-api'],
      ],
    ])(
      'answered with %s ends in a clear failure that may have been charged',
      async (_what, contentType, body, codes) => {
        const { failure } = await ask(create(), { fault: { kind: 'answers', status: 200, contentType, body } })
        expect(codes).toContain(failure?.code)
        expect(failure?.charge).toBe('unknown')
        expect(gate.paid).toHaveLength(1)
      },
    )

    test('that is redirected is refused: the key goes nowhere else', async () => {
      const elsewhere = await FaultGate.start(service.origin)
      const fault: Fault = {
        kind: 'answers',
        status: 307,
        contentType: 'text/plain',
        body: '',
        headers: { location: `${elsewhere.origin}${subject.path}/elsewhere` },
      }
      const { failure } = await ask(create(), { fault })
      expect(failure?.code).toBe('redirect-refused')
      expect(elsewhere.paid).toEqual([])
      await elsewhere.stop()
    })

    test('whose connection is reset after it was sent may have been charged, and is not sent again', async () => {
      const { failure } = await ask(create(), { fault: { kind: 'resets' } })
      expect(failure).toMatchObject({ code: 'connection-lost', charge: 'unknown' })
      expect(gate.paid).toHaveLength(1)
    })

    test.for([0.1, 0.5, 0.9])('cut after %d of its body keeps every byte that came', async (share, { skip }) => {
      // The handle is all there is to store, and it needs the whole answer.
      if (subject.hasJobs) return skip()
      const { failure, events, attempt } = await ask(create(), { fault: { kind: 'cuts', share } })
      // Some services' last bytes don't add anything; then the answer is complete anyway.
      expect(failure?.charge ?? describeAnswer(events)[0]).toEqual(expect.stringMatching(/^(?!none$|charged$)./))
      expect(Buffer.concat(attempt.kept).length).toBeGreaterThan(0)
      expect(gate.paid).toHaveLength(1)
    })

    test.each([
      ['before its headers', undefined],
      ['in its body', 0.5],
    ])('that stalls %s is given up in time, and may have been charged', async (_where, share) => {
      const fault: Fault = { kind: 'stalls', ...(share !== undefined && { share }) }
      const { failure } = await ask(create(), { fault, deadlines: IMPATIENT })
      expect(failure).toMatchObject({ code: 'timed-out', charge: 'unknown' })
      expect(gate.paid).toHaveLength(1)
    })

    test('larger than any answer is cut off', async () => {
      const { failure } = await ask(create(), { mostAnswerBytes: 100 })
      expect(failure).toMatchObject({ code: 'answer-too-large', charge: 'unknown' })
      expect(gate.paid).toHaveLength(1)
    })

    test('that cannot connect costs nothing', async () => {
      await gate.stop()
      const attempt = new NetworkAttempt()
      const find = createAdapters({
        account: () => ({ key: subject.key, baseUrl: `http://127.0.0.1:1${subject.path}` }),
        network: { fetch: transport.fetch, deadlines: PATIENT },
        demoPainter: '',
      })
      const { failure } = await collect((await find(subject.image))!.answer(create(), attempt), attempt)
      expect(failure).toMatchObject({ code: 'never-connected', charge: 'none' })
      gate = await FaultGate.start(service.origin)
    })

    test('without a usable key is never announced', async () => {
      const find = createAdapters({
        account: () => ({ problem: 'key-missing' }),
        network: { fetch: transport.fetch },
        demoPainter: '',
      })
      const attempt = new NetworkAttempt()
      const { failure } = await collect((await find(subject.image))!.answer(create(), attempt), attempt)
      expect(failure).toMatchObject({ code: 'key-missing', charge: 'none' })
      expect(attempt.sent).toBe(0)
      expect(gate.paid).toEqual([])
    })
  })

  describe('a text tells how it ended, with what was thought and counted', () => {
    const usage = createTokenUsage({ textIn: 8, textOut: 12, reasoning: 30 })
    const words = { text: 'Light bends.' }
    test.for<readonly [TextEnding, { text: string; cut?: string; code?: FailureCode }]>([
      ['whole', words],
      ['cut', { ...words, cut: 'length' }],
      ['filtered', { ...words, cut: 'filter' }],
      ['declined', { ...words, cut: 'refusal' }],
      ['empty', { text: '', code: 'answer-empty' }],
      ['spent', { text: '', code: 'answer-over-length' }],
    ])('%s', async ([ending, told], { skip }) => {
      const body = subject.wire && createTextEnding(subject.wire, ending)
      if (body === undefined) return skip()
      const fault: Fault = { kind: 'answers', status: 200, contentType: 'text/event-stream', body }
      const live = await ask(writing(), { fault })
      const kept = yieldAll(live.attempt.kept)
      const again = await collect((await open()).decode(writing(), kept), new NetworkAttempt())
      for (const { events, failure } of [live, again]) {
        expect(failure?.code).toBe(told.code)
        expect(joinTexts(events, 'text')).toBe(told.text)
        expect(joinTexts(events, 'reasoning')).toBe('Lenses.')
        expect(events.flatMap((event) => (event.type === 'cut-short' ? [event.reason] : []))).toEqual(
          told.cut ? [told.cut] : [],
        )
        expect(events).toContainEqual({ type: 'usage', usage })
      }
    })
  })

  describe('images that go along', () => {
    test('are read before anything leaves, and sent byte for byte in the one paid call', async ({ skip }) => {
      if (!takesImages()) return skip()
      const attempt = new NetworkAttempt()
      const bytes = soundPng({ width: 1024, height: 1024, seed: 5 })
      const input = attempt.addInput(bytes, { width: 1024, height: 1024 })
      const { events, failure } = await ask(askingWith([input]), { attempt })
      expect(failure).toBeUndefined()
      expect(describeAnswer(events)).not.toEqual([])
      expect(gate.paid.map(({ body }) => body.includes(bytes) || body.includes(bytes.toString('base64')))).toEqual([
        true,
      ])
    })

    test('and are gone from the disk cost nothing: nothing leaves', async ({ skip }) => {
      if (!takesImages()) return skip()
      const { failure, attempt } = await ask(askingWith([anInputImage()]))
      expect(failure).toMatchObject({ code: 'input-missing', charge: 'none' })
      expect(attempt.sent).toBe(0)
      expect(gate.paid).toEqual([])
    })
  })

  test('a job whose handle is durable goes on after a kill, without a paid call', async ({ skip }) => {
    if (!subject.hasJobs) return skip()
    const live = await ask(asking())
    const [handle] = live.attempt.handles
    const attempt = new NetworkAttempt()
    const again = await collect((await open()).resume!(asking(), handle!, attempt), attempt)
    expect(again.failure).toBeUndefined()
    expect(describeAnswer(again.events)).toEqual(describeAnswer(live.events))
    expect(attempt.sent).toBe(0)
    expect(gate.paid).toHaveLength(1)
  })

  test('several images come as asked for, each once', async ({ skip }) => {
    const model = findModel(subject.image)
    if (model?.kind !== 'image' || model.maxImages < 2) return skip()
    const { events, failure } = await ask(asking({ count: 2 }))
    expect(failure).toBeUndefined()
    const indexes = events.flatMap((event) => (event.type === 'image' ? [event.index] : []))
    // If a server makes fewer than requested, the run handles it.
    expect(new Set(indexes).size).toBe(indexes.length)
    expect(gate.paid).toHaveLength(subject.hasCallPerImage ? 2 : 1)
  })

  test('previews come before the image', async ({ skip }) => {
    const model = findModel(subject.image)
    if (model?.kind !== 'image' || model.maxPreviews === 0) return skip()
    const { events } = await ask(asking({ previews: 2 }))
    expect(events.map(({ type }) => type).slice(0, 3)).toEqual(['preview', 'preview', 'image'])
  })
})

interface Given {
  readonly fault?: Fault
  readonly attempt?: NetworkAttempt
  readonly deadlines?: Deadlines
  readonly mostAnswerBytes?: number
}

async function* yieldAll(pieces: readonly Buffer[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

/** Adds fields that no service sends today to every JSON object. In a stream, also adds events and comments. */
function addUnknown(body: string): string {
  const add = (json: string): string => json.replace(/^\s*\{/, '{"x_unknown":{"data":[1,null,"{}"]},')
  if (/^\s*[{[]/.test(body)) return add(body)
  const events = body.replace(/^data: (\{.*)$/gm, (_line, json: string) => `data: ${add(json)}`)
  return `: hello\n\nevent: x.unknown\ndata: {"type":"x.unknown","x":1}\n\n${events}`
}
