import { expect, test } from '../fixtures'
import { Batch } from '../pages/batch'
import { ChatSettings } from '../pages/chat-settings'

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
  await expect(app.usage.root).toBeVisible()
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

test('the chat list is one tab stop: arrows go through it, Enter opens, F2 renames, Delete deletes', async ({
  app,
}) => {
  const { sidebar, composer } = app.chat
  for (const title of ['first', 'second', 'third']) {
    await sidebar.newChat.click()
    await app.chat.generate(title)
  }
  await sidebar.search.focus()
  await app.window.keyboard.press('Tab')
  await expect(sidebar.chat('third')).toBeFocused()
  await app.window.keyboard.press('ArrowDown')
  await expect(sidebar.chat('second')).toBeFocused()
  await app.window.keyboard.press('End')
  await expect(sidebar.chat('first')).toBeFocused()
  await app.window.keyboard.press('Home')
  await expect(sidebar.chat('third')).toBeFocused()
  await app.window.keyboard.press('Tab')
  await expect(app.gallery.opener).toBeFocused()
  await app.window.keyboard.press('Shift+Tab')
  await expect(sidebar.chat('third')).toBeFocused()

  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Enter')
  await expect(app.chat.questions).toHaveText(['second'])
  await expect(composer.message).toBeFocused()

  await sidebar.chat('second').focus()
  await app.window.keyboard.press('F2')
  await app.window.keyboard.type('renamed')
  await app.window.keyboard.press('Enter')
  await expect(sidebar.chat('renamed')).toBeFocused()

  await app.window.keyboard.press('Delete')
  await expect(sidebar.chat('renamed')).toHaveCount(0)
  await expect(sidebar.chat('first')).toBeFocused()
  await app.window.keyboard.press('ControlOrMeta+Z')
  await expect(sidebar.chat('renamed')).toBeVisible()
  await expect(app.chat.questions).toHaveText(['second'])
})

test('Undo of a delete opens the chat that was open, by the notice and by the keyboard', async ({ app }) => {
  const { sidebar, composer } = app.chat
  await app.chat.generate('a lighthouse')
  await sidebar.delete('a lighthouse')
  await expect(app.chat.questions).toHaveCount(0)
  await app.window.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(app.chat.questions).toHaveText(['a lighthouse'])

  await sidebar.delete('a lighthouse')
  await composer.message.focus()
  await app.window.keyboard.press('ControlOrMeta+Z')
  await expect(app.chat.questions).toHaveText(['a lighthouse'])
  // The notice no longer offers anything.
  await expect(app.window.getByRole('button', { name: 'Undo', exact: true })).toHaveCount(0)
  // Only once.
  await app.window.keyboard.press('ControlOrMeta+Z')
  await expect(app.chat.questions).toHaveText(['a lighthouse'])
})

test('keys go to the next and the previous chat, toggle the sidebar and show every shortcut', async ({ app }) => {
  const { sidebar, composer } = app.chat
  for (const title of ['first', 'second']) {
    await sidebar.newChat.click()
    await app.chat.generate(title)
  }
  for (const [key, title] of [
    ['Control+Tab', 'first'],
    ['Control+Shift+Tab', 'second'],
    ['Alt+ArrowDown', 'first'],
    ['Alt+ArrowUp', 'second'],
  ] as const) {
    await app.window.keyboard.press(key)
    await expect(app.chat.questions).toHaveText([title])
    await expect(composer.message).toBeFocused()
  }

  await app.window.keyboard.press('ControlOrMeta+B')
  await expect(sidebar.root).toBeHidden()
  await app.window.keyboard.press('ControlOrMeta+B')
  await expect(sidebar.root).toBeVisible()

  await app.window.keyboard.press('ControlOrMeta+/')
  const sheet = app.window.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet.getByRole('term').filter({ hasText: /^New chat$/ })).toBeVisible()
  // A dialog captures the keyboard.
  await app.window.keyboard.press('ControlOrMeta+N')
  await app.window.keyboard.press('Control+Tab')
  await app.window.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(app.chat.questions).toHaveText(['second'])
})

test('the title of the chat is a button with a menu, and a double click on it renames', async ({ app }) => {
  const { sidebar, composer } = app.chat
  await app.chat.generate('a lighthouse')
  const title = app.window.getByRole('main').getByRole('button', { name: 'a lighthouse', exact: true })

  await title.click()
  await app.window.getByRole('menuitem', { name: 'Pin' }).click()
  await expect(sidebar.root.getByRole('heading', { name: 'Pinned' })).toBeVisible()
  await title.dblclick()
  await app.window.keyboard.type('Lights')
  await app.window.keyboard.press('Enter')
  await expect(sidebar.chat('Lights')).toBeVisible()
  await expect(composer.message).toBeFocused()

  await app.window.keyboard.press('F2')
  await app.window.keyboard.type('Nothing')
  await app.window.keyboard.press('Escape')
  await expect(sidebar.chat('Lights')).toBeVisible()

  await sidebar.chat('Lights').dblclick()
  await app.window.keyboard.type('Towers')
  await app.window.keyboard.press('Enter')
  await app.window.getByRole('main').getByRole('button', { name: 'Towers', exact: true }).click()
  await app.window.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(app.chat.questions).toHaveCount(0)
})

