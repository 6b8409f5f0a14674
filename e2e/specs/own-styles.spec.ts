import { expect, test } from '../fixtures'
import { ChatSettings } from '../pages/chat-settings'

test('a style of one’s own: saved, used in another chat for text and images, renamed, deleted and brought back', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  const settings = new ChatSettings(window)
  await chat.composer.chooseModel('GPT-6.1 Terra')
  await settings.open()
  await settings.instructions.fill('Answer like a pirate.')
  await settings.afterPrompt.fill('old sea chart')
  await settings.dialog.getByRole('button', { name: 'Save as style…', exact: true }).click()
  const name = settings.dialog.getByRole('textbox', { name: 'Style name', exact: true })
  await expect(name).toBeFocused()
  await name.fill('Pirate')
  await name.press('Enter')
  await expect(settings.style.locator('option:checked')).toHaveText('Pirate')
  await settings.close()
  await chat.ask('Who are you?')
  await chat.lastAnswer.becomes('done')

  // Another chat, after a reload.
  await app.reload()
  await window.getByRole('button', { name: 'New chat', exact: true }).click()
  await settings.open()
  await expect(settings.instructions).toHaveValue('')
  await settings.style.selectOption('Pirate')
  await expect(settings.instructions).toHaveValue('Answer like a pirate.')
  await expect(settings.afterPrompt).toHaveValue('old sea chart')
  await settings.dialog.getByRole('button', { name: 'Rename style', exact: true }).click()
  await expect(name).toBeFocused()
  await name.fill('Buccaneer')
  await name.press('Enter')
  await expect(settings.style.locator('option:checked')).toHaveText('Buccaneer')

  await settings.dialog.getByRole('button', { name: 'Delete style', exact: true }).click()
  await expect(settings.style.locator('option', { hasText: 'Buccaneer' })).toHaveCount(0)
  await expect(settings.instructions).toHaveValue('Answer like a pirate.')
  await settings.dialog.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(settings.style.locator('option:checked')).toHaveText('Buccaneer')
  await settings.close()

  const answer = await chat.ask('And now?')
  await answer.becomes('done')
  expect(openai.paidRequests.at(-1)?.json).toMatchObject({ instructions: 'Answer like a pirate.' })
})
