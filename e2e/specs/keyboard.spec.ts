import { expect, test } from '../fixtures'

test('typing and pasting outside of a field go to the message box, from the first character on', async ({ app }) => {
  const { message } = app.chat.composer
  await app.chat.generate('a lighthouse')
  const outside = [
    () => app.chat.conversation.click({ position: { x: 5, y: 5 } }),
    () => app.chat.sidebar.newChat.focus(),
    () => message.blur(),
  ]

  for (const leave of outside) {
    await message.fill('')
    await leave()
    await expect(message).not.toBeFocused()
    await app.window.keyboard.type('Hello?')
    await expect(message).toHaveValue('Hello?')
    await expect(message).toBeFocused()
  }

  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('two\nlines'))
  await message.fill('')
  await message.blur()
  await app.window.keyboard.press('ControlOrMeta+V')
  await expect(message).toHaveValue('two\nlines')
  await expect(message).toBeFocused()
})

test('typing elsewhere leaves the message box alone: with a modifier, in a field, in a dialog', async ({ app }) => {
  const { message } = app.chat.composer
  await message.blur()
  await app.window.keyboard.press('Control+J')
  await app.window.keyboard.press('Alt+J')
  await expect(message).not.toBeFocused()

  await app.chat.sidebar.search.click()
  await app.window.keyboard.type('in the search')
  await expect(app.chat.sidebar.search).toHaveValue('in the search')

  await app.settings.open()
  await app.window.keyboard.type('x')
  await app.window.keyboard.press('Escape')
  await expect(app.settings.root).toBeHidden()
  await expect(message).toHaveValue('')
})

test('the focus comes to the message box after opening a chat, closing a panel and beginning a chat', async ({
  app,
}) => {
  const { message } = app.chat.composer
  await app.chat.generate('the first')

  await app.chat.sidebar.newChat.click()
  await expect(message).toBeFocused()
  await app.chat.open('the first')
  await expect(message).toBeFocused()

  await app.usage.open.click()
  await app.window.keyboard.press('Escape')
  await expect(app.usage.open).toBeFocused()

  await app.chat.conversation.click({ position: { x: 5, y: 5 } })
  await app.window.keyboard.press('ControlOrMeta+Comma')
  await expect(app.settings.root).toBeVisible()
  await app.window.keyboard.press('Escape')
  await expect(app.settings.root).toBeHidden()
  await expect(message).toBeFocused()
})

test('Stop gives the focus to the message box', async ({ app, openai }) => {
  const stalled = openai.next.stallsBeforeHeaders()
  const answer = await app.chat.ask('a lighthouse')
  await stalled.stalled
  await app.window.getByRole('button', { name: 'Stop', exact: true }).first().click()
  await answer.becomes('cancelled')
  await expect(app.chat.composer.message).toBeFocused()
})
