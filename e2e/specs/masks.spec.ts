import type { Locator } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import type { EaselApp } from '../app'
import { listAlpha, readPixel, readPixels, type Pixels } from '../read-pixels'
import { expect, test } from '../fixtures'
import { FAL_KEY, FalStandIn } from '../stand-ins/fal'
import { noisyPng } from '../stand-ins/images'
import { spreadFingers } from '../touch'

const made = noisyPng({ width: 320, height: 240, seed: 5 })
const mine = noisyPng({ width: 80, height: 60, seed: 6 })
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer })

/** Adds models that accept images but no masks. */
const withFal = test.extend<{ fal: FalStandIn }>({
  fal: async ({ usualLaunch }, use) => {
    const fal = await FalStandIn.start()
    Object.assign(usualLaunch.env ?? {}, { FAL_KEY, FAL_QUEUE_URL: fal.baseUrl, FAL_API_URL: fal.apiUrl })
    await use(fal)
    await fal.stop()
  },
  app: async ({ fal: _first, launch }, use) => {
    await use(await launch())
  },
})

test('what is painted with the mouse goes to the service as transparent pixels of a mask, undone and done again before', async ({
  app,
  openai,
}) => {
  const { chat, maskEditor } = app
  openai.next.image({ images: [made], previews: [] })
  const answer = await chat.generate('a harbor')
  await answer.image('a harbor').hover()
  await answer.paintMask.click()
  await maskEditor.isReady()
  await expect(maskEditor.undo).toBeDisabled()
  await maskEditor.done.click()
  await expect(maskEditor.status('Nothing is painted yet')).toBeVisible()
  // Two fingers zoom and paint nothing.
  await spreadFingers(maskEditor.stage)
  await expect(maskEditor.root.getByText('400%')).toBeVisible()
  await expect(maskEditor.undo).toBeDisabled()
  await maskEditor.stage.press('0')

  // From the middle to the right, then a second stroke that is undone.
  await maskEditor.drag([0.5, 0.5], [0.55, 0.5])
  await maskEditor.drag([0.45, 0.4], [0.45, 0.45])
  await maskEditor.undo.click()
  await maskEditor.undo.click()
  await expect(maskEditor.undo).toBeDisabled()
  await maskEditor.redo.click()
  await expect(maskEditor.redo).toBeEnabled()
  await maskEditor.finish()

  const { composer } = chat
  await expect(composer.attached.getByRole('listitem')).toHaveCount(1)
  await expect(composer.attached.getByRole('button', { name: 'Edit mask' })).toBeVisible()
  await expect(composer.message).toBeFocused()
  await chat.generate('a ship')
  const sent = openai.paidRequests[1]
  expect(sent?.path).toBe('/v1/images/edits')
  expect(sent?.form?.files.map(({ field, type }) => [field, type])).toEqual([
    ['image', 'image/png'],
    ['mask', 'image/png'],
  ])
  const mask = await readPixels(sent!.form!.files[1]!.bytes)
  expect([mask.width, mask.height]).toEqual([320, 240])
  expect(readPixel(mask, 160, 120)).toEqual([0, 0, 0, 0])
  expect(readPixel(mask, 2, 2)).toEqual([0, 0, 0, 255])
  const alpha = listAlpha(mask)
  expect(new Set(alpha)).toEqual(new Set([0, 255]))
  expect(alpha.filter((value) => value === 0).length / alpha.length).toBeLessThan(0.3)
  const thumbnails = chat.questions.last().getByRole('list', { name: 'Images in this message' })
  await expect(thumbnails.getByRole('img', { name: 'Mask of image 1' })).toBeVisible()
})

test('a rectangle is painted by keyboard alone, inverted, and gone on with', async ({ app, openai }) => {
  const { chat, maskEditor } = app
  const { composer } = chat
  const { keyboard } = app.window
  await composer.files.setInputFiles([file('mine.png', mine)])
  await composer.attached.getByRole('button', { name: 'Paint mask' }).press('Enter')
  await maskEditor.isReady()
  await keyboard.press('r')
  await expect(maskEditor.status(/Rectangle at 25 % .* 50 % wide and 50 % high/)).toBeVisible()
  for (let press = 0; press < 13; press += 1) await keyboard.press('ArrowLeft')
  for (let press = 0; press < 16; press += 1) await keyboard.press('ArrowUp')
  await expect(maskEditor.status(/Rectangle at 0 % from the left and 0 % from the top/)).toBeVisible()
  await keyboard.press('Shift+ArrowRight')
  await keyboard.press('Enter')
  await keyboard.press('i')
  await maskEditor.done.press('Enter')
  await expect(maskEditor.root).toBeHidden()

  await composer.attached.getByRole('button', { name: 'Edit mask' }).click()
  await maskEditor.isReady()
  await maskEditor.button('Invert').click()
  await maskEditor.finish()
  await chat.generate('a sky')
  const mask = await readPixels(openai.paidRequests[0]!.form!.files[1]!.bytes)
  expect([mask.width, mask.height]).toEqual([80, 60])
  expect(readPixel(mask, 0, 0)[3]).toBe(0)
  expect(readPixel(mask, 41, 29)[3]).toBe(0)
  expect(readPixel(mask, 43, 10)[3]).toBe(255)
  expect(readPixel(mask, 10, 31)[3]).toBe(255)
})

