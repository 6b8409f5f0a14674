import { expect, test } from 'vitest'
import { createParts, type TextRequest } from '@shared/request'
import type { AnswerEvent } from '../adapter'
import { DEMO_ANSWER, DEMO_INSTRUCTIONS_NOTE, createDemoText } from './text-adapter'
import { anAttempt } from '../../../../tests/support/main/local-attempt'

const QUESTION: TextRequest = {
  kind: 'text',
  model: 'demo:text',
  turns: [{ role: 'user', parts: createParts('Hello!') }],
}

test('the answer comes word by word and says what it is', async () => {
  const words: string[] = []
  for await (const event of createDemoText(0).answer(QUESTION, anAttempt())) {
    words.push(event.type === 'text' ? event.text : event.type)
  }

  expect(words.join('')).toBe(DEMO_ANSWER)
  expect(words.length).toBeGreaterThan(80)
  expect(DEMO_ANSWER).toContain("It isn't an AI")
})

test('instructions are said to have arrived', async () => {
  let answer = ''
  for await (const event of createDemoText(0).answer({ ...QUESTION, instructions: 'Be brief.' }, anAttempt())) {
    if (event.type === 'text') answer += event.text
  }
  expect(answer).toBe(`${DEMO_ANSWER}${DEMO_INSTRUCTIONS_NOTE}`)
})

test('Stop ends the answer at once', async () => {
  const controller = new AbortController()
  const heard: AnswerEvent[] = []
  const listen = async (): Promise<void> => {
    for await (const event of createDemoText().answer(QUESTION, anAttempt(controller.signal))) {
      heard.push(event)
      controller.abort()
    }
  }

  await expect(listen()).rejects.toMatchObject({ name: 'AbortError' })
  expect(heard).toHaveLength(1)
})

test('nothing is decoded, because nothing was paid for', async () => {
  const kept = (async function* () {})()
  const events = createDemoText().decode(QUESTION, kept)
  expect((await events[Symbol.asyncIterator]().next()).done).toBe(true)
})
