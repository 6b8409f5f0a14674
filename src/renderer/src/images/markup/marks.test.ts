import { expect, test } from 'vitest'
import { beginMark, extendMark, isVisible, moveMark, placeMark, toPath, type Mark } from './marks'

const image = { width: 400, height: 200 }
const facts = { id: 1, color: 'red' } as const
const arrow: Mark = { ...facts, type: 'arrow', from: { x: 100, y: 50 }, to: { x: 300, y: 150 } }

test('a mark is moved as a whole and stops where its first point reaches the edge', () => {
  expect(moveMark(arrow, { x: 10, y: -5 }, image)).toMatchObject({ from: { x: 110, y: 45 }, to: { x: 310, y: 145 } })
  expect(moveMark(arrow, { x: 900, y: -900 }, image)).toMatchObject({ from: { x: 200, y: 0 }, to: { x: 400, y: 100 } })
  const pen: Mark = { ...facts, type: 'pen', points: [{ x: 0, y: 0 }, { x: 8, y: 8 }] } // oxfmt-ignore
  expect(moveMark(pen, { x: -4, y: 2 }, image)).toMatchObject({ points: [{ x: 0, y: 2 }, { x: 8, y: 10 }] }) // oxfmt-ignore
})

test('a click makes no arrow and words without letters are not seen, but a click of the pen is a dot', () => {
  const [clicked, circled, dotted] = (['arrow', 'circle', 'pen'] as const).map((type) => beginMark(type, facts, { x: 9, y: 9 })) // oxfmt-ignore
  expect([clicked!, circled!, dotted!].map((mark) => isVisible(mark, image))).toEqual([false, false, true])
  expect(isVisible(extendMark(clicked!, { x: 50, y: 9 }, image), image)).toBe(true)
  expect(isVisible(placeMark('words', facts, image)!, image)).toBe(false)
  expect(toPath(dotted!, 2)).toBe('M9 9L9 9')
})

test('what the keyboard places is in the middle and can be seen, and the pen needs a pointer', () => {
  for (const type of ['arrow', 'circle'] as const) {
    const placed = placeMark(type, facts, image)!
    expect(placed).toMatchObject({ from: { x: 150, y: 75 }, to: { x: 250, y: 125 } })
    expect(isVisible(placed, image)).toBe(true)
  }
  expect(placeMark('pen', facts, image)).toBeUndefined()
})

test('a circle is an ellipse between its corners, whichever was drawn first', () => {
  const from = { x: 10, y: 20 }
  const to = { x: 50, y: 40 }
  const path = toPath({ ...facts, type: 'circle', from, to }, 2)
  expect(path).toBe('M10 30a20 10 0 1 0 40 0a20 10 0 1 0 -40 0Z')
  expect(toPath({ ...facts, type: 'circle', from: to, to: from }, 2)).toBe(path)
})

test('a drawing that leaves the image ends at its edge', () => {
  expect(extendMark(arrow, { x: 500, y: -5 }, image)).toMatchObject({ to: { x: 400, y: 0 } })
})
