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

test('the buttons of a notice work while a dialog is open, and leave the dialog open', async ({ app }) => {
  const { chat, settings, window } = app
  const undo = window.getByRole('button', { name: 'Undo', exact: true })
  await chat.generate('a fox')
  await chat.sidebar.delete('a fox')
  await expect(undo).toBeVisible()
  await settings.open()
  await undo.click()
  await expect(undo).toHaveCount(0)
  await expect(settings.root).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(settings.root).toBeHidden()
  await expect(chat.sidebar.chat('a fox')).toBeVisible()

  await chat.sidebar.delete('a fox')
  await settings.open()
  await window.getByRole('button', { name: 'Dismiss', exact: true }).focus()
  await window.keyboard.press('Escape')
  await expect(undo).toHaveCount(0)
  await expect(settings.root).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(settings.root).toBeHidden()
})
