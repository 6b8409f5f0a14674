import { readFile } from 'node:fs/promises'
import { findViolations } from '../axe'
import { answerSaveDialog } from '../dialogs'
import { expect, test } from '../fixtures'
import { PromptLibrary } from '../pages/prompt-library'

test('a slash in the message box finds a saved prompt, asks for its variables, and inserts it, all by keyboard', async ({
  app,
}) => {
  const { composer } = app.chat
  const { keyboard } = app.window
  const library = new PromptLibrary(app.window)
  await library.open()
  await library.add('Harbor', 'A harbor at {light: dawn, noon}, seen from {place}', 'Images')
  await library.add('Shorten', 'Shorten this text')
  await library.close()

  await composer.message.press('/')
  await expect(library.options).toHaveText([/Shorten/, /Harbor/, 'Manage prompts…'])
  await expect(composer.message).toBeFocused()
  await keyboard.type('harb')
  await expect(library.options).toHaveCount(1)
  await keyboard.press('Enter')
  await expect(library.field('light')).toBeFocused()
  await keyboard.press('Escape')
  await expect(composer.message).toBeFocused()
  await expect(library.options).toHaveCount(1)
  await keyboard.press('Enter')
  await expect(library.field('light')).toBeFocused()
  await library.field('light').selectOption('noon')
  await keyboard.press('Tab')
  await expect(library.field('place')).toBeFocused()
  await keyboard.type('a hill')
  await keyboard.press('Enter')
  await expect(composer.message).toHaveValue('A harbor at noon, seen from a hill')
  await expect(composer.message).toBeFocused()
  await expect(library.list).toBeHidden()

  // Escape closes the list, and text that matches no prompt is an ordinary message.
  await composer.message.fill('/')
  await expect(library.options).toHaveCount(3)
  await keyboard.press('Escape')
  await expect(library.list).toBeHidden()
  await expect(composer.message).toHaveValue('/')
  await composer.message.fill('/nowhere')
  await expect(library.list).toBeHidden()
  await keyboard.press('Enter')
  await expect(app.chat.question('/nowhere').root).toBeVisible()
  // The arrow keys bring earlier prompts back into an empty box.
  await expect(composer.message).toHaveValue('')
  await composer.message.press('ArrowUp')
  await expect(composer.message).toHaveValue('/nowhere')
  await composer.message.press('ArrowDown')
  await expect(composer.message).toHaveValue('')
})

test('prompts are saved from a question, searched, edited, deleted with a way back, exported and imported', async ({
  app,
  profile,
}) => {
  const library = new PromptLibrary(app.window)
  await app.chat.generate('a fox under a bridge')
  await app.chat.question('a fox under a bridge').choose('Save as prompt…')
  await expect(library.text).toHaveValue('a fox under a bridge')
  await library.title.fill('Fox')
  await library.save()
  await expect(library.dialog).toBeHidden()

  await library.open()
  await library.add('Boat', 'a boat in {weather: fog}', 'Sea')
  expect(await findViolations(app)).toEqual([])
  await library.search.fill('fog')
  await expect(library.prompt('Fox')).toBeHidden()
  await library.dialog.getByRole('button', { name: 'Edit “Boat”' }).click()
  await expect(library.title).toBeFocused()
  await expect(library.text).toHaveAccessibleDescription('Variables: weather')
  await library.title.fill('Small boat')
  await library.save()
  await expect(library.prompt('Small boat')).toBeVisible()

  await library.dialog.getByRole('button', { name: 'Delete “Small boat”' }).click()
  await expect(library.prompt('Small boat')).toBeHidden()
  await library.dialog.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(library.prompt('Small boat')).toBeVisible()

  const path = profile.path('prompts.json')
  await answerSaveDialog(app, path)
  await library.choose('Export prompts…')
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('a boat in {weather: fog}')
  await library.file.setInputFiles({
    name: 'more.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify([{ name: 'Fox', prompt: 'a fox under a bridge' }, { prompt: 'new' }, 7])),
  })
  await expect(library.status).toHaveText(
    '1 prompt added. 1 skipped because you have it already. 1 entry couldn’t be read.',
  )
  await app.reload()
  await app.chat.isReady()
  await library.open()
  await expect(library.dialog.getByRole('listitem')).toHaveCount(3)
  await library.prompt('Fox').click()
  await expect(app.chat.composer.message).toHaveValue('a fox under a bridge')
  await expect(app.chat.composer.message).toBeFocused()
})
