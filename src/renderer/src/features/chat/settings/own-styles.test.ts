import { expect, test } from 'vitest'
import type { PromptId } from '@shared/ids'
import type { SavedStyle } from '@shared/prompt-library'
import { createStyle, findOwnStyle, toStyle } from './own-styles'

const style = (title: string, text: string, after?: string): SavedStyle => ({
  id: title as PromptId,
  title,
  text,
  style: after === undefined ? {} : { imageWords: { after } },
  createdAt: 1,
  updatedAt: 1,
})
const ink = style('Ink', '', 'ink drawing')
const short = style('Short', 'Be brief.')

test('a chat has the style whose words it has, whatever else is set, and none when it has no words', () => {
  expect(findOwnStyle([ink, short], { ...toStyle(short), instructions: ' Be brief. ' })).toBe(short)
  expect(findOwnStyle([ink, short], { imageWords: { after: 'ink drawing' } })).toBe(ink)
  expect(findOwnStyle([ink, short], { imageWords: { before: 'x', after: 'ink drawing' } })).toBeUndefined()
  expect(findOwnStyle([style('Nothing', '')], {})).toBeUndefined()
})

test('what is saved of a chat is what a chat gets back', () => {
  const settings = { instructions: 'Be brief.', imageWords: { before: 'A', after: '' } }
  const content = createStyle('Mine', settings)
  expect(toStyle({ ...ink, ...content, style: content.style ?? {} })).toEqual({
    instructions: 'Be brief.',
    imageWords: { before: 'A' },
  })
})
