import { expect, test } from 'vitest'
import { drawMask } from '../../../../tests/support/main/draw-mask'
import { checkMask } from './check-mask'

const isLast = (x: number, y: number): boolean => x === 7 && y === 5
const blank = { failure: { code: 'mask-blank', charge: 'none', input: { index: 1 } } }

test('a mask needs at least one pixel that is transparent and one that is not', async () => {
  await expect(checkMask(drawMask(8, 6, isLast), 1)).resolves.toBeUndefined()
  await expect(
    checkMask(
      drawMask(8, 6, (x, y) => !isLast(x, y)),
      1,
    ),
  ).resolves.toBeUndefined()
})

test('nothing or everything transparent is refused, and costs nothing', async () => {
  await expect(
    checkMask(
      drawMask(8, 6, () => false),
      1,
    ),
  ).rejects.toMatchObject(blank)
  await expect(
    checkMask(
      drawMask(8, 6, () => true),
      1,
    ),
  ).rejects.toMatchObject(blank)
})

test('what cannot be read here is left to the service', async () => {
  await expect(checkMask(Buffer.from('no image'), 1)).resolves.toBeUndefined()
})
