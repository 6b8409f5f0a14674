import type { Locator } from '@playwright/test'
import { expectAccessible } from '../axe'
import { expect, test } from '../fixtures'
import { NativeMenus } from '../native-menus'
import { listAlpha, readPixel, readPixels } from '../read-pixels'
import { noisyPng } from '../stand-ins/images'
import { spreadFingers } from '../touch'

const mine = noisyPng({ width: 320, height: 240, seed: 6 })

test('marks that are placed by keys go to the service as a transparent overlay of the image, with the image', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  const { keyboard } = app.window
  await composer.chooseModel('GPT Image 2.5 Flare')
  await composer.files.setInputFiles([{ name: 'mine.png', mimeType: 'image/png', buffer: mine }])
  await composer.attached.getByRole('button', { name: 'Mark up…' }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Mark up', exact: true })
  const stage = dialog.getByRole('application', { name: 'Image to mark' })
  await expect(stage).toBeFocused()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog.getByText('Nothing is marked yet')).toBeVisible()

  // Draws a circle in the middle, an arrow that is deleted again, and a label.
  await stage.focus()
  await keyboard.press('c')
  await expect(dialog.getByText('1 mark', { exact: true })).toBeAttached()
  await keyboard.press('a')
  await keyboard.press('ArrowUp')
  await keyboard.press('Delete')
  await expect(dialog.getByText('1 mark', { exact: true })).toBeAttached()
  // Its corner moves right by a fiftieth of the width, and the focus returns to the image.
  const corner = dialog.getByRole('slider', { name: 'Lower right corner' })
  await keyboard.press('n')
  await corner.focus()
  await keyboard.press('ArrowRight')
  await expect(corner).toHaveAttribute('aria-valuetext', '64 % from the left, 63 % from the top')
  await keyboard.press('Enter')
  await expect(stage).toBeFocused()
  await keyboard.press('t')
  const words = dialog.getByRole('textbox', { name: 'Words of the mark' })
  await expect(words).toBeFocused()
  await keyboard.type('bigger')
  await keyboard.press('Enter')
  await expect(stage).toBeFocused()
  await expect(dialog.getByText('2 marks', { exact: true })).toBeAttached()
  const right = dialog.getByRole('slider', { name: 'Upper right corner' })
  const before = Number(await right.getAttribute('aria-valuenow'))
  await keyboard.press('Shift+ArrowRight')
  await expect.poll(async () => Number(await right.getAttribute('aria-valuenow'))).toBeGreaterThan(before)
  await dialog.getByRole('radio', { name: 'Blue' }).check()
  await expectAccessible(app, 'mark up')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  await expect(composer.message).toBeFocused()
  await expect(composer.attached.getByRole('button', { name: 'Remove markup' })).toBeVisible()

  await app.chat.generate('as marked')
  const files = openai.paidRequests[0]!.form!.files
  expect(files.map(({ field, type }) => [field, type])).toEqual([
    ['image', 'image/png'],
    ['markup', 'image/png'],
  ])
  const overlay = await readPixels(files[1]!.bytes)
  expect([overlay.width, overlay.height]).toEqual([320, 240])
  expect(readPixel(overlay, 2, 2)).toEqual([0, 0, 0, 0])
  // The right end of the circle is red.
  const [red, green, , alpha] = readPixel(overlay, 206, 120)
  expect([red! > 200, green! < 90, alpha]).toEqual([true, true, 255])
  expect(listAlpha(overlay).filter((each) => each > 0).length).toBeGreaterThan(500)
  const sent = app.chat.questions.last().getByRole('list', { name: 'Images in this message' })
  await expect(sent.getByRole('img', { name: 'Markup of image 1' })).toBeVisible()
})

