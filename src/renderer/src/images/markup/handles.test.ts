import { expect, test } from 'vitest'
import { dragHandle, findKeyHandle, getBox, listHandles, locateHandle, type MarkedImage } from './handles'
import { computeFontSize, type Mark } from './marks'

const image: MarkedImage = { width: 400, height: 320, measureWords: (text, size) => (text.length * size) / 2 }
const facts = { id: 1, color: 'red' } as const
const arrow: Mark = { ...facts, type: 'arrow', from: { x: 100, y: 50 }, to: { x: 300, y: 150 } }
const circle: Mark = { ...facts, type: 'circle', from: { x: 300, y: 150 }, to: { x: 100, y: 50 } }
const pen: Mark = { ...facts, type: 'pen', points: [{ x: 10, y: 10 }, { x: 20, y: 30 }, { x: 30, y: 10 }] } // oxfmt-ignore
const words: Mark = { ...facts, type: 'words', at: { x: 100, y: 116 }, text: 'blue', size: 1 }

test('both ends of an arrow are moved alone, and stop at the edge of the image', () => {
  expect(listHandles(arrow)).toEqual(['from', 'to'])
  expect(dragHandle(arrow, 'from', { x: -500, y: 10 }, image)).toEqual({ ...arrow, from: { x: 0, y: 60 } })
  expect(dragHandle(arrow, 'to', { x: 5, y: 900 }, image)).toEqual({ ...arrow, to: { x: 305, y: 320 } })
})

test('a corner of a circle moves its two sides, the opposite corner stays, and it may be turned over', () => {
  expect(getBox(dragHandle(circle, 'nw', { x: 50, y: 20 }, image), image)).toEqual({ x: 150, y: 70, width: 150, height: 80 }) // oxfmt-ignore
  expect(getBox(dragHandle(circle, 'ne', { x: 50, y: -20 }, image), image)).toEqual({ x: 100, y: 30, width: 250, height: 120 }) // oxfmt-ignore
  expect(getBox(dragHandle(circle, 'nw', { x: 250, y: 0 }, image), image)).toEqual({ x: 300, y: 50, width: 50, height: 100 }) // oxfmt-ignore
})

test('a pen line is scaled as a whole, and a line without height only in its width', () => {
  expect(dragHandle(pen, 'se', { x: 20, y: 20 }, image)).toMatchObject({
    points: [
      { x: 10, y: 10 },
      { x: 30, y: 50 },
      { x: 50, y: 10 },
    ],
  })
  const flat: Mark = { ...facts, type: 'pen', points: [{ x: 10, y: 10 }, { x: 20, y: 10 }] } // oxfmt-ignore
  expect(dragHandle(flat, 'se', { x: 10, y: 50 }, image)).toMatchObject({ points: [{ x: 10, y: 10 }, { x: 30, y: 10 }] }) // oxfmt-ignore
})

test('words grow with their box about the opposite corner, and stay legible and within reason', () => {
  expect(getBox(words, image)).toEqual({ x: 100, y: 100, width: 40, height: 21 })
  const larger = dragHandle(words, 'se', { x: 40, y: 21 }, image)
  expect(larger).toMatchObject({ type: 'words', size: 2 })
  expect(getBox(larger, image)).toEqual({ x: 100, y: 100, width: 80, height: 42 })
  const fromAbove = dragHandle(words, 'nw', { x: -40, y: -21 }, image)
  expect(locateHandle(fromAbove, 'se', image)).toEqual(locateHandle(words, 'se', image))
  expect(dragHandle(words, 'se', { x: -400, y: -400 }, image)).toMatchObject({ size: 0.4 })
  expect(computeFontSize(image, { size: 2 })).toBe(40)
})

test('the keyboard resizes every mark but those that have nothing to resize', () => {
  expect([arrow, circle, pen, words].map(findKeyHandle)).toEqual(['to', 'se', 'se', 'se'])
  const dot: Mark = { ...facts, type: 'pen', points: [{ x: 1, y: 1 }] }
  expect([dot, { ...words, text: ' ' }].map(findKeyHandle)).toEqual([undefined, undefined])
})
