import { expect, test } from 'vitest'
import { readUsage } from '../gemini/usage'
import { readTextUsage } from './text-usage'

const listCounts = (usage: ReturnType<typeof readTextUsage>) =>
  Object.fromEntries((usage ?? []).map(({ what, quantity }) => [what, quantity]))

test('what was cached, and what was put into the cache, is taken out of the input', () => {
  const output = { output_tokens: 44, output_tokens_details: { reasoning_tokens: 4 } }
  const details = { cached_tokens: 11_904, cache_write_tokens: 100 }
  const counted = { textIn: 29, textCached: 11_904, textWritten: 100, textOut: 40, reasoning: 4 }
  const responses = { input_tokens: 12_033, input_tokens_details: details, ...output }
  const chat = { prompt_tokens: 12_033, prompt_tokens_details: details, completion_tokens: 40 }
  expect(listCounts(readTextUsage(responses))).toEqual(counted)
  expect(listCounts(readTextUsage(chat))).toMatchObject({ textIn: 29, textCached: 11_904, textWritten: 100 })
})

test('counts of the cache that can’t be are no more than the input', () => {
  const counted = (cached: unknown, written: unknown) =>
    listCounts(
      readTextUsage({
        input_tokens: 100,
        input_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
        output_tokens: 1,
      }),
    )
  expect(counted(900, 900)).toEqual({ textCached: 100, textOut: 1 })
  expect(counted(-3, 'x')).toEqual({ textIn: 100, textOut: 1 })
})

test('Gemini’s cached tokens are taken out of the text of the prompt', () => {
  const usage = {
    promptTokenCount: 1_200,
    cachedContentTokenCount: 1_000,
    promptTokensDetails: [{ modality: 'IMAGE', tokenCount: 100 }],
    candidatesTokenCount: 12,
  }
  expect(listCounts(readUsage(usage, 'text'))).toEqual({ textIn: 100, textCached: 1_000, imageIn: 100, textOut: 12 })
  expect(listCounts(readUsage(usage, 'image'))).toMatchObject({ textIn: 1_100, imageIn: 100 })
})
