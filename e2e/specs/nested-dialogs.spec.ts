import { expect, test } from '../fixtures'
import { PromptLibrary } from '../pages/prompt-library'

test('Escape closes only the dialog in front, and what was typed behind it stays', async ({ app }) => {
  const { settings, window } = app
  await settings.open()
  await settings.dailyCap.fill('3.5')
  for (const [opener, role, name] of [
    ['Add connection', 'dialog', 'Add connection'],
    ['Delete everything…', 'alertdialog', 'Delete everything'],
  ] as const) {
    await settings.root.getByRole('button', { name: opener, exact: true }).click()
    const front = window.getByRole(role, { name, exact: true })
    await expect(front).toBeVisible()
    await window.keyboard.press('Escape')
    await expect(front).toBeHidden()
    await expect(settings.dailyCap, `after ${name}`).toHaveValue('3.5')
  }
  await settings.save.click()
  await expect(settings.root).toBeHidden()
})

test('calling off the choice of a file leaves the dialog open that asked for it', async ({ app }) => {
  const library = new PromptLibrary(app.window)
  await library.open()
  // Tests can't press Cancel in the system's dialog, so dispatch the event that the field would get.
  await library.file.evaluate((field) => field.dispatchEvent(new Event('cancel', { bubbles: true })))
  await expect(library.dialog).toBeVisible()
  await app.window.keyboard.press('Escape')
  await expect(library.dialog).toBeHidden()
})
