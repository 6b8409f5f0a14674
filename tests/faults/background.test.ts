/** A. kill -9 of main while a service generates a text in the background: the next start fetches it, paid for once. */
import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { textResponse } from '../../e2e/stand-ins/openai-wire'
import { readText } from '@shared/answer'
import { createParts } from '@shared/request'
import type { RunDraft } from '@shared/run'
import { test } from './fixtures'
import { aDraft } from './world'

const MODEL = 'gpt-6.1-terra'
const WORDS = 'Once upon a time there was a lighthouse.'

function asking(background: boolean): RunDraft {
  return {
    ...aDraft(),
    request: {
      kind: 'text',
      model: `openai:${MODEL}`,
      turns: [{ role: 'user', parts: createParts('Tell me a story') }],
      ...(background && { settings: { background: true } }),
    },
  }
}

test('A06 killed while a text is written that the service keeps: the next start fetches it, paid once', async ({
  world,
}) => {
  const { openai } = world
  const stalled = openai.next.textThatStalls(['Once upon '], ['a time.'])
  await world.launch()
  const draft = asking(true)
  await world.start(draft)
  await stalled.stalled
  const record = world.profile.path('runs', `${draft.id}.json`)
  await expect.poll(() => readFile(record, 'utf8')).toContain('"responseId"')
  await world.kill()

  openai.nextStored.add((exchange) => exchange.json(200, { id: 'resp_standin', status: 'in_progress', output: [] }))
  openai.stored = textResponse({ model: MODEL, input: '' }, WORDS)
  await world.launch({ hasJobs: true })
  const { parts } = await world.becomes(draft.id, 'done')
  expect(readText(parts)).toBe(WORDS)
  expect(openai.paidRequests).toHaveLength(1)
})

test('A06 killed while a text is written that the service does not keep: it may have been billed, and is not asked for', async ({
  world,
}) => {
  const { openai } = world
  const stalled = openai.next.textThatStalls(['Once upon '], ['a time.'])
  await world.launch()
  const draft = asking(false)
  await world.start(draft)
  await stalled.stalled
  await world.kill()

  await world.launch()
  await world.becomes(draft.id, 'failed', ({ failure }) => failure.charge === 'unknown')
  expect(openai.storedQuestions).toEqual([])
  expect(openai.paidRequests).toHaveLength(1)
})
