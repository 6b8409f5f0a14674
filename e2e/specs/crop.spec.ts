import { expectAccessible } from '../axe'
import { expect, test } from '../fixtures'
import { readPixel, readPixels } from '../read-pixels'
import { noisyPng } from '../stand-ins/images'

const mine = noisyPng({ width: 80, height: 60, seed: 6 })

test('an attached image is cut by keys, numbers and to a shape, and only the part is sent, pixel by pixel', async ({
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

  await app.chat.generate('a detail')
  const sent = await readPixels(openai.paidRequests[0]!.form!.files[0]!.bytes)
  expect([sent.width, sent.height]).toEqual([20, 20])
  const original = await readPixels(mine)
  expect(readPixel(sent, 0, 0)).toEqual(readPixel(original, 11, 0))
  expect(readPixel(sent, 19, 19)).toEqual(readPixel(original, 30, 19))
})
