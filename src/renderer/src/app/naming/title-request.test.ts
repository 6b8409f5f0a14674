import { expect, it } from 'vitest'
import '@shared/services/provide'
import { findModel, type TextModel } from '@shared/catalogue'
import { readPrompt } from '@shared/request'
import { createTitleRequest, readTitle } from './title-request'

const terra = findModel('openai:gpt-6.1-terra') as TextModel

it('sends the beginning of the first message, without half a character at the cut', () => {
  const { turns } = createTitleRequest(terra, `  ${'x'.repeat(1_999)}😀 and more`)
  expect(turns.map(({ parts }) => readPrompt(parts))).toEqual(['x'.repeat(1_999)])
})

it('asks only for settings that the model has', () => {
  expect(createTitleRequest({ ...terra, settings: {} }, 'a cat')).not.toHaveProperty('settings')
  expect(createTitleRequest({ ...terra, settings: { maxOutput: true } }, 'a cat').settings).toEqual({
    maxOutput: 1_000,
  })
})

it.each([
  ['Night harbor studies\n', 'Night harbor studies'],
  ['"Night harbor studies."', 'Night harbor studies'],
  ['**Title: Night harbor**', 'Night harbor'],
  ['Title: Night harbor', 'Night harbor'],
  ['# Night harbor\n\nHere is why', 'Night harbor'],
  ['Waiting for…', 'Waiting for…'],
  ['夜の港', '夜の港'],
  ['', undefined],
  ['""', undefined],
  ['x'.repeat(81), undefined],
])('reads %j as %j', (answer, title) => {
  expect(readTitle(answer)).toBe(title)
})
