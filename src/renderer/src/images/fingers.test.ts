import { expect, test } from 'vitest'
import { Fingers } from './fingers'

const touch = (pointerId: number) => ({ pointerId, pointerType: 'touch' })

test('two fingers zoom about their middle and move what lies between them', () => {
  const fingers = new Fingers()
  expect(fingers.down(touch(1), { x: 100, y: 100 })).toBe(false)
  expect(fingers.move(touch(1), { x: 110, y: 100 })).toBeUndefined()
  expect(fingers.down(touch(2), { x: 130, y: 100 })).toBe(true)
  expect(fingers.move(touch(2), { x: 150, y: 120 })).toMatchObject({ by: { x: 10, y: 10 }, about: { x: 130, y: 110 } })
  expect(fingers.move(touch(1), { x: 90, y: 100 })?.factor).toBeCloseTo(Math.hypot(60, 20) / Math.hypot(40, 20))
})

test('a finger that stays behind does nothing, and another one begins anew from where it is', () => {
  const fingers = new Fingers()
  fingers.down(touch(1), { x: 0, y: 0 })
  fingers.down(touch(2), { x: 10, y: 0 })
  fingers.up(touch(1))
  expect(fingers.move(touch(2), { x: 50, y: 0 })).toBeUndefined()
  expect(fingers.down(touch(3), { x: 70, y: 0 })).toBe(true)
  expect(fingers.move(touch(3), { x: 90, y: 0 })).toMatchObject({ factor: 2, by: { x: 10, y: 0 } })
})

test('a mouse and a pen are no fingers, and two at one place do not zoom without end', () => {
  const fingers = new Fingers()
  expect(fingers.down({ pointerId: 1, pointerType: 'mouse' }, { x: 0, y: 0 })).toBe(false)
  expect(fingers.down({ pointerId: 2, pointerType: 'pen' }, { x: 9, y: 0 })).toBe(false)
  fingers.down(touch(3), { x: 5, y: 5 })
  fingers.down(touch(4), { x: 5, y: 5 })
  expect(fingers.move(touch(4), { x: 8, y: 9 })?.factor).toBe(5)
})
