/**
 * Pictures without network, key or cost: landscapes drawn by a small procedure from the prompt. It takes its time as a
 * provider would, so that placeholder, previews and Stop can be seen at work.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { dimensionsOf, type Dimensions } from '@shared/image-options'
import type { ImageRequest } from '@shared/run'
import type { Attempt, ImageEvent, ImageProvider } from '../provider'
import { createBreath, type Pause } from './breathe'
import { drawLandscape } from './draw-landscape'
import { encodePng } from './png'
import { composeScene } from './scene'

export interface DemoImageParts {
  readonly pause?: Pause
  /** For the whole answer, drawing not counted. */
  readonly paceMs?: number
}

/** With the drawing (some 0.5 s per picture) about what people are used to from the fastest services. */
const PACE_MS = 800
const DEFAULT_SIZE: Dimensions = { width: 1024, height: 1024 }
const NOTE = 'Drawn by a procedure in Easel (Demo Image). Not made by AI.'

export class DemoImageProvider implements ImageProvider {
  readonly id = 'demo'
  readonly #pause: Pause
  readonly #paceMs: number

  constructor({ pause = (ms, signal) => sleep(ms, undefined, { signal }), paceMs = PACE_MS }: DemoImageParts = {}) {
    this.#pause = pause
    this.#paceMs = paceMs
  }

  /** The same prompt, size and count always give the same bytes. Rejects with the signal's reason when aborted. */
  async *generate({ prompt, options }: ImageRequest, { signal }: Attempt): AsyncGenerator<ImageEvent> {
    const size = dimensionsOf(options.size) ?? DEFAULT_SIZE
    const stepMs = this.#paceMs / (options.previews + 1)
    for (let preview = 0; preview < options.previews; preview += 1) {
      await this.#pause(stepMs, signal)
      // Half as sharp per step back from the picture itself: an eighth, a quarter, a half.
      const scale = 2 ** (options.previews - preview)
      yield { type: 'preview', index: preview, bytes: await draw(prompt, 0, size, scale, signal) }
    }
    await this.#pause(stepMs, signal)
    for (let index = 0; index < options.count; index += 1) {
      yield { type: 'image', index, bytes: await draw(prompt, index, size, 1, signal) }
    }
  }

  /** Nothing is ever kept of a demo answer: nothing was paid for it, and it can be drawn again. */
  async *decode(): AsyncGenerator<ImageEvent> {}
}

async function draw(
  prompt: string,
  index: number,
  full: Dimensions,
  scale: number,
  signal: AbortSignal,
): Promise<Buffer> {
  signal.throwIfAborted()
  const breathe = createBreath(signal)
  const size = { width: Math.round(full.width / scale), height: Math.round(full.height / scale) }
  // The scene is composed for the full size: rounding must not make the preview another picture.
  const rgb = await drawLandscape(composeScene(prompt, index, full.width / full.height), size, breathe)
  const png = await encodePng({ ...size, rgb }, NOTE, breathe)
  signal.throwIfAborted()
  return png
}