test('a mask that covers everything is not attached, and one that is removed is not sent', async ({ app, openai }) => {
  const { chat, maskEditor } = app
  const { composer } = chat
  await composer.files.setInputFiles([file('mine.png', mine), file('made.png', made)])
  await expect(composer.attached.getByRole('listitem')).toHaveCount(2)
  await composer.attached.getByRole('button', { name: 'Paint mask' }).nth(1).click()
  await maskEditor.isReady()
  await maskEditor.button('Invert').click()
  await maskEditor.done.click()
  await expect(maskEditor.status('The whole image is painted')).toBeVisible()
  await maskEditor.button('Clear').click()
  await maskEditor.button('Lasso').click()
  await maskEditor.drag([0.45, 0.45], [0.55, 0.55])
  await maskEditor.button('Rectangle').click()
  await maskEditor.drag([0.45, 0.45], [0.55, 0.55])
  await maskEditor.finish()
  // Services apply a mask to the first image.
  await expect(composer.attached.getByRole('listitem').first().getByRole('button', { name: 'Edit mask' })).toBeVisible()
  await composer.attached.getByRole('button', { name: 'Remove mask' }).click()
  await chat.generate('both')
  expect(openai.paidRequests[0]?.form?.files.map(({ bytes }) => bytes)).toEqual([made, mine])
})

test('Escape asks before it throws away what is painted', async ({ app }) => {
  const { chat, maskEditor } = app
  await chat.composer.files.setInputFiles([file('mine.png', mine)])
  await chat.composer.attached.getByRole('button', { name: 'Paint mask' }).click()
  await maskEditor.isReady()
  await maskEditor.drag([0.5, 0.5], [0.52, 0.5])
  await app.window.keyboard.press('Escape')
  await expect(maskEditor.status('Press Escape again')).toBeVisible()
  await app.window.keyboard.press('Escape')
  await expect(maskEditor.root).toBeHidden()
  await expect(chat.composer.attached.getByRole('button', { name: 'Edit mask' })).toHaveCount(0)
})

withFal('a model without masks says so while painting, and offers one that takes them', async ({ app, openai }) => {
  const { chat, maskEditor } = app
  openai.next.image({ images: [made], previews: [] })
  const answer = await chat.generate('a harbor')
  await chat.composer.chooseModel('FLUX 3')
  await answer.image('a harbor').hover()
  await answer.paintMask.click()
  await maskEditor.isReady()
  await expect(maskEditor.status('FLUX 3 can’t use masks.')).toBeVisible()
  await maskEditor.root.getByRole('button', { name: /^Use GPT Image/ }).click()
  await maskEditor.drag([0.5, 0.5], [0.52, 0.5])
  await maskEditor.finish()
  await expect(chat.composer.model).toHaveAccessibleName(/GPT Image/)
})

test('everything outside of a mask is kept exactly, in a further image that survives a restart', async ({
  app,
  openai,
}) => {
  const { chat, maskEditor } = app
  const { composer } = chat
  // The service changes every pixel.
  const changed = noisyPng({ width: 320, height: 240, seed: 9 })
  openai.next.image({ images: [changed], previews: [] })
  await composer.files.setInputFiles([file('made.png', made)])
  await composer.attached.getByRole('button', { name: 'Paint mask' }).click()
  await maskEditor.isReady()
  await maskEditor.button('Rectangle').press('Enter')
  await app.window.keyboard.press('Enter')
  await maskEditor.finish()
  await app.window.getByRole('checkbox', { name: 'Keep everything outside exactly' }).check()
  const answer = await chat.ask('a ship')
  await expect(answer.image('a ship')).toHaveCount(2)
  await expect(answer.root.getByText('Outside kept')).toHaveCount(1)

  await app.restart()
  await app.chat.isReady()
  const images = app.chat.lastAnswer.image('a ship')
  await expect(images).toHaveCount(2)
  const [paid, composite] = [await readShown(app, images.first()), await readShown(app, images.last())]
  expect(paid).toEqual(changed)
  const [before, after, result] = await Promise.all([readPixels(made), readPixels(composite), readPixels(changed)])
  const outside = (x: number, y: number): boolean => x < 80 || x >= 240 || y < 60 || y >= 180
  expect(findDifferent(before, after).filter(([x, y]) => outside(x, y))).toEqual([])
  expect(readPixel(after, 160, 120)).toEqual(readPixel(result, 160, 120))
})

test('the demo changes an image inside of its mask only, offline', async ({ launch }) => {
  const app = await launch({ env: {} })
  const { chat, maskEditor } = app
  const answer = await chat.generate('a boat')
  const before = await readPixels(await readShown(app, answer.image('a boat')))
  await answer.image('a boat').hover()
  await answer.paintMask.click()
  await maskEditor.isReady()
  await maskEditor.button('Rectangle').press('Enter')
  await app.window.keyboard.press('Enter')
  await maskEditor.finish()
  const edited = await chat.generate('a swan')
  await expect(edited.cost).toHaveText('Free')
  const after = await readPixels(await readShown(app, edited.image('a swan')))
  const different = findDifferent(before, after)
  expect(different.length).toBeGreaterThan(100_000)
  expect(different.filter(([x, y]) => x < 256 || x >= 768 || y < 256 || y >= 768)).toEqual([])
})

/** Reads the file of a displayed image. */
async function readShown(app: EaselApp, image: Locator): Promise<Buffer> {
  await expect(image).toBeVisible()
  const hash = /[0-9a-f]{64}/.exec((await image.getAttribute('src')) ?? '')?.[0] ?? ''
  return readFile(app.profile.path('objects', hash.slice(0, 2), `${hash}.png`))
}

/** Lists the pixels in which two images of the same size differ. */
function findDifferent(one: Pixels, other: Pixels): readonly (readonly [x: number, y: number])[] {
  const different: [number, number][] = []
  for (let y = 0; y < one.height; y += 1) {
    for (let x = 0; x < one.width; x += 1) {
      const at = (y * one.width + x) * 4
      if (!Buffer.from(one.rgba.buffer, at, 3).equals(Buffer.from(other.rgba.buffer, at, 3))) different.push([x, y])
    }
  }
  return different
}
