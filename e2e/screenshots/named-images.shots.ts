/** Named images: the shelf, and the list that `@` opens: see `states.shots.ts`. */
import { expect, test } from '../fixtures'
import { photographer, type Look } from './photographer'

const looks: readonly Look[] = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 900, height: 600 },
  { theme: 'dark', width: 480, height: 800 },
]

for (const look of looks) {
  test(`named images, ${look.theme} ${look.width}`, async ({ app }) => {
    const { window } = app
    const { composer } = app.chat
    const shelf = window.getByRole('dialog', { name: 'Named images', exact: true })
    await composer.chooseModel('GPT Image 2.5 Flare')
    const shoot = await photographer(app, look)
    await composer.submit('a fox')
    const answer = window.getByRole('article', { name: 'Assistant' }).first()
    await expect(answer).toHaveAttribute('data-status', 'done')
    await answer.getByRole('img', { name: 'a fox' }).hover()
    await answer.getByRole('button', { name: 'More', exact: true }).click()
    await shoot('99-named-menu')
    await window.getByRole('menuitem', { name: 'Save as reference…' }).click()
    await shoot('99-named-form')
    await shelf.getByRole('textbox', { name: 'Name', exact: true }).fill('mascot')
    await window.keyboard.press('Enter')
    await expect(shelf).toBeHidden()
    await composer.message.pressSequentially('put @')
    await expect(window.getByRole('option', { name: '@mascot' })).toBeVisible()
    await shoot('99-named-list')
    await window.keyboard.press('Enter')
    await window.keyboard.type('on a beach')
    await expect(composer.attached.getByRole('listitem').first()).toBeVisible()
    await shoot('99-named-attached')
    await composer.message.fill('@')
    await window.keyboard.press('ArrowUp')
    await window.keyboard.press('Enter')
    await expect(shelf.getByRole('button', { name: 'Use @mascot' })).toBeVisible()
    await shoot('99-named-shelf')
  })
}
