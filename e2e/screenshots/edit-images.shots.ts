/**
 * Saves screenshots of everything that can be done with an image: its menu, marks with their handles, roles of attached
 * images, mask, crop, history. Not a test.
 */
import { drawMask } from '../../tests/support/main/draw-mask'
import { test } from '../fixtures'
import { noisyPng } from '../stand-ins/images'
import { photographer } from './photographer'

const looks = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 900, height: 600 },
  { theme: 'light', width: 480, height: 900 },
] as const

const prompt = 'A paper boat on a puddle'
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer })

for (const look of looks) {
  test.describe(`${look.theme}-${look.width}x${look.height}`, () => {
    test.use({ keys: { openai: false, blob: false } })

    test('editing images', async ({ app }) => {
      const shoot = await photographer(app, look)
      const { composer } = app.chat
      const { keyboard } = app.window
      const answer = await app.chat.generate(prompt)
      await answer.image(prompt).hover()
      await answer.more.click()
      await app.window.getByRole('menuitem', { name: 'Image history' }).waitFor()
      await shoot('edit-menu')
      await keyboard.press('Escape')

      await answer.choose('Mark up…')
      const dialog = app.window.getByRole('dialog', { name: 'Mark up', exact: true })
      const stage = dialog.getByRole('application')
      await stage.press('a')
      await stage.press('ArrowUp')
      await stage.press('c')
      await shoot('edit-markup-circle')
      await stage.press('t')
      await dialog.getByRole('textbox').fill('A red sail')
      await dialog.getByRole('textbox').press('Enter')
      for (let press = 0; press < 5; press += 1) await stage.press('Shift+ArrowRight')
      await shoot('edit-markup-words')
      await stage.press('n')
      await shoot('edit-markup-arrow')
      await dialog.getByRole('button', { name: 'Done' }).click()
      await composer.attached.getByRole('listitem').nth(1).waitFor()
      await shoot('edit-marked')

      const remove = composer.attached.getByRole('button', { name: 'Remove', exact: true })
      await remove.first().click()
      await remove.first().click()
      await composer.message.fill('')
      const mine = noisyPng({ width: 320, height: 240, seed: 6 })
      await composer.files.setInputFiles([
        file('mine.png', mine),
        file(
          'mask.png',
          drawMask(320, 240, (x) => x < 160),
        ),
      ])
      const items = composer.attached.getByRole('listitem')
      await items.nth(1).waitFor()
      await shoot('edit-roles')
      await items.nth(1).getByRole('combobox', { name: 'Role' }).selectOption('Mask')
      await items.getByRole('button', { name: 'Edit mask' }).waitFor()
      await composer.files.setInputFiles([file('another.png', noisyPng({ width: 200, height: 300, seed: 8 }))])
      await items.nth(1).waitFor()
      await shoot('edit-masked')
      await items.first().getByRole('button', { name: 'Edit mask' }).click()
      await app.maskEditor.isReady()
      await shoot('edit-mask-editor')
      await keyboard.press('Escape')
      await items.nth(1).getByRole('button', { name: 'Crop' }).click()
      await app.window.getByRole('dialog', { name: 'Crop' }).waitFor()
      await shoot('edit-crop')
      await keyboard.press('Escape')

      await app.chat.generate('With a lighthouse')
      await shoot('edit-answer')
      await app.chat.lastAnswer.choose('Image history')
      await app.window.getByRole('dialog', { name: 'Image history' }).waitFor()
      await shoot('edit-history')
    })
  })
}
