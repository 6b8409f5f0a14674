import { expect, test } from 'vitest'
import { chooseColumns } from './choose-columns'

const wide = { width: 1536, height: 1024 }
const square = { width: 1024, height: 1024 }
const tall = { width: 1024, height: 1536 }

test('images are laid out where each is shown largest', () => {
  expect(chooseColumns([square, square], { width: 1400, height: 600 })).toBe(2)
  expect(chooseColumns([wide, wide, wide, wide], { width: 1400, height: 600 })).toBe(2)
  expect(chooseColumns([tall, tall, tall, tall], { width: 1400, height: 600 })).toBe(4)
  expect(chooseColumns([wide, wide], { width: 480, height: 500 })).toBe(1)
  expect(chooseColumns([tall, tall], { width: 480, height: 500 })).toBe(2)
  expect(chooseColumns([], { width: 480, height: 500 })).toBe(1)
})
