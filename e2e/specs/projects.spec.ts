import { rm } from 'node:fs/promises'
import { expectAccessible } from '../axe'
import { expect, test } from '../fixtures'

test.use({ keys: { openai: true, blob: false } })

test('a project takes chats in by menu and by drag, is renamed and archives, and comes back with a lost database', async ({
  app,
  profile,
}) => {
  const { chat, window } = app
  const { root } = chat.sidebar
  const option = async (title: string, name: string): Promise<void> => {
    const row = root.getByRole('listitem').filter({ hasText: title })
    await row.hover()
    await row.getByRole('button', { name: 'Chat options' }).click()
    await window.getByRole('menuitem', { name, exact: true }).click()
  }
  await (await chat.generate('a lighthouse at dusk')).uploadBecomes('local')
  await chat.sidebar.newChat.click()
  await (await chat.generate('a fox under a bridge')).uploadBecomes('local')

  // By menu, into a project created along the way.
  await option('a lighthouse at dusk', 'Move to project…')
  const move = window.getByRole('dialog', { name: 'Move to project' })
  await move.getByRole('textbox', { name: 'New project' }).fill('Harbour')
  await move.getByRole('button', { name: 'Create and move' }).click()
  const inside = (name: string) => root.getByRole('region', { name, exact: true }).getByRole('link')
  await expect(inside('Harbour')).toHaveText(['a lighthouse at dusk'])

  // Inline, by keyboard.
  const heading = root.getByRole('button', { name: 'Harbour', exact: true })
  await heading.focus()
  await window.keyboard.press('F2')
  await expect(root.getByRole('textbox', { name: 'Title' })).toBeFocused()
  await window.keyboard.type('Sea')
  await window.keyboard.press('Enter')
  await expect(root.getByRole('button', { name: 'Sea', exact: true })).toBeFocused()

  // By drag.
  await root
    .getByRole('link', { name: 'a fox under a bridge' })
    .dragTo(root.getByRole('button', { name: 'Sea', exact: true }))
  await expect(inside('Sea')).toHaveCount(2)
  await option('a fox under a bridge', 'Archive')
  await expect(inside('Sea')).toHaveText(['a lighthouse at dusk'])
  await chat.sidebar.search.fill('under a bridge')
  await expect(chat.sidebar.results.getByRole('link')).toHaveCount(1)
  await chat.sidebar.search.fill('')

  await expect.poll(async () => (await profile.filesContaining('archivedAt')).join()).toContain('archive')
  await app.quit()
  await rm(profile.path('IndexedDB'), { recursive: true })
  await app.start()

  const again = app.chat.sidebar.root
  await expect(again.getByRole('region', { name: 'Sea', exact: true }).getByRole('link')).toHaveText([
    'a lighthouse at dusk',
  ])
  await again.getByRole('button', { name: 'Archived' }).click()
  await expect(again.getByRole('region', { name: 'Archived' }).getByRole('link')).toHaveText(['a fox under a bridge'])
})

