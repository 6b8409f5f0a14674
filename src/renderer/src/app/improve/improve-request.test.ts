import { expect, it } from 'vitest'
import { findModel, type TextModel } from '@shared/catalogue'
import { readPrompt } from '@shared/request'
import { createImproveRequest, readProposal } from './improve-request'

const terra = findModel('openai:gpt-6.1-terra') as TextModel

it('sends the prompt as it was typed, and what to do with it apart from it', () => {
  const request = createImproveRequest(terra, '  a cat in {place: Rome, Oslo}\n')
  expect(request.turns.map(({ parts }) => readPrompt(parts))).toEqual(['a cat in {place: Rome, Oslo}'])
  expect(request.instructions).toContain('Answer with the prompt only')
})

it('asks only for settings that the model has', () => {
  expect(createImproveRequest({ ...terra, settings: {} }, 'a cat')).not.toHaveProperty('settings')
  expect(
    createImproveRequest({ ...terra, settings: { maxOutput: true, efforts: ['low', 'high'] } }, 'a cat').settings,
  ).toEqual({ effort: 'low', maxOutput: 4_000 })
})

it.each([
  ['A cat\n', 'A cat'],
  ['"A cat"', 'A cat'],
  ['“A cat”', 'A cat'],
  ['```\nA cat,\nblack\n```', 'A cat,\nblack'],
  ['```text\n"A cat"\n```', 'A cat'],
  ['A sign "Open" and a sign "Closed"', 'A sign "Open" and a sign "Closed"'],
  ['"Open" and "Closed"', '"Open" and "Closed"'],
])('reads %j as %j', (answer, prompt) => {
  expect(readProposal(answer)).toBe(prompt)
})
