import { expect, test } from '../fixtures'

const LABEL = 'Name new chats by'

test('a text model that the user chose names new chats, for a price that Usage lists', async ({ app, openai }) => {
  const { chat, settings } = app
  await settings.open()
  await settings.turnTo('General')
  await settings.root.getByRole('combobox', { name: LABEL, exact: true }).selectOption('GPT-6.1 Terra')
  await app.window.keyboard.press('Escape')
  await expect(settings.root).toBeHidden()

  openai.next.image()
  openai.next.text(['"Morning', ' harbor."'])
  await chat.composer.chooseModel('GPT Image 2.5 Flare')
  await chat.generate('a harbor at dawn, gouache')
  await expect(chat.sidebar.chat('Morning harbor')).toBeVisible()
  expect(openai.paidRequests.map(({ path }) => path)).toEqual(['/v1/images/generations', '/v1/responses'])

  // Only a chat's first answer requests a name.
  await chat.generate('now at night')
  expect(openai.paidRequests.map(({ path }) => path).slice(2)).toEqual(['/v1/images/generations'])

  await app.restart()
  await expect(app.chat.sidebar.chat('Morning harbor')).toBeVisible()
  await app.usage.open.click()
  await expect(app.usage.rows.filter({ hasText: 'Naming a chat' })).toHaveCount(1)
})

test('chats are called by their first words unless the user chooses a model', async ({ app, openai }) => {
  await app.chat.generate('a harbor at dusk')
  await expect(app.chat.sidebar.chat('a harbor at dusk')).toBeVisible()
  expect(openai.paidRequests).toHaveLength(1)
})
