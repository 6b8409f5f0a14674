/** Calls of the fal adapter to a stand-in, which is new for each test in files that call `serveFal`. */
import { afterEach, beforeEach } from 'vitest'
import { findImageModel } from '@shared/catalogue'
import { fitOptions } from '@shared/catalogue/options'
import { FailureError, type Failure } from '@shared/failure'
import { DEFAULT_IMAGE_OPTIONS, type ImageOptions } from '@shared/image-options'
import { createParts, type ImageRequest, type InputImage } from '@shared/request'
import { FAL_KEY, FalStandIn } from '../../../e2e/stand-ins/fal'
import { soundPng } from '../../../e2e/stand-ins/images'
import { NetworkAttempt } from './network-attempt'
import { StoppedByUser, type AnswerEvent, type JobHandle } from '../../../src/main/services/adapter'
import { createTransport, type Transport } from '../../../src/main/services/transport'
import { createAdapter } from '../../../src/main/services/fal'

export let fal: FalStandIn
export let transport: Transport
/** The waits between polls, in milliseconds. */
export let waits: number[]

/** Call it once in each test file. */
export function serveFal(): void {
  beforeEach(async () => {
    fal = await FalStandIn.start()
    transport = createTransport(async () => 'DIRECT')
    waits = []
  })

  afterEach(async () => {
    await transport.close()
    await fal.stop()
  })
}

export interface Outcome {
  readonly events: readonly AnswerEvent[]
  readonly failure?: Failure
  readonly attempt: NetworkAttempt
}

export function openAdapter(key = FAL_KEY) {
  return createAdapter({
    fetch: transport.fetch,
    account: () => ({ key, baseUrl: fal.baseUrl }),
    pause: async (ms, signal) => {
      waits.push(ms)
      await new Promise((resolve) => setImmediate(resolve))
      signal.throwIfAborted()
    },
  })
}

export function asking(part: Partial<ImageOptions> = {}, name = 'google/nano-banana-2.1', inputs: InputImage[] = []) {
  const model = findImageModel(`fal:${name}`)
  if (!model) throw new Error(`${name} is no image model`)
  const options = fitOptions(model, { ...DEFAULT_IMAGE_OPTIONS, ...part })
  return { kind: 'image', model: model.id, parts: createParts('a harbour at night', inputs), options } as const
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

export async function generate(request: ImageRequest = asking(), attempt = new NetworkAttempt(), key?: string) {
  return collect(openAdapter(key).answer(request, attempt), attempt)
}

export async function resume(handle: JobHandle, key?: string): Promise<Outcome> {
  const attempt = new NetworkAttempt()
  const { resume: goOn } = openAdapter(key)
  if (!goOn) throw new Error('it resumes nothing')
  return collect(goOn(asking(), handle, attempt), attempt)
}

/** Collects the answer, and presses Stop as soon as the job has this state. */
export async function stopAt(state: 'IN_QUEUE' | 'IN_PROGRESS'): Promise<Outcome> {
  const attempt = new NetworkAttempt()
  attempt.onQueued = () => {
    if (fal.jobs[0]?.state === state) attempt.controller.abort(new StoppedByUser())
  }
  return generate(asking(), attempt)
}

export const image = soundPng({ seed: 7 })
export const madeOne = { type: 'usage', usage: [{ what: 'imageOut', unit: 'image', quantity: 1 }] }