test('the chat that is open is in view in the list, also after sending from a list that was scrolled', async ({
  app,
}) => {
  test.slow()
  const { sidebar, composer } = app.chat
  await app.resize(900, 600)
  await composer.chooseModel('GPT-6.1 Terra')
  for (let index = 0; index < 18; index += 1) {
    await sidebar.newChat.click()
    await (await app.chat.ask(`chat ${index}`)).becomes('done')
  }
  await sidebar.chat('chat 0').scrollIntoViewIfNeeded()
  await expect(sidebar.chat('chat 17')).not.toBeInViewport()
  await composer.submit('one more')
  await expect(sidebar.chat('chat 17')).toBeInViewport()
})

test('the up arrow brings the last prompts of the chat, then of all chats, back into an empty box, and moves the cursor in any other', async ({
  app,
}) => {
  await app.chat.generate('first')
  await app.chat.generate('second')
  const { message } = app.chat.composer
  await message.press('ArrowUp')
  await expect(message).toHaveValue('second')
  await app.window.keyboard.type(' again')
  await message.press('ArrowUp')
  await expect(message).toHaveValue('second again')
  await app.chat.sidebar.newChat.click()
  await expect(message).toHaveValue('')
  await app.chat.generate('elsewhere')
  for (const earlier of ['elsewhere', 'second', 'first']) {
    await message.press('ArrowUp')
    await expect(message).toHaveValue(earlier)
  }
  await message.press('ArrowDown')
  await expect(message).toHaveValue('second')
})

test('dialogs that are typed into or answered have the focus where that begins, not on the button that closes them', async ({
  app,
}) => {
  const { chat, window, settings } = app
  const { root } = chat.sidebar
  await chat.generate('a lighthouse at dusk')
  await root.getByRole('button', { name: 'New project' }).click()
  await expect(window.getByRole('dialog', { name: 'New project' }).getByRole('textbox', { name: 'Name' })).toBeFocused()
  await window.keyboard.type('Harbor')
  await window.keyboard.press('Enter')
  await expect(root.getByRole('button', { name: 'Harbor', exact: true })).toBeVisible()

  await root.getByRole('link', { name: 'a lighthouse at dusk' }).hover()
  await root.getByRole('button', { name: 'Chat options' }).click()
  await window.getByRole('menuitem', { name: 'Move to project…' }).click()
  await expect(window.getByRole('button', { name: 'No project', exact: true })).toBeFocused()
  await window.keyboard.press('Tab')
  await window.keyboard.press('Enter')
  await expect(
    root.getByRole('region', { name: 'Harbor', exact: true }).getByRole('link', { name: 'a lighthouse at dusk' }),
  ).toBeVisible()

  await settings.open()
  await settings.turnTo('Providers')
  await settings.root.getByRole('button', { name: 'Add connection' }).click()
  await expect(window.getByRole('combobox', { name: 'Service' })).toBeFocused()
  await window.keyboard.press('Escape')
  await settings.turnTo('Data')
  await settings.root.getByRole('button', { name: 'Delete everything…' }).click()
  await expect(window.getByRole('alertdialog').getByRole('button', { name: 'Cancel' })).toBeFocused()
})

test('chat settings, a batch, the export and the name of images begin where the typing or choosing begins, behind what is there', async ({
  app,
}) => {
  const { chat, window } = app
  const settings = new ChatSettings(window)
  const answer = await chat.generate('a lighthouse at dusk')
  await settings.open()
  // For an image model there's only text before and after its prompts.
  await expect(settings.dialog.getByRole('textbox', { name: 'Before the prompt' })).toBeFocused()
  await settings.close()
  await chat.composer.chooseModel('GPT-6.1 Terra')
  await settings.open()
  await expect(settings.instructions).toBeFocused()
  await window.keyboard.type('Be brief.')
  await settings.close()
  await settings.open()
  await window.keyboard.type(' Be kind.')
  await expect(settings.instructions).toHaveValue('Be brief. Be kind.')
  await settings.close()

  await answer.choose('Export…')
  await expect(window.getByRole('dialog', { name: 'Export images' }).getByRole('combobox').first()).toBeFocused()
  await window.keyboard.press('Escape')

  // Also if the names are already loaded and the form appears with the dialog.
  const shelf = window.getByRole('dialog', { name: 'Named images', exact: true })
  await answer.choose('Save as reference…')
  await expect(shelf.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
  await window.keyboard.type('light')
  await window.keyboard.press('Enter')
  await expect(shelf).toBeHidden()
  await answer.choose('Save as reference…')
  await expect(shelf.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
  await window.keyboard.type('tower')
  await expect(shelf.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('tower')
  await window.keyboard.press('Escape')

  await chat.composer.chooseModel('GPT Image 2.5 Flare')
  const batch = new Batch(window)
  await batch.plan('a pier in {color: red, blue}')
  await expect(batch.prompt).toBeFocused()
  await window.keyboard.type(' light')
  await expect(batch.prompt).toHaveValue('a pier in {color: red, blue} light')
})
