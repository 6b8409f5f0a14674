import { expect, test } from 'vitest'
import { addCommand, listVisible, NO_HISTORY, redo, showsBase, undo, type History, type MaskCommand } from './commands'

const dot = (x: number): MaskCommand => ({ type: 'stroke', erases: false, points: [{ x, y: 0, width: 4 }] })
const clear: MaskCommand = { type: 'clear' }
const invert: MaskCommand = { type: 'invert' }

function doAll(commands: readonly MaskCommand[]): History {
  return commands.reduce(addCommand, NO_HISTORY)
}

test('a thousand commands are undone and done again, down to nothing and back', () => {
  const commands = Array.from({ length: 1_000 }, (_, x) => dot(x))
  let history = doAll(commands)
  for (let step = 0; step < 1_001; step += 1) history = undo(history)
  expect(history.done).toEqual([])
  for (let step = 0; step < 1_001; step += 1) history = redo(history)
  expect(history).toEqual({ done: commands, undone: [] })
})

test('a new command gives up what was undone', () => {
  const history = addCommand(undo(doAll([dot(1), dot(2)])), dot(3))
  expect(history).toEqual({ done: [dot(1), dot(3)], undone: [] })
})

test('what lies below a cleared mask is not drawn again, and comes back when clearing is undone', () => {
  const history = doAll([dot(1), clear, dot(2), invert])
  expect(listVisible(history.done)).toEqual([clear, dot(2), invert])
  expect(listVisible(undo(undo(undo(history))).done)).toEqual([dot(1)])
})

test('an earlier mask shows until something covers all of it', () => {
  expect(showsBase(doAll([dot(1), invert]).done)).toBe(true)
  expect(showsBase(doAll([dot(1), clear]).done)).toBe(false)
})
