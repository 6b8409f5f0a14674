import { expectAccessible } from '../axe'
import { expect, test } from '../fixtures'
import { CommandPalette } from '../pages/command-palette'

test('a few letters and Enter do what a menu does, and what was done last comes first', async ({ app }) => {
  const palette = new CommandPalette(app.window)
  await palette.open()
  await app.window.keyboard.type('usage')
  await expect(palette.active).toHaveText(/^Usage/)
  await app.window.keyboard.press('Enter')
  await expect(palette.root).toHaveCount(0)
  await expect(app.usage.root).toBeVisible()
  await app.window.keyboard.press('Escape')

  await palette.open()
  await expect(palette.options.first()).toHaveText(/^Usage/)
  await app.window.keyboard.press('Escape')
  await expect(palette.root).toHaveCount(0)
  await expect(app.chat.composer.message).toBeFocused()
})

test('chats, models and pages of Settings are a few letters away', async ({ app }) => {
  const palette = new CommandPalette(app.window)
  await app.chat.generate('a lighthouse at dusk')
  await app.chat.sidebar.newChat.click()
  await palette.open()
  await palette.box.fill('light dusk')
  await expect(palette.active).toHaveText(/a lighthouse at dusk/)
  await app.window.keyboard.press('Enter')
  await expect(app.chat.questions).toHaveText([/a lighthouse at dusk/])
  await expect(app.chat.composer.message).toBeFocused()

  await palette.open()
  await palette.box.fill('6.1 terra')
  await expect(palette.active).toHaveText(/GPT-6.1 Terra/)
  await app.window.keyboard.press('Enter')
  await expect(app.chat.composer.model).toHaveAccessibleName('Model: GPT-6.1 Terra')

  await palette.open()
  await palette.box.fill('settings budget')
  await app.window.keyboard.press('Enter')
  await expect(app.window.getByRole('spinbutton', { name: 'Daily cap' })).toBeInViewport()
})

test('a project and the named images are a few letters away', async ({ app }) => {
  const palette = new CommandPalette(app.window)
  for (const name of ['New project', 'Named images']) {
    await palette.open()
    await palette.box.fill(name)
    await expect(palette.active).toHaveText(`${name}…`)
    await palette.box.press('Enter')
    await expect(app.window.getByRole('dialog', { name, exact: true })).toBeVisible()
    await app.window.keyboard.press('Escape')
    await expect(app.window.getByRole('dialog', { name, exact: true })).toHaveCount(0)
  }
})

test('arrows go round, only what applies is offered, and the list is accessible', async ({ app }) => {
  const palette = new CommandPalette(app.window)
  await palette.open()
  await expect(palette.options.filter({ hasText: 'New chat' })).toHaveCount(1)
  await expect(palette.options.filter({ hasText: 'Delete chat' })).toHaveCount(0)
  const first = await palette.options.first().textContent()
  const last = await palette.options.last().textContent()
  await app.window.keyboard.press('ArrowUp')
  await expect(palette.active).toHaveText(last!)
  await app.window.keyboard.press('ArrowDown')
  await expect(palette.active).toHaveText(first!)
  await expectAccessible(app, 'commands')

  await palette.box.fill('zzzz')
  await expect(palette.root.getByText('Nothing found')).toBeVisible()
  await app.window.keyboard.press('Enter')
  await expect(palette.root).toBeVisible()
})
