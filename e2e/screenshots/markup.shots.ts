/** Saves screenshots of marking up an image and of the resulting attachment. Not a test: for visual review. */
import { test } from '../fixtures'
import { photographer } from './photographer'

const looks = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 480, height: 900 },
] as const

for (const look of looks) {
  test.describe(`${look.theme}-${look.width}x${look.height}`, () => {
    test.use({ keys: { openai: false, blob: false } })

    test('marking up', async ({ app }) => {
      const shoot = await photographer(app, look)
      const answer = await app.chat.generate('A paper boat on a puddle')
      await answer.image('A paper boat on a puddle').hover()
      await answer.choose('Mark up…')
      const dialog = app.window.getByRole('dialog', { name: 'Mark up', exact: true })
      await dialog.getByRole('application').press('c')
      await dialog.getByRole('application').press('a')
      await dialog.getByRole('application').press('ArrowUp')
      await dialog.getByRole('application').press('t')
      await dialog.getByRole('textbox').fill('A red sail')
      await shoot('markup-words')
      await dialog.getByRole('textbox').press('Enter')
      await dialog.getByRole('application').press('n')
      await shoot('markup-selected')
      await dialog.getByRole('button', { name: 'Done' }).click()
      await app.chat.composer.attached.getByRole('listitem').nth(1).waitFor()
      await shoot('markup-attached')
    })
  })
}
