import { expect, test } from '../fixtures'
import { Sidebar } from '../pages/sidebar'

test('several chats are selected by mouse and keyboard, moved, archived and deleted together, with one Undo', async ({
  app,
}) => {
  const { chat, window } = app
  const sidebar = new Sidebar(window)
  await chat.composer.chooseModel('Demo Text')
  for (const title of ['One', 'Two', 'Three', 'Four']) {
    await sidebar.newChat.click()
    await chat.ask(title)
    await chat.lastAnswer.becomes('done')
  }
  const row = (title: string) => sidebar.root.getByRole('link', { name: title, exact: true })
  const bar = sidebar.root.getByRole('toolbar', { name: 'Selected chats', exact: true })
  const noticeUndo = window.getByRole('button', { name: 'Undo', exact: true })

  // From the open chat, "Four", which is listed first.
  await row('Two').click({ modifiers: ['Shift'] })
  await expect(bar).toContainText('3 selected')
  await row('Three').click({ modifiers: ['ControlOrMeta'] })
  await expect(bar).toContainText('2 selected')
  await expect(row('Four')).toHaveAccessibleDescription('Selected')
  await bar.getByRole('button', { name: 'Move to project…', exact: true }).click()
  const dialog = window.getByRole('dialog', { name: 'Move to project', exact: true })
  await dialog.getByRole('textbox', { name: 'New project', exact: true }).fill('Book')
  await dialog.getByRole('button', { name: 'Create and move', exact: true }).click()
  const project = sidebar.root.getByRole('region', { name: 'Book', exact: true })
  await expect(project.getByRole('listitem')).toHaveCount(2)
  await expect(bar).toBeHidden()

  // "Three" and "One", by keyboard.
  await row('Three').focus()
  await expect(row('Three')).toBeFocused()
  await window.keyboard.press('Shift+ArrowDown')
  await expect(row('One')).toBeFocused()
  await expect(bar).toContainText('2 selected')
  await window.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await window.keyboard.press('Shift+ArrowUp')
  await expect(bar).toContainText('2 selected')
  await window.keyboard.press('Delete')
  await expect(row('One')).toBeHidden()
  await expect(row('Three')).toBeHidden()
  await noticeUndo.click()
  await expect(row('One')).toBeVisible()
  await expect(row('Three')).toBeVisible()

  await row('One').click()
  await row('Three').click({ modifiers: ['Shift'] })
  await bar.getByRole('button', { name: 'Archive', exact: true }).click()
  await expect(row('One')).toBeHidden()
  await sidebar.root.getByRole('button', { name: 'Archived', exact: true }).click()
  const archived = sidebar.root.getByRole('region', { name: 'Archived', exact: true })
  await expect(archived.getByRole('listitem')).toHaveCount(2)
})
