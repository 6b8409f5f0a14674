import { mkdir, readdir } from 'node:fs/promises'
import { EaselApp } from '../app'
import { answerFolderDialog, answerSaveDialog } from '../dialogs'
import { dropFileAt } from '../drop-files'
import { expect, test } from '../fixtures'
import { Profile } from '../profile'

test.use({ keys: { openai: true, blob: false } })

test('everything is exported to one file, and comes into an empty profile with its images and its spending', async ({
  app,
  openai,
  profile,
  usualLaunch,
}) => {
  const prompt = 'a lighthouse at dusk'
  await app.chat.generate(prompt)
  const path = profile.beside('everything.zip')
  await answerSaveDialog(app, path)
  await app.settings.open()
  await app.settings.turnTo('Data')
  await app.settings.root.getByRole('button', { name: 'Export everything…', exact: true }).click()
  await expect(app.settings.root.getByRole('status').filter({ hasText: 'Exported 1 chat and 1 image' })).toContainText(
    path,
  )

  const documents = profile.beside('documents')
  await mkdir(documents)
  await app.electron.evaluate(({ app: easel }, folder) => easel.setPath('documents', folder), documents)
  await app.settings.root.getByRole('button', { name: 'Back up now', exact: true }).click()
  await expect(app.settings.root.getByText('Backed up 1 chat and 1 image')).toBeVisible()
  expect(await readdir(`${documents}/Easel Backups`)).toHaveLength(1)

  const other = await Profile.create()
  const second = new EaselApp(other, usualLaunch)
  try {
    await second.start()
    await answerFolderDialog(second, path)
    await second.settings.open()
    await second.settings.turnTo('Data')
    await second.settings.root.getByRole('button', { name: 'Import…', exact: true }).click()
    await expect(second.settings.root.getByText('Added 1 chat, 2 messages and 1 image.')).toBeVisible()
    await second.settings.root.getByRole('button', { name: 'Import…', exact: true }).click()
    await expect(second.settings.root.getByText('Everything in this file was here already.')).toBeVisible()
    await second.window.keyboard.press('Escape')
    await dropFileAt(second.window, path)
    const dropped = second.window.getByRole('dialog', { name: 'Import', exact: true })
    await expect(dropped.getByRole('status')).toHaveText('Everything in this file was here already.')
    await second.window.keyboard.press('Escape')
    await second.chat.openLatest()
    await expect(second.chat.lastAnswer.image(prompt)).toBeVisible()
    await second.restart()
    await second.chat.openLatest()
    await expect(second.chat.lastAnswer.image(prompt)).toBeVisible()
    await expect(second.window.getByRole('button', { name: /today/ })).toBeVisible()
    expect(openai.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  } finally {
    await second.kill()
    await other.remove()
  }
})
