import { expect, test } from 'vitest'
import type { TextRequest } from '@shared/run'
import type { Attempt, TextEvent } from '../provider'
import { DemoTextProvider } from './demo-text-provider'
import { anAttempt } from './local-attempt'
import { tourFor } from './demo-tour'

const atOnce = { pause: async (_ms: number, signal: AbortSignal) => signal.throwIfAborted() }

function aQuestion(text: string): TextRequest {
  return {
    kind: 'text',
    model: 'demo:text',
    turns: [
      { role: 'user', text: 'Where are my files?' },
      { role: 'assistant', text: 'On your disk.' },
      { role: 'user', text },
    ],
  }
}

async function answerTo(text: string, attempt: Attempt = anAttempt()): Promise<readonly string[]> {
  const words: string[] = []
  for await (const event of new DemoTextProvider(atOnce).answer(aQuestion(text), attempt)) {
    words.push(event.type === 'text' ? event.text : event.type)
  }
  return words
}

test('the answer comes word by word and adds up to the tour, with a table, a list and code', async () => {
  const words = await answerTo('Hello!')

  expect(words.join('')).toBe(tourFor('Hello!'))
  expect(words.length).toBeGreaterThan(250)
  expect(words.join('')).toMatch(/^\| --- \|/m)
  expect(words.join('')).toMatch(/^- \*\*Stop\*\*/m)
  expect(words.join('')).toMatch(/^```sh$/m)
})

test.each([
  ['How much does a picture cost?', '## What it costs'],
  ['where are my files stored', '## Where your files lie'],
  ['How do I add an OpenAI key?', '## Adding an OpenAI key'],
  ['Which image models are there?', '## Image models'],
  ['How do I retry after an error?', '## Stop and Retry'],
])('%s is answered with its own section only', async (question, heading) => {
  const headings = (await answerTo(question)).join('').match(/^## .*$/gm)
  expect(headings).toEqual([heading])
})

test('only the last question counts', async () => {
  expect((await answerTo('What does it cost?')).join('')).not.toContain('## Where your files lie')
})

test('a question about nothing in particular gets the whole tour', async () => {
  expect((await answerTo('Xyzzy')).join('').match(/^## /gm)).toHaveLength(6)
})

test('Stop ends the answer at once', async () => {
  const controller = new AbortController()
  const heard: TextEvent[] = []
  const listen = async (): Promise<void> => {
    for await (const event of new DemoTextProvider().answer(aQuestion('Hello'), anAttempt(controller.signal))) {
      heard.push(event)
      controller.abort()
    }
  }

  await expect(listen()).rejects.toMatchObject({ name: 'AbortError' })
  expect(heard).toHaveLength(1)
})

test('nothing is decoded, because nothing was paid for', async () => {
  expect((await new DemoTextProvider().decode().next()).done).toBe(true)
})
