/**
 * Sample landscapes without network, key or cost. They don't follow the prompt, which is only their seed. An image that is
 * sent is painted over, within its mask if it has one, so that everything can be tried offline.
 */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { FailureError } from '@shared/failure'
import { getDimensions } from '@shared/image-options'
import { isOverlay } from '@shared/catalogue/inputs'
import { listInputs, readPrompt, type ImageRequest } from '@shared/request'
import type { Attempt, AnswerEvent, ImageAdapter } from '../adapter'
import { listReadInputs, readParts } from '../read-inputs'
import type { Edit } from './edit-image'
import type { Painting } from './painter'

export interface DemoImageParts {
  /** The built painter.ts. */
  readonly painter: string
  /** For the whole answer, not counting the painting. */
  readonly paceMs?: number
}

/** With the painting (half a second or so) about what the fastest services take. */
const PACE_MS = 800

export class DemoImageAdapter implements ImageAdapter {
  readonly #parts: DemoImageParts

  constructor(parts: DemoImageParts) {
    this.#parts = parts
  }

  /** The same prompt, size and count always give the same bytes. Rejects with the signal's reason when aborted. */
  async *answer(request: ImageRequest, attempt: Attempt): AsyncGenerator<AnswerEvent> {
    if (listInputs(request.parts).length > 0) yield* this.#edit(request, attempt)
    else yield* this.#make(request, attempt)
  }

  async *#make({ parts, options }: ImageRequest, { signal }: Attempt): AsyncGenerator<AnswerEvent> {
    const prompt = readPrompt(parts)
    const size = getDimensions(options.size) ?? { width: 1024, height: 1024 }
    const wait = () => sleep((this.#parts.paceMs ?? PACE_MS) / (options.previews + 1), undefined, { signal })
    for (let index = 0; index < options.previews; index += 1) {
      await wait()
      // Half as sharp per step back from the image itself: an eighth, a quarter, a half.
      const scale = 2 ** (options.previews - index)
      const small = { width: Math.round(size.width / scale), height: Math.round(size.height / scale) }
      yield { type: 'preview', index, bytes: await this.#paint({ seed: `${prompt}\n0`, ...small }, signal) }
    }
    await wait()
    for (let index = 0; index < options.count; index += 1) {
      yield { type: 'image', index, bytes: await this.#paint({ seed: `${prompt}\n${index}`, ...size }, signal) }
    }
  }

  /** As large as the first image. Without previews: a landscape that shows through has none. */
  async *#edit(request: ImageRequest, attempt: Attempt): AsyncGenerator<AnswerEvent> {
    const { signal } = attempt
    const inputs = listReadInputs(await readParts(request.parts, attempt))
    const image = inputs.find((input) => !isOverlay(input.image.role))?.bytes
    const mask = inputs.find((input) => input.image.role === 'mask')?.bytes
    if (!image) throw new FailureError({ code: 'mask-mismatched', charge: 'none', at: Date.now() })
    await sleep(this.#parts.paceMs ?? PACE_MS, undefined, { signal })
    for (let index = 0; index < request.options.count; index += 1) {
      const edit: Edit = { seed: `${readPrompt(request.parts)}\n${index}`, image, ...(mask && { mask }) }
      yield { type: 'image', index, bytes: await this.#paint(edit, signal) }
    }
  }

  /** Nothing is kept, since it cost nothing. */
  async *decode(): AsyncGenerator<AnswerEvent> {}

  /** Paints in a thread of its own, so that main stays free; aborting ends the thread. */
  async #paint(painting: Painting, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted()
    const worker = new Worker(this.#parts.painter, { workerData: painting })
    try {
      return ((await once(worker, 'message', { signal })) as [Uint8Array])[0]
    } finally {
      void worker.terminate()
    }
  }
}
