/** Sample landscapes without network, key or cost. They don't follow the prompt, which is only their seed. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { getDimensions } from '@shared/image-options'
import { readPrompt, type ImageRequest } from '@shared/request'
import type { Attempt, AnswerEvent, ImageAdapter } from '../adapter'
import type { Canvas } from './paint-landscape'

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
  async *answer({ parts, options }: ImageRequest, { signal }: Attempt): AsyncGenerator<AnswerEvent> {
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

  /** Nothing is kept, since it cost nothing. */
  async *decode(): AsyncGenerator<AnswerEvent> {}

  /** Paints in a thread of its own, so that main stays free; aborting ends the thread. */
  async #paint(canvas: Canvas, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted()
    const worker = new Worker(this.#parts.painter, { workerData: canvas })
    try {
      return ((await once(worker, 'message', { signal })) as [Uint8Array])[0]
    } finally {
      void worker.terminate()
    }
  }
}
