/** Answers without network, key or cost: one fixed text, sent word by word as by a text model. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { TextRequest } from '@shared/request'
import type { Attempt, AnswerEvent, TextAdapter } from '../adapter'

export const DEMO_ANSWER = `This is **Demo Text**. It isn't an AI: it works offline, costs nothing, and always gives this \
answer, whatever you ask.

## Try Easel

- Choose **Demo Image** in the model list, type anything and press Enter. You get a sample landscape that sharpens through previews and \
ends up as a file on your disk.
- Press **Stop** while an answer is being made. What has already arrived is kept.

## Use a real model

Add an API key under **Settings → Providers**. You'll see an estimate beside **Send** before you spend anything, and \
the cost under every answer.`

/** Added in chats with instructions. */
export const DEMO_INSTRUCTIONS_NOTE = `

---

This chat has instructions. They were passed on with your message, but Demo Text can't follow them.`

/** By default about 70 words a second, like fast models. */
export function createDemoText(msPerWord = 14): TextAdapter {
  return {
    async *answer({ instructions }: TextRequest, { signal }: Attempt): AsyncGenerator<AnswerEvent> {
      const answer = instructions === undefined ? DEMO_ANSWER : `${DEMO_ANSWER}${DEMO_INSTRUCTIONS_NOTE}`
      for (const text of answer.match(/\S+\s*/g) ?? []) {
        await sleep(msPerWord, undefined, { signal })
        yield { type: 'text', text }
      }
    },
    async *decode() {},
  }
}
