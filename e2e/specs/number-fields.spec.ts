import type { Locator } from '@playwright/test'
import type { EaselApp } from '../app'
import { expect, test } from '../fixtures'

/** As a user does: through the clipboard and the keyboard. */
async function paste(app: EaselApp, box: Locator, text: string): Promise<void> {
  await app.electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text)
  await box.focus()
  await app.window.keyboard.press('ControlOrMeta+a')
  await app.window.keyboard.press('ControlOrMeta+v')
}

test('a cap is read in both spellings, read back beside its field, and kept as read back', async ({ app }) => {
  const { settings } = app
  await settings.open()
  await settings.dailyCap.focus()
  await app.window.keyboard.type('0,50')
  await expect(settings.root).toContainText('$0.50 a day')
  await paste(app, settings.monthlyCap, '1.234,50 USD')
  await expect(settings.root).toContainText('$1,234.50 a month')
  await paste(app, settings.askAbove, ' \u200b$0.05\n')
  await expect(settings.root).toContainText('Above $0.05')
  await settings.saveAndClose()

  await app.restart()
  await app.settings.open()
  await expect(app.settings.dailyCap).toHaveValue('0.5')
  await expect(app.settings.monthlyCap).toHaveValue('1234.5')
  await expect(app.settings.askAbove).toHaveValue('0.05')
  await expect(app.settings.root).toContainText('$0.50 a day')
})

test('what cannot be read for certain is refused with a word, and nothing of it is kept', async ({ app }) => {
  const { settings } = app
  await settings.open()
  const refused = async (text: string, words: string | RegExp): Promise<void> => {
    await settings.dailyCap.fill(text)
    await expect(settings.dailyCap).toHaveAttribute('aria-invalid', 'true')
    await expect(settings.dailyCap).toHaveAccessibleDescription(words)
    await expect(settings.save).toBeDisabled()
  }
  await refused('1,234', /Is this \$1\.234 or \$1234\?/)
  await refused('½', /Enter a number/)
  await refused('-1', /0 or more/)
  await refused('5 €', /Enter a number/)
  await refused('10000000', /\$1,000,000/)
  await paste(app, settings.dailyCap, '1\n50')
  await expect(settings.dailyCap).toHaveAccessibleDescription(/Enter a number/)

  await settings.dailyCap.fill('')
  await settings.dailyCap.press('ArrowUp')
  await settings.dailyCap.press('ArrowUp')
  await settings.dailyCap.press('ArrowDown')
  await expect(settings.dailyCap).toHaveAccessibleDescription(/^\$1\.00 a day/)
})

test('own prices take both spellings and say what they are read as', async ({ app }) => {
  const { settings } = app
  await settings.open()
  const textIn = settings.root.getByRole('spinbutton', { name: 'GPT-6.1 Terra: Input text', exact: true })
  const textOut = settings.root.getByRole('spinbutton', { name: 'GPT-6.1 Terra: Output text', exact: true })
  await textIn.fill('1,25')
  await expect(textIn).toHaveAccessibleDescription('$1.25')
  await expect(textOut).toHaveAccessibleDescription('Both are needed.')
  await textOut.fill('$10')
  await settings.saveAndClose()
  await settings.open()
  await expect(textIn).toHaveValue('1.25')
  await expect(textOut).toHaveValue('10')
})

test('numbers among the image options are whole, within their limits, and say which one is used', async ({ app }) => {
  const options = await app.chat.composer.openImageOptions()
  const images = options.getByRole('spinbutton', { name: 'Images' })
  await images.fill('15')
  await expect(images).toHaveAccessibleDescription('Enter 1 to 10. 10 is used.')
  await images.blur()
  await expect(images).toHaveValue('10')
  await images.fill('2,5')
  await expect(images).toHaveAccessibleDescription('Enter a whole number. 10 is used.')
  await images.fill('3')
  await images.press('ArrowUp')
  await expect(images).toHaveValue('4')

  await options.getByRole('combobox', { name: 'Size' }).selectOption('Custom')
  const width = options.getByRole('spinbutton', { name: 'Width' })
  await width.fill('1,536 px')
  await width.blur()
  await expect(width).toHaveValue('1536')
})
