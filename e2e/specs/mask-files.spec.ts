import { drawMask } from '../../tests/support/main/draw-mask'
import { expect, test } from '../fixtures'
import { noisyPng, soundPng } from '../stand-ins/images'

const mine = noisyPng({ width: 80, height: 60, seed: 6 })
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer })

test('a file becomes the mask only where it can be one, and it says plainly what is wrong', async ({ app, openai }) => {
  const { composer } = app.chat
  const items = composer.attached.getByRole('listitem')
  const left = drawMask(80, 60, (x) => x < 40)
  for (const [name, buffer, reason] of [
    ['opaque.png', noisyPng({ width: 80, height: 60, seed: 7 }), 'nothing in it is transparent'],
    ['small.png', soundPng({ width: 40, height: 30 }), 'it has 40 × 30 pixels, and the image has 80 × 60'],
    ['empty.png', drawMask(80, 60, () => true), 'all of it is transparent'],
  ] as const) {
    await composer.files.setInputFiles([file('mine.png', mine), file(name, buffer)])
    await expect(items).toHaveCount(2)
    await items.nth(1).getByRole('combobox', { name: 'Role' }).selectOption('Mask')
    await expect(app.window.getByRole('status').filter({ hasText: reason })).toBeVisible()
    await expect(items).toHaveCount(2)
    await items.nth(1).getByRole('button', { name: 'Remove' }).click()
    await expect(items).toHaveCount(1)
  }
  await composer.files.setInputFiles([file('left.png', left)])
  await expect(items).toHaveCount(2)
  await items.nth(1).getByRole('combobox', { name: 'Role' }).selectOption('Mask')
  await expect(items).toHaveCount(1)
  await app.chat.generate('a sky')
  const files = openai.paidRequests[0]!.form!.files
  expect(files.map(({ field }) => field)).toEqual(['image', 'mask'])
  expect(files[1]!.bytes).toEqual(left)
})
