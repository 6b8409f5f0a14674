/** Answers without network, key or cost: one fixed text, told word by word as a text model would. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { TextRequest } from '@shared/run'
import type { Attempt, TextEvent, TextProvider } from '../provider'

/** About 70 words a second, as fast models do. */
const MS_PER_WORD = 14

export const DEMO_ANSWER = `This is **Demo Text**. It isn't an AI: it works offline, costs nothing, and always gives this \
answer, whatever you ask.

## Try Easel

- Choose **Demo Image** in the model list, type anything and press Enter. You get a sample landscape that sharpens \
through previews and ends up as a file on your disk.
- Press **Stop** while an answer is being made. What has already arrived is kept.

## Use a real model

Add an API key under **Settings → Providers**. You'll see an estimate beside **Send** before you spend anything, and \
the cost under every answer.`

export class DemoTextProvider implements TextProvider {
  readonly id = 'demo'
  readonly #msPerWord: number

  constructor(msPerWord = MS_PER_WORD) {
    this.#msPerWord = msPerWord
  }

  async *answer(_request: TextRequest, { signal }: Attempt): AsyncGenerator<TextEvent> {
    for (const text of DEMO_ANSWER.match(/\S+\s*/g) ?? []) {
      await sleep(this.#msPerWord, undefined, { signal })
      yield { type: 'text', text }
    }
  }

  /** Nothing is kept of a demo answer: it cost nothing and can be told again. */
  async *decode(): AsyncGenerator<TextEvent> {}
}
