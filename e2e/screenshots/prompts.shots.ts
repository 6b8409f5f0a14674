/** The prompt library and the slash list: see `states.shots.ts`. */
import { expect, test } from '../fixtures'
import { ChatSettings } from '../pages/chat-settings'
import { PromptLibrary } from '../pages/prompt-library'
import { photographer, type Look } from './photographer'

const looks: readonly Look[] = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 900, height: 600 },
  { theme: 'dark', width: 480, height: 800 },
]

for (const look of looks) {
  test(`prompts, ${look.theme} ${look.width}`, async ({ app }) => {
    const library = new PromptLibrary(app.window)
    const { message } = app.chat.composer
    await library.open()
    const shoot = await photographer(app, look)
    await shoot('80-prompts-empty')
    await library.add('Harbor', 'A harbor at {light: dawn, noon, dusk}, seen from {place: a hill}, gouache', 'Images')
    await library.add(
      'Product photo',
      'A photo of {product} on {ground: linen, slate, oak}, soft window light',
      'Images',
    )
    await library.add('Shorten', 'Shorten this text to half its length. Keep every fact, name and number.')
    await library.add('Translate', 'Translate into {language: German, French, Spanish}:', 'Writing')
    await shoot('81-prompts')
    await library.dialog.getByRole('button', { name: 'Edit “Harbor”' }).click()
    await expect(library.title).toBeFocused()
    await shoot('82-prompt-form')
    await library.dialog.getByRole('button', { name: 'Cancel', exact: true }).click()
    await library.dialog.getByRole('button', { name: 'Delete “Translate”' }).click()
    await expect(library.prompt('Translate')).toBeHidden()
    await shoot('83-prompt-deleted')
    await library.close()
    await message.press('/')
    await expect(library.options).toHaveCount(4)
    await shoot('84-slash')
    await message.pressSequentially('harb')
    await expect(library.options).toHaveCount(1)
    await message.press('Enter')
    await expect(library.field('light')).toBeFocused()
    await shoot('85-slash-variables')
    const settings = new ChatSettings(app.window)
    await library.field('light').press('Escape')
    await message.fill('a lighthouse')
    await settings.open()
    await settings.style.selectOption('Poster')
    await shoot('86-style')
    await settings.close()
    await shoot('87-style-note')
  })
}
