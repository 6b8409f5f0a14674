/** The application menu, which is behind the button "Menu" on Windows and Linux, and the targets of Help. */
import { version } from '../../package.json'
import { answerSaveDialog, suggestedName, watchOpenedFolders } from '../dialogs'
import { expect, test } from '../fixtures'
import { NativeMenus } from '../native-menus'
import { BLOB_TOKEN } from '../stand-ins/blob'
import { OPENAI_KEY } from '../stand-ins/openai'

test.skip(process.platform === 'darwin', 'There the menu is at the top of the screen, in title case.')

const prompt = 'a heron in the reeds'

test('the button "Menu" opens the whole menu, and what cannot be done in an empty chat is disabled', async ({
  app,
}) => {
  const menus = await NativeMenus.watch(app)
  const menu = app.window.getByRole('button', { name: 'Menu', exact: true })

  expect(await menus.open(() => menu.click())).toEqual(['File', 'Edit', 'View', 'Chat', 'Window', 'Help'])
  await expect
    .poll(() => menus.list('Chat'))
    .toEqual([
      'Save message as prompt…',
      'Make a batch…',
      'Stop (disabled)',
      'Stop all (disabled)',
      'Regenerate (disabled)',
      'Rename… (disabled)',
      'Pin (disabled)',
      'Move to project… (disabled)',
      'Archive (disabled)',
      'Delete (disabled)',
      'Next chat (disabled)',
      'Previous chat (disabled)',
    ])
  expect(await menus.list('File')).toEqual([
    'New chat',
    'Save image as… (disabled)',
    'Export chat… (disabled)',
    'Print… (disabled)',
    'Import…',
    'Settings…',
    'Close window',
    process.platform === 'win32' ? 'Exit' : 'Quit Easel',
  ])
  expect(await menus.list('Help')).toEqual([
    'Keyboard shortcuts',
    'Report a problem…',
    'Open log folder',
    'About Easel',
  ])
})

test('the menu stops, regenerates, saves, pins and finds in the open chat', async ({ app, openai, profile }) => {
  const menus = await NativeMenus.watch(app)
  const stalled = openai.next.stallsAfterPreview(1)
  const stopped = await app.chat.ask(prompt)
  await stalled.stalled
  await menus.pick('Chat', 'Stop')
  await stopped.becomes('cancelled')

  await app.chat.sidebar.newChat.click()
  await app.chat.generate(prompt)
  await answerSaveDialog(app, profile.path('heron.png'))
  await menus.pick('File', 'Save image as…')
  await expect.poll(() => suggestedName(app)).toBe(`${prompt}.png`)
  await menus.pick('Chat', 'Regenerate')
  await expect(app.chat.lastAnswer.nextVersion).toBeVisible()
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests).toHaveLength(3)

  await menus.pick('Chat', 'Pin')
  await expect.poll(() => menus.list('Chat')).toContain('Unpin')
  await menus.pick('Edit', 'Find in chat')
  await expect(app.window.getByRole('searchbox', { name: 'Find in chat' })).toBeFocused()
})

test('while a dialog is open nothing of the menu reaches behind it', async ({ app }) => {
  const menus = await NativeMenus.watch(app)
  await app.chat.generate(prompt)
  await expect.poll(() => menus.list('File')).toContain('Save image as…')

  await menus.pick('File', 'Settings…')
  await expect(app.settings.root).toBeVisible()

  await expect.poll(() => menus.list('File')).toContain('New chat (disabled)')
  expect((await menus.list('Chat')).filter((item) => !item.endsWith('(disabled)'))).toEqual([])
  await app.window.keyboard.press('Escape')
  await expect.poll(() => menus.list('File')).toContain('New chat')
})

test('About tells the version, and leads to a report without keys, prompts or folders', async ({
  app,
  openai,
  profile,
}) => {
  const menus = await NativeMenus.watch(app)
  const opened = await watchOpenedFolders(app)
  openai.next.fails({ status: 500, code: 'server_error', message: `Echo: ${OPENAI_KEY}` })
  await (await app.chat.ask(prompt)).becomes('failed')

  await menus.pick('Help', 'About Easel')
  const about = app.window.getByRole('dialog', { name: 'About Easel' })
  await expect(about).toContainText(`Version ${version}`)
  await expect(about).toContainText('MIT License')
  await expect(about.getByRole('button', { name: 'Close', exact: true })).toBeFocused()
  await about.getByRole('button', { name: 'Report a problem' }).click()

  const report = app.window.getByRole('dialog', { name: 'Report a problem' })
  const details = report.getByRole('textbox', { name: 'Details' })
  await expect(details).toHaveValue(/Settings\n\s+theme: system/)
  const text = await details.inputValue()
  for (const secret of [OPENAI_KEY, BLOB_TOKEN, prompt, profile.folder]) expect(text).not.toContain(secret)
  await report.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(text)
  await report.getByRole('button', { name: 'Open log folder' }).click()
  await expect.poll(opened).toEqual([profile.path('logs')])
})
