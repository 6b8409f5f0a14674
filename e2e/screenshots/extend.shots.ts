/** Saves screenshots of extending a canvas. Not a test: for visual review. */
import { test } from '../fixtures'
import { photographer } from './photographer'

const looks = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 1400, height: 900 },
  { theme: 'light', width: 480, height: 900 },
  { theme: 'dark', width: 480, height: 900 },
] as const

for (const look of looks) {
  test.describe(`${look.theme}-${look.width}x${look.height}`, () => {
    test.use({ keys: { openai: look.theme === 'light', blob: false } })

    test('extending a canvas', async ({ app }) => {
      const shoot = await photographer(app, look)
      const answer = await app.chat.generate('A paper boat on a puddle')
      await answer.image('A paper boat on a puddle').hover()
      await answer.choose('Extend canvas…')
      const dialog = app.window.getByRole('dialog', { name: 'Extend canvas', exact: true })
      await shoot('extend-open')
      await dialog.getByRole('combobox', { name: 'Shape' }).selectOption('3:2')
      await shoot('extend-shape')
      await dialog.getByRole('button', { name: 'Done' }).click()
      await app.chat.composer.attached.getByRole('button', { name: 'Edit mask' }).waitFor()
      await shoot('extend-attached')
    })
  })
}