test('marks that are drawn while zoomed in lie where the pointer was on the image, and can be selected and moved there', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  await composer.files.setInputFiles([
    { name: 'mine.png', mimeType: 'image/png', buffer: noisyPng({ width: 320, height: 240, seed: 6 }) },
  ])
  await composer.attached.getByRole('button', { name: 'Mark up…' }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Mark up', exact: true })
  const stage = dialog.getByRole('application')
  const box = (await stage.boundingBox())!
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const { mouse, keyboard } = app.window
  // Two fingers zoom and draw nothing.
  await spreadFingers(stage)
  await expect(dialog.getByText('400%')).toBeVisible()
  await expect(dialog.getByText('0 marks', { exact: true })).toBeAttached()
  await keyboard.press('1')
  for (let press = 0; press < 3; press += 1) await dialog.getByRole('button', { name: 'Zoom in' }).click()
  await expect(dialog.getByText('274%')).toBeVisible()
  await stage.focus()
  await keyboard.press('p')
  await mouse.move(middle.x, middle.y)
  await mouse.down()
  await mouse.move(middle.x + 55, middle.y, { steps: 4 })
  await mouse.up()
  // 55 page pixels are 20 image pixels.
  await keyboard.press('v')
  await mouse.move(middle.x + 20, middle.y)
  await mouse.down()
  await mouse.move(middle.x + 20, middle.y + 110, { steps: 4 })
  await mouse.up()
  // A handle drags its right end outward by another 55 page pixels.
  const corner = (await dialog.getByRole('slider', { name: 'Lower right corner' }).boundingBox())!
  const held = { x: corner.x + corner.width / 2, y: corner.y + corner.height / 2 }
  await mouse.move(held.x, held.y)
  await mouse.down()
  await mouse.move(held.x + 55, held.y, { steps: 4 })
  await mouse.up()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  await app.chat.generate('a line')
  const marks = await readPixels(openai.paidRequests[0]!.form!.files[1]!.bytes)
  const hasMark = (x: number, y: number): boolean => (readPixel(marks, x, y)[3] ?? 0) > 128
  expect([hasMark(162, 160), hasMark(198, 160), hasMark(170, 120), hasMark(210, 160)]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('for a model without markup the marks are drawn on a copy beside the image, and the message says so before it is sent', async ({
  launch,
}) => {
  const app = await launch({ env: {} })
  const { composer } = app.chat
  const answer = await app.chat.generate('a boat')
  await answer.image('a boat').hover()
  await answer.choose('Mark up…')
  const dialog = app.window.getByRole('dialog', { name: 'Mark up', exact: true })
  const stage = dialog.getByRole('application', { name: 'Image to mark' })
  await expect(stage).toBeFocused()
  await expect(dialog.getByText('a copy with the marks on it')).toBeVisible()
  const box = (await stage.boundingBox())!
  await app.window.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await app.window.mouse.down()
  await app.window.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 - 40, { steps: 4 })
  await app.window.mouse.up()
  await expect(dialog.getByText('1 mark', { exact: true })).toBeAttached()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  await expect(composer.attached.getByRole('img', { name: /Attached image/ })).toHaveCount(2)
  await expect(composer.message).toHaveValue(/^Image 2 is image 1 with marks on it/)

  // Keys and drags reorder them; the numbers belong to the positions.
  const items = composer.attached.getByRole('listitem')
  const source = (item: Locator) => item.getByRole('img').getAttribute('src')
  const original = await source(items.first())
  const remove = items.last().getByRole('button', { name: 'Remove', exact: true })
  await remove.focus()
  await app.window.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => source(items.last())).toBe(original)
  await expect(composer.message).toHaveValue(/^Image 1 is image 2 with marks on it/)
  const [from, to] = [
    await items.last().getByRole('img').boundingBox(),
    await items.first().getByRole('img').boundingBox(),
  ]
  await app.window.mouse.move(from!.x + 28, from!.y + 28)
  await app.window.mouse.down()
  await app.window.mouse.move(to!.x + 28, to!.y + 28, { steps: 4 })
  await app.window.mouse.up()
  await expect.poll(() => source(items.first())).toBe(original)
  await expect(composer.message).toHaveValue(/^Image 2 is image 1 with marks on it/)

  // The copy knows its source: the answer counts as made from that, and the original can replace the copy.
  await items.last().getByRole('button', { name: 'Use the original' }).click()
  await expect(items).toHaveCount(1)
  await expect.poll(() => source(items.first())).toBe(original)
  await expect(composer.message).toHaveValue('')
})

test('where a text model is chosen, an attached image has the same tools as buttons and in its menu, for the model that made it', async ({
  app,
}) => {
  const { composer } = app.chat
  const menus = await NativeMenus.watch(app)
  const answer = await app.chat.generate('a boat')
  await answer.image('a boat').hover()
  await answer.editImage.click()
  await composer.chooseModel('GPT-6.1 Terra')
  const item = composer.attached.getByRole('listitem')
  for (const name of ['Crop', 'Paint mask', 'Mark up…', 'Extend canvas…']) {
    await expect(item.getByRole('button', { name })).toBeVisible()
  }
  const openMenu = () => item.getByRole('img').click({ button: 'right' })
  expect(await menus.open(openMenu)).toEqual(
    expect.arrayContaining(['Paint mask…', 'Mark up…', 'Crop…', 'Extend canvas…']),
  )

  // The crop hasn't been applied yet.
  const crop = app.window.getByRole('dialog', { name: 'Crop', exact: true })
  await menus.choose(openMenu, 'Crop…')
  await crop.getByRole('spinbutton', { name: 'Width' }).fill('200')
  await crop.getByRole('button', { name: 'Done' }).click()
  await expect(crop).toBeHidden()
  await expect(composer.model).toHaveAccessibleName('Model: GPT-6.1 Terra')
  await item.getByRole('button', { name: 'Use the original' }).click()

  // Marks need a model that can edit.
  const dialog = app.window.getByRole('dialog', { name: 'Mark up', exact: true })
  await menus.choose(openMenu, 'Mark up…')
  const stage = dialog.getByRole('application', { name: 'Image to mark' })
  await expect(stage).toBeFocused()
  await app.window.keyboard.press('c')
  await expect(dialog.getByText('1 mark', { exact: true })).toBeAttached()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  await expect(composer.model).toHaveAccessibleName(/^Model: GPT Image/)

  // With marks over it, it can't be cropped or extended, neither by button nor by menu.
  for (const name of ['Crop', 'Paint mask', 'Mark up…', 'Extend canvas…']) {
    await expect(item.getByRole('button', { name })).toHaveCount(0)
  }
  const left = await menus.open(openMenu)
  expect(left.filter((label) => /^(Crop|Mark up|Extend)/.test(label))).toEqual([])
})
