/** Calls of the OpenRouter adapter to a stand-in, which is new for each test in files that call `serveOpenRouter`. */
import { afterEach, beforeEach } from 'vitest'
import { createModelFinder } from '@shared/catalogue/find-listed'
import { fitOptions } from '@shared/catalogue/options'
import { FailureError, type Failure } from '@shared/failure'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { createParts, type ImageRequest, type InputImage, type TextRequest } from '@shared/request'
import type { ListedModel } from '@shared/services/service'
import type { Step } from '../../../e2e/stand-ins/http-stand-in'
import { imagesBody, OPENROUTER_KEY, OpenRouterStandIn } from '../../../e2e/stand-ins/openrouter'
import { NetworkAttempt } from './network-attempt'
import type { AnswerEvent } from '../../../src/main/services/adapter'
import type { Network } from '../../../src/main/services/network'
import { createTransport, type Transport } from '../../../src/main/services/transport'
import { modelList } from '../../../src/main/services/openrouter/model-list'
import { createAdapter } from '../../../src/main/services/openrouter'

export const BANANA = 'google/nano-banana-2.1'
export const FLARE = 'openai/gpt-image-2.5-flare'
export const PROMPT = 'a harbour at night'

export let service: OpenRouterStandIn
export let transport: Transport
export let listed: readonly ListedModel[]

/** Call it once in each test file. */
export function serveOpenRouter(): void {
  beforeEach(async () => {
    service = await OpenRouterStandIn.start()
    transport = createTransport(async () => 'DIRECT')
    const account = { key: OPENROUTER_KEY, baseUrl: service.baseUrl }
    const calls = { fetch: transport.fetch, account, signal: new AbortController().signal }
    listed = (await modelList.read(await modelList.request(calls.fetch, account, calls.signal), calls)) ?? []
    service.requests.length = 0
  })

  afterEach(async () => {
    await transport.close()
    await service.stop()
  })
}

export const findModel = (id: string) =>
  createModelFinder(() => ({ server: service.baseUrl, readAt: 1, models: listed }))(id)

export interface Outcome {
  readonly events: readonly AnswerEvent[]
  readonly failure?: Failure
  readonly attempt: NetworkAttempt
}

export function openAdapter(key = OPENROUTER_KEY, network: Partial<Network> = {}) {
  return createAdapter({
    fetch: transport.fetch,
    ...network,
    findModel,
    account: () => ({ key, baseUrl: service.baseUrl }),
  })
}

export function asking(
  part: Partial<ImageOptions> = {},
  name = BANANA,
  inputs: readonly InputImage[] = [],
): ImageRequest {
  const model = findModel(`openrouter:image/${name}`)
  if (model?.kind !== 'image') throw new Error(`${name} is no image model`)
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, ...part })
  return { kind: 'image', model: model.id, parts: createParts(PROMPT, inputs), options }
}

export const writing: TextRequest = {
  kind: 'text',
  model: 'openrouter:text/anthropic/claude-opus-5',
  turns: [
    { role: 'user', parts: createParts('Hello') },
    { role: 'assistant', parts: createParts('Hi.') },
    { role: 'user', parts: createParts('What is a harbour?') },
  ],
}

export async function collect(source: AsyncIterable<AnswerEvent>, attempt: NetworkAttempt): Promise<Outcome> {
  const events: AnswerEvent[] = []
  try {
    for await (const event of source) events.push(event)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return { events, failure: error.failure, attempt }
  }
  return { events, attempt }
}

export function ask(
  request: ImageRequest | TextRequest = asking(),
  {
    attempt = new NetworkAttempt(),
    key,
    network,
  }: { attempt?: NetworkAttempt; key?: string; network?: Partial<Network> } = {},
): Promise<Outcome> {
  return collect(openAdapter(key, network).answer(request, attempt), attempt)
}

export function decode(request: ImageRequest | TextRequest, kept: readonly Uint8Array[]): Promise<Outcome> {
  const pieces = (async function* () {
    yield* kept
  })()
  return collect(openAdapter().decode(request, pieces), new NetworkAttempt())
}

/** Cuts the connection after this share of the body. */
export function cutting(share: number, body: (exchange: Parameters<Step>[0]) => string, contentType: string): Step {
  return async (exchange) => {
    const whole = body(exchange)
    exchange.response.writeHead(200, { 'content-type': contentType })
    await exchange.write(whole.slice(0, Math.floor(whole.length * share)))
    exchange.reset()
  }
}

export const json = (exchange: Parameters<Step>[0]): string => JSON.stringify(imagesBody(exchange.request))

export async function* watch<T>(source: AsyncIterable<T>, see: (event: T) => void): AsyncGenerator<T> {
  for await (const event of source) {
    see(event)
    yield event
  }
}

export function kinds(events: readonly AnswerEvent[]): string {
  return events.map(({ type }) => type).join(' ')
}
