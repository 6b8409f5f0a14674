/** Answers without network, key or cost: a guide to Easel, told word by word as a text model would. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { TextRequest } from '@shared/run'
import type { Attempt, TextEvent, TextProvider } from '../provider'
import type { Pause } from './breathe'
import { tourFor } from './demo-tour'

export interface DemoTextParts {
  readonly pause?: Pause
  readonly msPerWord?: number
}

/** About 70 words a second: what fast models do, and quick enough to read along without waiting. */
const MS_PER_WORD = 14

export class DemoTextProvider implements TextProvider {
  readonly id = 'demo'
  readonly #pause: Pause
  readonly #msPerWord: number

  constructor({
    pause = (ms, signal) => sleep(ms, undefined, { signal }),
    msPerWord = MS_PER_WORD,
  }: DemoTextParts = {}) {
    this.#pause = pause
    this.#msPerWord = msPerWord
  }

  /** Rejects when aborted. */
  async *answer({ turns }: TextRequest, { signal }: Attempt): AsyncGenerator<TextEvent> {
    const question = turns.findLast(({ role }) => role === 'user')?.text ?? ''
    for (const [word] of tourFor(question).matchAll(/\S+\s*/g)) {
      await this.#pause(this.#msPerWord, signal)
      yield { type: 'text', text: word }
    }
  }

  /** Nothing is ever kept of a demo answer: nothing was paid for it, and it can be told again. */
  async *decode(): AsyncGenerator<TextEvent> {}
}
