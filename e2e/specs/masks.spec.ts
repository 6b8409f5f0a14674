import { measureTransparent, readAlpha, readMask } from '../read-mask'
import { expect, test } from '../fixtures'
import { FAL_KEY, FalStandIn } from '../stand-ins/fal'
import { noisyPng } from '../stand-ins/images'

const made = noisyPng({ width: 320, height: 240, seed: 5 })
const mine = noisyPng({ width: 80, height: 60, seed: 6 })
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer })

/** With models that take images and no masks. */
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

  // From the middle to the right, then a second stroke that is taken back.
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
  const mask = readMask(sent!.form!.files[1]!.bytes)
  expect([mask.width, mask.height]).toEqual([320, 240])
  expect(readAlpha(mask, 160, 120)).toBe(0)
  expect(readAlpha(mask, 2, 2)).toBe(255)
  expect(new Set(mask.alpha)).toEqual(new Set([0, 255]))
  expect(mask.hasHiddenColor).toBe(false)
  expect(measureTransparent(mask)).toBeLessThan(0.3)
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
  const mask = readMask(openai.paidRequests[0]!.form!.files[1]!.bytes)
  expect([mask.width, mask.height]).toEqual([80, 60])
  expect(readAlpha(mask, 0, 0)).toBe(0)
  expect(readAlpha(mask, 41, 29)).toBe(0)
  expect(readAlpha(mask, 43, 10)).toBe(255)
  expect(readAlpha(mask, 10, 31)).toBe(255)
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

test('the demo changes an image inside of its mask only, offline', async ({ launch }) => {
  const app = await launch({ env: {} })
  const { chat, maskEditor } = app
  await chat.composer.chooseModel('Demo Image')
  const answer = await chat.generate('a boat')
  await answer.image('a boat').hover()
  await answer.paintMask.click()
  await maskEditor.isReady()
  await maskEditor.button('Rectangle').click()
  await maskEditor.drag([0.45, 0.45], [0.55, 0.55])
  await maskEditor.finish()
  const edited = await chat.generate('a swan')
  await expect(edited.image('a swan')).toBeVisible()
  await expect(edited.cost).toHaveText('Free')
})
