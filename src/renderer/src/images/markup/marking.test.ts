import { expect, test } from 'vitest'
import { addMark, changeMark, clearMarks, findSelected, NO_MARKING, redo, removeSelected, selectNext, typeWords, undo } from './marking' // oxfmt-ignore
import type { Mark } from './marks'

const at = { x: 1, y: 1 }
const one: Mark = { id: 1, color: 'red', type: 'words', at, text: 'here', size: 1 }
const two: Mark = { id: 2, color: 'blue', type: 'pen', points: [at] }
const both = addMark(addMark(NO_MARKING, one), two)

test('every step is undone and done again, and a new one gives up what was undone', () => {
  const cleared = clearMarks(both)
  expect(cleared.marks).toEqual([])
  expect(undo(cleared).marks).toEqual([one, two])
  expect(undo(undo(cleared)).marks).toEqual([one])
  expect(redo(redo(undo(undo(cleared)))).marks).toEqual([])
  expect(redo(changeMark(undo(both), { ...one, color: 'green' })).marks).toEqual([{ ...one, color: 'green' }])
  expect(undo(NO_MARKING)).toBe(NO_MARKING)
})

test('words that were begun and not written are gone with the next mark', () => {
  const begun = addMark(NO_MARKING, { ...one, text: '' })
  expect(addMark(begun, two).marks).toEqual([two])
})

test('typing is one step, however many letters', () => {
  const typed = typeWords(typeWords(both, { ...one, text: 'a' }), { ...one, text: 'ab' })
  expect(typed.marks[0]).toEqual({ ...one, text: 'ab' })
  expect(undo(typed).marks).toEqual([one, two])
})

test('what is deleted leaves the mark before it selected, and undo never selects what is gone', () => {
  const removed = removeSelected(both)
  expect(removed.marks).toEqual([one])
  expect(findSelected(removed)).toEqual(one)
  expect(findSelected(undo(both))).toBeUndefined()
  expect(clearMarks(NO_MARKING)).toBe(NO_MARKING)
})

test('the selection goes around the end in both directions', () => {
  expect(selectNext(both, 1).selected).toBe(1)
  expect(selectNext(selectNext(both, 1), -1).selected).toBe(2)
  expect(selectNext(NO_MARKING, 1)).toBe(NO_MARKING)
})
