import { expect, test } from 'vitest'
import { anInputImage } from '../../../../tests/support/input-image'
import { drawMask } from '../../../../tests/support/main/draw-mask'
import { soundPng } from '../../../../e2e/stand-ins/images'
import type { ReadPart } from '../read-inputs'
import { describeMasks, measureMask } from './describe-masks'

const some = drawMask(10, 10, (x, y) => x >= 2 && x < 5 && y === 7)
const reference: ReadPart = { type: 'image', image: anInputImage(), bytes: soundPng({ width: 10, height: 10 }) }
const maskPart = (bytes: Buffer): ReadPart => ({ type: 'image', image: anInputImage({ role: 'mask' }), bytes })

test('a mask becomes words in its place, and no bytes of it are left', async () => {
  const text: ReadPart = { type: 'text', text: 'a swan' }
  expect(await describeMasks([text, reference, maskPart(some)])).toEqual([
    text,
    reference,
    {
      type: 'text',
      text:
        'In the first image, change only the area from 20% to 50% of the width, counted from the left, and from 70% to ' +
        '80% of the height, counted from the top. Keep everything outside this area exactly as it is.',
    },
  ])
})

test('the box around two spots has both', async () => {
  const spots = drawMask(10, 10, (x, y) => (x === 0 && y === 9) || (x === 9 && y === 3))
  expect(await measureMask(spots)).toEqual({ change: { left: 0, top: 30, right: 100, bottom: 100 } })
})

test('around an image whose canvas was extended, the words say what to keep rather than a box around everything', async () => {
  const extended = drawMask(10, 10, (x) => x < 2 || x >= 6)
  expect(await measureMask(extended)).toEqual({ keep: { left: 20, top: 0, right: 60, bottom: 100 } })
  const [text] = await describeMasks([maskPart(extended)])
  expect(text).toMatchObject({
    type: 'text',
    text: expect.stringContaining('keep the area from 20% to 60% of the width'),
  })
  // A change on only one side is described by its own box.
  expect(await measureMask(drawMask(10, 10, (x) => x >= 6))).toEqual({
    change: { left: 60, top: 0, right: 100, bottom: 100 },
  })
})

test.each([
  ['covers nothing', drawMask(10, 10, () => false)],
  ['is no PNG', Buffer.from('no')],
])('a mask that %s is refused before anything is sent', async (_what, bytes) => {
  await expect(describeMasks([reference, maskPart(bytes)])).rejects.toMatchObject({
    failure: { code: 'mask-mismatched', charge: 'none' },
  })
})
