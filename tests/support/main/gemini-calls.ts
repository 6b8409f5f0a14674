/** Calls of the Gemini adapter to a stand-in, which is new for each test in files that call `serveGemini`. */
import { afterEach, beforeEach } from 'vitest'
import { findModel } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { FailureError, type Failure } from '@shared/failure'
import { createParts, type ImageRequest, type TextRequest } from '@shared/request'
import { GEMINI_KEY, GeminiStandIn } from '../../../e2e/stand-ins/gemini'
import type { Step } from '../../../e2e/stand-ins/http-stand-in'
import type { Network } from '../../../src/main/services/network'
import { NetworkAttempt } from './network-attempt'
import type { AnswerEvent } from '../../../src/main/services/adapter'
import { createTransport, type Transport } from '../../../src/main/services/transport'
import { createAdapter } from '../../../src/main/services/gemini'

export let gemini: GeminiStandIn
export let transport: Transport

/** Call it once in each test file. */
export function serveGemini(): void {
  beforeEach(async () => {
    gemini = await GeminiStandIn.start()
    transport = createTransport(async () => 'DIRECT')
  })

  afterEach(async () => {
    await transport.close()
    await gemini.stop()
  })
}

export interface Outcome<Event> {
  readonly events: readonly Event[]
  readonly failure?: Failure
  readonly attempt: NetworkAttempt
}

export function openAdapter(key = GEMINI_KEY, path = '', network: Partial<Network> = {}) {
  return createAdapter({
    fetch: transport.fetch,
    ...network,
    account: () => ({ key, baseUrl: `${gemini.baseUrl}${path}` }),
  })
}

export function asking(part: Partial<ImageOptions> = {}, name = 'gemini-nano-banana-2.1'): ImageRequest {
  const model = findModel(`gemini:${name}`)
  if (model?.kind !== 'image') throw new Error(`${name} is no image model`)
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, ...part })
  return { kind: 'image', model: model.id, parts: createParts('a harbour at night'), options }
}

export async function collect<Event>(source: AsyncIterable<Event>, attempt: NetworkAttempt): Promise<Outcome<Event>> {
  const events: Event[] = []
  try {
    for await (const event of source) events.push(event)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return { events, failure: error.failure, attempt }
  }
  return { events, attempt }
}

export async function generate(request = asking(), key?: string): Promise<Outcome<AnswerEvent>> {
  const attempt = new NetworkAttempt()
  return collect(openAdapter(key).answer(request, attempt), attempt)
}

export async function decode(kept: readonly Buffer[], request: ImageRequest): Promise<Outcome<AnswerEvent>> {
  const pieces = (async function* () {
    yield* kept
  })()
  return collect(openAdapter().decode(request, pieces), new NetworkAttempt())
}

export const textRequest: TextRequest = {
  kind: 'text',
  model: 'gemini:gemini-3.1-pro',
  turns: [
    { role: 'user', parts: createParts('Hello') },
    { role: 'assistant', parts: createParts('Hi.') },
    { role: 'user', parts: createParts('What is a harbour?') },
  ],
}

export async function answerText(): Promise<Outcome<AnswerEvent>> {
  const attempt = new NetworkAttempt()
  return collect(openAdapter().answer(textRequest, attempt), attempt)
}

export function findImages(events: readonly AnswerEvent[]) {
  return events.filter((event) => event.type === 'image')
}

export function usageIn(events: readonly AnswerEvent[]) {
  return events.find((event) => event.type === 'usage')?.usage
}

/** Waits for the test before it answers. */
export function stalling(step: Step): Step {
  return async (exchange, answer) => {
    if (await answer.stall(exchange)) await step(exchange, answer)
  }
}
