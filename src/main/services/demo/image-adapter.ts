/**
 * Makes sample landscapes without network, key or cost. The prompt is only their seed. An attached image is painted
 * over, within its mask if there is one, so that all features can be tried offline.
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
  /** For the whole answer, in milliseconds, not counting the painting. */
  readonly paceMs?: number
}

/** Together with the painting (about half a second), as long as the fastest services take. */
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
      // Each earlier preview is half as sharp: an eighth, a quarter, a half of the image's size.
      const scale = 2 ** (options.previews - index)
      const small = { width: Math.round(size.width / scale), height: Math.round(size.height / scale) }
      yield { type: 'preview', index, bytes: await this.#paint({ seed: `${prompt}\n0`, ...small }, signal) }
    }
    await wait()
    for (let index = 0; index < options.count; index += 1) {
      yield { type: 'image', index, bytes: await this.#paint({ seed: `${prompt}\n${index}`, ...size }, signal) }
    }
  }

  /** Makes images as large as the first input. No previews. */
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

  /** Nothing is stored, since it's free. */
  async *decode(): AsyncGenerator<AnswerEvent> {}

  /** Paints in a separate thread, so that main stays free. Aborting terminates the thread. */
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
