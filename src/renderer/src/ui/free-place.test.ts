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
  expect(findFreePlace(size, places, [])).toEqual(places[0])
  expect(findFreePlace(size, places, [panel])).toEqual(places[1])
  expect(findFreePlace(size, places, [panel, { left: 0, top: 0, width: 800, height: 100 }])).toEqual(places[2])
})

test('touching is not covering', () => {
  expect(findFreePlace(size, places, [{ left: 980, top: 96, width: 400, height: 100 }])).toEqual(places[0])
})

test('where everything is taken, the least is covered', () => {
  const all: Box = { left: 0, top: 0, width: 1400, height: 720 }
  expect(findFreePlace(size, places, [all])).toEqual(places[2])
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
  expect(findFreePlace(new Rectangle(), places, [panel])).toEqual(places[1])
})
