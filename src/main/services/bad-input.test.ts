/**
 * Responses that differ from the request: a result of another size or format, a video, an archive, an answer of 40 MB,
 * a parameter that Easel doesn't know. Nothing is lost, and users get a clear message.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findModel } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { FailureError, type Failure } from '@shared/failure'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import { createParts, type ImageRequest } from '@shared/request'
import type { ModelId } from '@shared/services/ids'
import { BFL_KEY, BflStandIn, failing as bflFailing } from '../../../e2e/stand-ins/bfl'
import { failing as falFailing, FAL_KEY, FalStandIn } from '../../../e2e/stand-ins/fal'
import type { HttpStandIn } from '../../../e2e/stand-ins/http-stand-in'
import { soundJpeg, soundPng } from '../../../e2e/stand-ins/images'
import { images as openrouterImages, OPENROUTER_KEY, OpenRouterStandIn } from '../../../e2e/stand-ins/openrouter'
import { failing as recraftFailing, images, RECRAFT_KEY, RecraftStandIn } from '../../../e2e/stand-ins/recraft'
import { NetworkAttempt } from '../../../tests/support/main/network-attempt'
import type { AnswerEvent } from './adapter'
import { createAdapters } from './create-adapters'
import { createTransport, type Transport } from './transport'

interface Subject {
  readonly service: HttpStandIn & { readonly baseUrl: string }
  readonly key: string
  readonly model: ModelId
  /** Makes the next answer contain this file. */
  gives(file: Buffer): void
  /** Makes the service refuse the next call because of a missing parameter. */
  wantsMore(): void
}

const WANTED = 'style_strength: Field required'

const SUBJECTS: Readonly<Record<string, () => Promise<Subject>>> = {
  fal: async () => {
    const service = await FalStandIn.start()
    return {
      service,
      key: FAL_KEY,
      model: 'fal:blackforestlabs/flux-3-klein/text-to-image',
      gives: (file) => service.willMake({ images: [file] }),
      wantsMore: () => {
        const detail = [{ loc: ['body', 'style_strength'], msg: 'Field required', type: 'missing' }]
        service.nextSubmit.add(falFailing(422, detail))
      },
    }
  },
  OpenRouter: async () => {
    const service = await OpenRouterStandIn.start()
    return {
      service,
      key: OPENROUTER_KEY,
      model: 'openrouter:image/google/nano-banana-2.1',
      gives: (file) => void service.willAnswer(openrouterImages({ images: [file], cost: 0.01 })),
      wantsMore: () =>
        void service.willAnswer((exchange) => exchange.json(400, { error: { code: 400, message: WANTED } })),
    }
  },
  'Black Forest Labs': async () => {
    const service = await BflStandIn.start()
    return {
      service,
      key: BFL_KEY,
      model: 'bfl:flux-2-pro',
      gives: (image) => service.willMake({ image, cost: 1 }),
      wantsMore: () => {
        const detail = [{ loc: ['body', 'style_strength'], msg: 'Field required', type: 'missing' }]
        service.nextSubmit.add(bflFailing(422, detail))
      },
    }
  },
  Recraft: async () => {
    const service = await RecraftStandIn.start()
    return {
      service,
      key: RECRAFT_KEY,
      model: 'recraft:recraftv4_1',
      gives: (file) => void service.willAnswer(images({ images: [file], credits: 10 })),
      wantsMore: () => void service.willAnswer(recraftFailing(400, 'bad_request', WANTED)),
    }
  },
}

const MEGABYTE = 1024 * 1024
const video = Buffer.concat([Buffer.from('000000206674797069736f6d00000200', 'hex'), Buffer.alloc(2000, 7)])
const archive = Buffer.concat([Buffer.from('504b0304140000000800', 'hex'), Buffer.alloc(2000, 7)])

describe.each(Object.entries(SUBJECTS))('%s', (_name, start) => {
  let subject: Subject
  let transport: Transport

  beforeEach(async () => {
    subject = await start()
    transport = createTransport(async () => 'DIRECT')
  })

  afterEach(async () => {
    await transport.close()
    await subject.service.stop()
  })

  interface Outcome {
    readonly events: readonly AnswerEvent[]
    readonly failure?: Failure
    readonly attempt: NetworkAttempt
  }

  async function ask(): Promise<Outcome> {
    const { model: id, key, service } = subject
    const model = findModel(id)
    if (model?.kind !== 'image') throw new Error(`${id} is no image model`)
    const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, previews: 0 })
    const request: ImageRequest = { kind: 'image', model: id, parts: createParts('a harbor at night'), options }
    const find = createAdapters({
      account: () => ({ key, baseUrl: service.baseUrl }),
      network: { fetch: transport.fetch, pause: async () => undefined },
      demoPainter: '',
    })
    const attempt = new NetworkAttempt()
    const events: AnswerEvent[] = []
    try {
      for await (const event of (await find(id))!.answer(request, attempt)) events.push(event)
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      return { events, failure: error.failure, attempt }
    }
    return { events, attempt }
  }

  /** The adapter passes the bytes unchanged to the code that decides whether they're an image. */
  test.each([
    ['of another size', soundPng({ width: 33, height: 77 })],
    ['of another format', soundJpeg()],
    ['that is a video', video],
    ['that is an archive', archive],
    // As base64, the answer is 40 MB.
    ['of 30 MB', Buffer.concat([soundPng(), Buffer.alloc(30 * MEGABYTE, 1)])],
  ])('a result %s is handed on byte for byte, and kept', async (_what, file) => {
    subject.gives(file)
    const { events, failure, attempt } = await ask()
    expect(failure).toBeUndefined()
    const found = events.flatMap((event) => (event.type === 'image' ? [Buffer.from(event.bytes)] : []))
    expect(found.map((bytes) => bytes.equals(file))).toEqual([true])
    expect(Buffer.concat(attempt.kept).length).toBeGreaterThan(0)
    expect(subject.service.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  test('a parameter that Easel doesn’t know is named in the service’s words', async () => {
    subject.wantsMore()
    const { failure } = await ask()
    expect(failure).toMatchObject({ code: 'request-refused', detail: WANTED })
    expect(subject.service.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })
})