test('a project’s instructions are shown in its chats, and deleting it keeps its chats, until Undo', async ({
  app,
}) => {
  const { chat, window } = app
  const { root } = chat.sidebar
  await (await chat.generate('a lighthouse at dusk')).uploadBecomes('local')
  await root.getByRole('button', { name: 'New project' }).click()
  const form = window.getByRole('dialog', { name: 'New project' })
  await expect(form.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
  await form.getByRole('textbox', { name: 'Name' }).fill('Verses')
  await form.getByRole('textbox', { name: 'Instructions' }).fill('Answer in verse.')
  await form.getByRole('button', { name: 'Create project' }).click()
  const choose = async (name: string): Promise<void> => {
    await root.getByRole('button', { name: 'Verses', exact: true }).click({ button: 'right' })
    await window.getByRole('menuitem', { name, exact: true }).click()
  }
  await choose('New chat in project')
  await expect(chat.composer.message).toBeFocused()
  await (await chat.generate('a fox under a bridge')).uploadBecomes('local')
  const inside = root.getByRole('region', { name: 'Verses', exact: true }).getByRole('link')
  await expect(inside).toHaveText(['a fox under a bridge'])

  await window.getByRole('button', { name: 'Chat settings', exact: true }).click()
  const settings = window.getByRole('dialog', { name: 'Chat settings' })
  await expect(settings.getByRole('region', { name: 'From project Verses' })).toContainText('Answer in verse.')
  await settings.getByRole('button', { name: 'Done' }).click()

  await choose('Delete project…')
  await window.getByRole('alertdialog').getByRole('button', { name: 'Keep chats' }).click()
  await expect(root.getByRole('link')).toHaveText(['a fox under a bridge', 'a lighthouse at dusk'])
  await expect(root.getByRole('button', { name: 'Verses', exact: true })).toHaveCount(0)
  await window.getByRole('button', { name: 'Undo' }).click()
  await expect(inside).toHaveText(['a fox under a bridge'])
})

test('a project has a model and a cap of its own, which stops what would exceed it and nothing else', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  const { composer, sidebar } = chat
  const { root } = sidebar
  await (await chat.generate('a heron')).becomes('done')
  await root.getByRole('button', { name: 'New project' }).click()
  const form = window.getByRole('dialog', { name: 'New project' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Verses')
  await form.getByRole('combobox', { name: 'New chats start with' }).selectOption('GPT Image 2')
  await form.getByRole('spinbutton', { name: 'Daily cap' }).fill('0.05')
  await expectAccessible(app, 'a new project')
  await form.getByRole('button', { name: 'Create project' }).click()
  await expect(form).toHaveCount(0)
  const usual = await composer.model.getAttribute('aria-label')
  const choose = async (name: string): Promise<void> => {
    await root.getByRole('button', { name: 'Verses', exact: true }).click({ button: 'right' })
    await window.getByRole('menuitem', { name, exact: true }).click()
  }
  await choose('New chat in project')
  await expect(composer.model).toHaveAccessibleName('Model: GPT Image 2')
  await sidebar.newChat.click()
  await expect(composer.model).toHaveAttribute('aria-label', usual ?? '')

  await choose('New chat in project')
  await composer.chooseModel('GPT Image (recommended)')
  await (await chat.generate('a lighthouse at dusk')).becomes('done')
  await (await chat.generate('a lighthouse at dusk')).becomes('done')
  await composer.submit('a lighthouse at dusk')
  await expect(composer.refusal).toContainText('$0.012 of this project’s $0.050 daily cap is left.')
  expect(openai.paidRequests).toHaveLength(3)

  // The cap applies after a restart, to this project only, and can be raised where it was set.
  await app.restart()
  await app.chat.open('a lighthouse at dusk')
  await app.chat.composer.submit('a lighthouse at dusk')
  await app.chat.composer.refusal.getByRole('button', { name: 'Raise the cap…' }).click()
  const settings = app.window.getByRole('dialog', { name: 'Project settings' })
  const cap = settings.getByRole('spinbutton', { name: 'Daily cap' })
  await expect(cap).toBeFocused()
  await expect(settings.getByText('Spent today')).toBeVisible()
  await expect(settings.getByText('$0.038')).toHaveCount(2)
  await cap.fill('1')
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(app.chat.composer.refusal).toHaveCount(0)
  await app.chat.composer.send.click()
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests).toHaveLength(4)
})

test('outside of a project its cap holds nothing back', async ({ app, openai }) => {
  const { chat, window } = app
  const { root } = chat.sidebar
  await (await chat.generate('a lighthouse at dusk')).becomes('done')
  await root.getByRole('button', { name: 'New project' }).click()
  const form = window.getByRole('dialog', { name: 'New project' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Verses')
  await form.getByRole('spinbutton', { name: 'Monthly cap' }).fill('0')
  await form.getByRole('button', { name: 'Create project' }).click()
  await (await chat.generate('a lighthouse at dusk')).becomes('done')
  await root
    .getByRole('link', { name: 'a lighthouse at dusk' })
    .dragTo(root.getByRole('button', { name: 'Verses', exact: true }))
  await expect(app.spending.banner).toContainText('This project reached its $0 monthly cap.')
  await chat.composer.submit('a fox')
  await expect(chat.composer.refusal).toContainText('this project’s')
  expect(openai.paidRequests).toHaveLength(2)
})
