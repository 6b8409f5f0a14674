import type { Locator } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import type { EaselApp } from '../app'
import { expectAccessible } from '../axe'
import { expect, test } from '../fixtures'
import { readPixel, readPixels, type Pixels } from '../read-pixels'
import { noisyPng } from '../stand-ins/images'

const mine = noisyPng({ width: 320, height: 240, seed: 6 })
const upload = { name: 'mine.png', mimeType: 'image/png', buffer: mine }

test('a canvas is extended by pointer, keys and numbers; size, alpha and mask arrive, and the original is put back', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  await composer.files.setInputFiles([upload])
  const dialog = await openExtend(app)
  const canvas = dialog.getByRole('application', { name: 'Canvas' })
  await expect(canvas).toBeFocused()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog.getByText('The canvas is as large as the image.')).toBeVisible()
  await expectAccessible(app, 'extend')

  // Drags the right edge by the image's width. Waits until nothing moves anymore: the window looked different a moment
  // ago.
  await canvas.hover()
  const box = (await canvas.boundingBox())!
  await app.window.mouse.move(box.x + box.width, box.y + box.height / 2)
  await app.window.mouse.down()
  await app.window.mouse.move(box.x + box.width + box.width / 2, box.y + box.height / 2, { steps: 6 })
  await app.window.mouse.up()
  const edge = (name: string): Locator => dialog.getByRole('spinbutton', { name, exact: true })
  await expect(edge('Right')).toHaveValue(/^1[56]\d$/)
  await expect(edge('Left')).toHaveValue('0')
  await canvas.focus()
  await app.window.keyboard.press('Shift+Alt+ArrowRight')
  await edge('Right').fill('120')
  await edge('Left').fill('40')
  await edge('Left').blur()
  await expect(dialog.getByText(/Canvas: 480 × 240 \(2:1\)\..* makes 1152 × 576\./)).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  await expect(composer.message).toBeFocused()
  await expect(composer.attached.getByRole('listitem')).toHaveCount(1)
  await expect(composer.attached.getByRole('button', { name: 'Edit mask' })).toBeVisible()
  await expect(app.window.getByRole('checkbox', { name: 'Keep everything outside exactly' })).toBeChecked()

  const result = noisyPng({ width: 480, height: 240, seed: 9 })
  openai.next.image({ images: [result], previews: [] })
  const answer = await app.chat.ask('more sea')
  await expect(answer.image('more sea')).toHaveCount(2)
  const { form } = openai.paidRequests[0]!
  expect(form?.fields.size).toBe('1152x576')
  const [image, mask] = await Promise.all(form!.files.map(({ bytes }) => readPixels(bytes)))
  const original = await readPixels(mine)
  expect([image!.width, image!.height, mask!.width, mask!.height]).toEqual([480, 240, 480, 240])
  expect(alphaAlong(image!)).toEqual([0, 0, 255, 255, 0])
  expect(alphaAlong(mask!)).toEqual([0, 0, 255, 255, 0])
  expect(readPixel(image!, 40, 0)).toEqual(readPixel(original, 0, 0))
  expect(readPixel(image!, 359, 239)).toEqual(readPixel(original, 319, 239))

  // Every pixel of the original, surrounded by the result, with no hole at the seam.
  const composed = await readPixels(await readShown(app, answer.image('more sea').last()))
  const made = await readPixels(result)
  expect([composed.width, composed.height]).toEqual([480, 240])
  expect(cut(composed, 40, 320).equals(cut(original, 0, 320))).toBe(true)
  expect(cut(composed, 0, 40).equals(cut(made, 0, 40))).toBe(true)
  expect(cut(composed, 360, 120).equals(cut(made, 360, 120))).toBe(true)
})

test('an image in the chat is extended from its menu, and the demo paints what is new', async ({ launch }) => {
  const app = await launch({ env: {} })
  const { chat } = app
  const answer = await chat.generate('a boat')
  const before = await readPixels(await readShown(app, answer.image('a boat')))
  await answer.image('a boat').hover()
  await answer.choose('Extend canvas…')
  const dialog = app.window.getByRole('dialog', { name: 'Extend canvas', exact: true })
  await dialog.getByRole('combobox', { name: 'Shape' }).selectOption('3:2')
  await expect(dialog.getByRole('spinbutton', { name: 'Left' })).toHaveValue('256')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  const extended = await chat.ask('more water')
  await expect(extended.image('more water')).toHaveCount(2)
  await expect(extended.cost).toHaveText('Free')
  const after = await readPixels(await readShown(app, extended.image('more water').last()))
  expect([after.width, after.height]).toEqual([1536, 1024])
  expect(readPixel(after, 256, 500)).toEqual(readPixel(before, 0, 500))
  expect(readPixel(after, 1279, 1023)).toEqual(readPixel(before, 1023, 1023))
  expect(readPixel(after, 10, 10)[3]).toBe(255)
})

async function openExtend(app: EaselApp): Promise<Locator> {
  await app.chat.composer.attached.getByRole('button', { name: 'Extend canvas…' }).click()
  return app.window.getByRole('dialog', { name: 'Extend canvas', exact: true })
}

/** Returns the columns from `x` on, row by row. */
function cut({ width, height, rgba }: Pixels, x: number, columns: number): Buffer {
  const rows = Array.from({ length: height }, (_, y) => {
    const start = (y * width + x) * 4
    return rgba.subarray(start, start + columns * 4)
  })
  return Buffer.concat(rows)
}

/** Returns the alpha of pixels left of the original, in it, and right of it. */
function alphaAlong(pixels: Pixels): readonly (number | undefined)[] {
  return [0, 39, 40, 359, 360].map((x) => readPixel(pixels, x, 120)[3])
}

/** Reads the file of a displayed image. */
async function readShown(app: EaselApp, image: Locator): Promise<Buffer> {
  await expect(image).toBeVisible()
  const hash = /[0-9a-f]{64}/.exec((await image.getAttribute('src')) ?? '')?.[0] ?? ''
  return readFile(app.profile.path('objects', hash.slice(0, 2), `${hash}.png`))
}
