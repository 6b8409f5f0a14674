import { expect, test } from 'vitest'
import { findFreePlace, type Box } from './free-place'

const size = { width: 400, height: 40 }
const places = [
  { left: 980, top: 56 },
  { left: 500, top: 56 },
  { left: 980, top: 700 },
]
const panel: Box = { left: 1000, top: 50, width: 380, height: 500 }

test('the first place that covers nothing is taken', () => {
  expect(findFreePlace(size, places, { panels: [] })).toEqual(places[0])
  expect(findFreePlace(size, places, { panels: [panel] })).toEqual(places[1])
  const other: Box = { left: 0, top: 0, width: 800, height: 100 }
  expect(findFreePlace(size, places, { panels: [panel, other] })).toEqual(places[2])
})

test('touching is not covering', () => {
  const below: Box = { left: 980, top: 96, width: 400, height: 100 }
  expect(findFreePlace(size, places, { panels: [below] })).toEqual(places[0])
})

test('where everything is taken, the least is covered', () => {
  const all: Box = { left: 0, top: 0, width: 1400, height: 720 }
  expect(findFreePlace(size, places, { panels: [all] })).toEqual(places[2])
})

test('a size may be a rectangle of the document, whose lengths cannot be spread', () => {
  class Rectangle {
    get width(): number {
      return size.width
    }
    get height(): number {
      return size.height
    }
  }
  expect(findFreePlace(new Rectangle(), places, { panels: [panel] })).toEqual(places[1])
})

test('beside a dialog, the message box under it is kept free as well; over a dialog that leaves no place, it does not matter', () => {
  const over = [{ left: 500, top: 844 }, ...places]
  const messageBox: Box = { left: 300, top: 780, width: 800, height: 110 }
  const dialog: Box = { left: 400, top: 300, width: 600, height: 300 }
  expect(findFreePlace(size, over, { panels: [], dialog })).toEqual(over[0])
  expect(findFreePlace(size, over, { panels: [messageBox], dialog })).toEqual(places[0])
  const whole: Box = { left: 0, top: 0, width: 1400, height: 900 }
  expect(findFreePlace(size, over, { panels: [messageBox], dialog: whole })).toEqual(over[0])
})

test('over a dialog that leaves no place, its own bars are kept free', () => {
  const over = [{ left: 500, top: 844 }, ...places]
  const whole: Box = { left: 0, top: 0, width: 1400, height: 900 }
  const tools: Box = { left: 0, top: 840, width: 1400, height: 60 }
  expect(findFreePlace(size, over, { panels: [], dialog: whole, bars: [tools] })).toEqual(places[0])
})
