import { expect, test } from 'vitest'
import { hasPointerMoved, notePointer } from './pointer-place'

test('a pointer has moved where it is at another place than the document saw it at', () => {
  notePointer({ clientX: 10, clientY: 20 })
  expect(hasPointerMoved({ clientX: 10, clientY: 20 })).toBe(false)
  expect(hasPointerMoved({ clientX: 11, clientY: 20 })).toBe(true)
})
