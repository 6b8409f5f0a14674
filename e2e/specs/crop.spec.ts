import { createHash } from 'node:crypto'
import { expectAccessible } from '../axe'
import { expect, test } from '../fixtures'
import { readPixel, readPixels } from '../read-pixels'
import { noisyPng } from '../stand-ins/images'

const mine = noisyPng({ width: 80, height: 60, seed: 6 })

test('an attached image is cut by keys, numbers and to a shape, and the original is taken back after a restart', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  const { keyboard } = app.window
  await composer.files.setInputFiles([{ name: 'mine.png', mimeType: 'image/png', buffer: mine }])
  await composer.attached.getByRole('button', { name: 'Crop' }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Crop', exact: true })
  const part = dialog.getByRole('application', { name: 'Part to keep' })
  await expect(part).toBeFocused()
  const width = dialog.getByRole('spinbutton', { name: 'Width' })
  const height = dialog.getByRole('spinbutton', { name: 'Height' })
  const left = dialog.getByRole('spinbutton', { name: 'Left' })
  await expect(width).toHaveValue('80')
  await dialog.getByRole('combobox', { name: 'Shape' }).selectOption('1:1')
  await expect(width).toHaveValue('60')
  await expect(left).toHaveValue('10')
  await expectAccessible(app, 'crop')
  await height.fill('20')
  await expect(width).toHaveValue('20')
  await part.focus()
  await keyboard.press('Alt+ArrowRight')
  await expect(left).toHaveValue('11')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  await expect(composer.message).toBeFocused()
  await expect(composer.attached.getByRole('listitem')).toHaveCount(1)

  // It can be undone until it's sent, even after a restart.
  await app.restart()
  const original = app.chat.composer.attached.getByRole('button', { name: 'Use the original' })
  await original.click()
  await expect(original).toHaveCount(0)
  await app.chat.generate('the whole')
  expect(openai.paidRequests[0]!.form!.files[0]!.bytes).toEqual(mine)
})

test('only the part that was cut out is sent, pixel by pixel, and the answer knows the whole image it came from', async ({
  app,
  openai,
}) => {
  const { chat } = app
  const { composer } = chat
  await composer.files.setInputFiles([{ name: 'mine.png', mimeType: 'image/png', buffer: mine }])
  await composer.attached.getByRole('button', { name: 'Crop' }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Crop', exact: true })
  await dialog.getByRole('spinbutton', { name: 'Width' }).fill('20')
  await dialog.getByRole('spinbutton', { name: 'Left' }).fill('11')
  await dialog.getByRole('spinbutton', { name: 'Left' }).blur()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  await chat.generate('a detail')
  const sent = await readPixels(openai.paidRequests[0]!.form!.files[0]!.bytes)
  expect([sent.width, sent.height]).toEqual([20, 60])
  const original = await readPixels(mine)
  expect(readPixel(sent, 0, 0)).toEqual(readPixel(original, 11, 0))
  expect(readPixel(sent, 19, 19)).toEqual(readPixel(original, 30, 19))
  expect(openai.paidRequests[0]!.form!.files).toHaveLength(1)

  await app.restart()
  const strip = app.chat.lastAnswer.root.getByRole('group', { name: 'Made from' })
  const hash = createHash('sha256').update(mine).digest('hex')
  await expect(strip.locator('img')).toHaveAttribute('src', new RegExp(hash))
  await strip.getByRole('button', { name: 'Step 1' }).click()
  await expect(app.window.getByRole('dialog').last()).toBeVisible()
})
