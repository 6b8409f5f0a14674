/** The system's context menus, opened by right click or by the menu key. */
import type { Locator } from '@playwright/test'
import { rm } from 'node:fs/promises'
import { expect, test } from '../fixtures'
import { NativeMenus } from '../native-menus'
import { ExportDialog } from '../pages/export-dialog'

const prompt = 'a heron in the reeds'
const rightClick = (target: Locator) => () => target.click({ button: 'right' })
const FIELD = ['Undo', 'Redo', '-', 'Cut', 'Copy', 'Paste', 'Paste and match style', 'Delete', '-', 'Select all']

test.skip(process.platform === 'darwin', 'There the labels are in title case.')

test('a text field has the whole menu of editing, and what cannot be done is disabled', async ({ app }) => {
  const menus = await NativeMenus.watch(app)
  const { message } = app.chat.composer

  const empty = await menus.entries(rightClick(message))
  expect(empty.map(({ label }) => label)).toEqual(FIELD)
  expect(empty.find(({ label }) => label === 'Copy')).toMatchObject({ enabled: false })

  await message.fill('a heron')
  await menus.choose(rightClick(message), 'Select all')
  await menus.choose(rightClick(message), 'Cut')
  await expect(message).toHaveValue('')
  await menus.choose(rightClick(message), 'Paste')
  await expect(message).toHaveValue('a heron')
  await menus.choose(rightClick(message), 'Undo')
  await expect(message).toHaveValue('')
})

test('a key field offers Paste, and never Copy', async ({ app }) => {
  const menus = await NativeMenus.watch(app)
  await app.settings.open()
  const key = app.window.getByLabel('OpenAI API key')
  await key.fill('sk-not-a-key')
  await key.selectText()
  const entries = await menus.entries(rightClick(key))
  expect(entries.filter(({ label }) => label === 'Copy' || label === 'Cut')).toEqual([
    { label: 'Cut', enabled: false },
    { label: 'Copy', enabled: false },
  ])
  expect(entries.map(({ label }) => label)).toEqual(FIELD)
})

test('a question can be copied and used again with the options it was asked with', async ({ app }) => {
  const menus = await NativeMenus.watch(app)
  await app.chat.generate(prompt)
  const question = app.chat.questions.last()

  expect(await menus.open(rightClick(question))).toEqual([
    'Edit prompt',
    'Copy prompt',
    'Use prompt and options',
    '-',
    'Branch into a new chat',
  ])
  await menus.choose(rightClick(question), 'Use prompt and options')
  await expect(app.chat.composer.message).toHaveValue(prompt)
})

test('what a search found and what was spent lead to their answers', async ({ app }) => {
  const menus = await NativeMenus.watch(app)
  await app.chat.generate(prompt)
  await app.window.getByRole('searchbox', { name: 'Search chats' }).fill('heron')
  const found = app.window.getByRole('list', { name: 'Search results' }).getByRole('link').last()
  expect(await menus.open(rightClick(found))).toEqual(['Open'])

  await app.usage.open.click()
  const spent = app.usage.run(prompt)
  expect(await menus.open(rightClick(spent))).toEqual(['Open', '-', 'Copy prompt'])
  await menus.choose(rightClick(spent), 'Open')
  await expect(app.usage.root).toHaveCount(0)
})

test('selected text can be copied where it is', async ({ app }) => {
  const menus = await NativeMenus.watch(app)
  await app.chat.generate(prompt)
  const words = app.chat.questions.last().getByText(prompt)
  await words.selectText()

  await menus.choose(rightClick(words), 'Copy')

  const { message } = app.chat.composer
  await menus.choose(rightClick(message), 'Paste')
  await expect(message).toHaveValue(prompt)
})

test('a chat can be opened, renamed, pinned, moved, archived and deleted from its menu, in the sidebar and by its title', async ({
  app,
}) => {
  const menus = await NativeMenus.watch(app)
  const { chat } = app
  await chat.generate(prompt)
  await chat.sidebar.newChat.click()
  const row = chat.sidebar.chat(prompt)

  expect(await menus.open(rightClick(row))).toEqual([
    'Open',
    '-',
    'Rename',
    'Pin',
    '-',
    'Move to project…',
    'Archive',
    'Export…',
    'Print…',
    '-',
    'Delete',
  ])
  await menus.choose(rightClick(row), 'Open')
  await expect(chat.questions).toHaveCount(1)
  const title = app.window.getByRole('heading', { level: 1, name: prompt })
  expect(await menus.open(rightClick(title))).toEqual([
    'Rename',
    'Pin',
    '-',
    'Move to project…',
    'Archive',
    'Export…',
    'Print…',
    '-',
    'Delete',
  ])
  await menus.choose(rightClick(title), 'Pin')
  expect(await menus.open(rightClick(row))).toContain('Unpin')

  await menus.choose(rightClick(row), 'Rename')
  await app.window.getByRole('textbox', { name: 'Title' }).fill('Heron')
  await app.window.keyboard.press('Enter')
  await menus.choose(rightClick(chat.sidebar.chat('Heron')), 'Delete')
  await expect(chat.sidebar.chat('Heron')).toHaveCount(0)
})

test('the menu key opens the menu of what has the focus', async ({ app }) => {
  const menus = await NativeMenus.watch(app)
  await app.chat.generate(prompt)
  await app.chat.sidebar.chat(prompt).focus()
  expect(await menus.open(() => app.window.keyboard.press('ContextMenu'))).toContain('Rename')
  expect(await menus.open(() => app.window.keyboard.press('Shift+F10'))).toContain('Rename')
})

const EDIT = ['Edit image', 'Paint mask…', 'Mark up…', 'Crop…', 'Extend canvas…', '-']
const FILE = [
  'Copy image',
  'Copy as file',
  'Save image as…',
  'Export…',
  'Show in folder',
  'Copy link to uploaded image',
  '-',
  'Save as reference…',
  'Image history',
  '-',
]
const DESCRIBE = ['Describe this image (GPT-6.1 Terra)', '-']
const IMAGE = [
  ...EDIT,
  ...DESCRIBE,
  ...FILE,
  'Copy prompt',
  'Use prompt and options',
  '-',
  'Branch into a new chat',
  '-',
  'Regenerate',
  'Details',
  '-',
  'Delete',
]

test('an image has its whole menu, in the chat and in the lightbox', async ({ app, openai }) => {
  const menus = await NativeMenus.watch(app)
  const answer = await app.chat.generate(prompt)
  await answer.uploadBecomes('uploaded')
  const image = answer.image(prompt)

  expect(await menus.open(rightClick(image))).toEqual(IMAGE)
  await menus.choose(rightClick(image), 'Copy image')
  await expect(app.window.getByText('Image copied')).toBeVisible()
  await menus.choose(rightClick(image), 'Copy prompt')
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(prompt)
  await menus.choose(rightClick(image), 'Details')
  await expect(app.window.getByRole('dialog', { name: 'Details' })).toBeVisible()

  await image.click()
  // A branch can only be started in the chat.
  const inLightbox = IMAGE.toSpliced(IMAGE.indexOf('Branch into a new chat'), 2)
  expect(await menus.open(rightClick(app.lightbox.image))).toEqual(inLightbox)
  await menus.choose(rightClick(app.lightbox.image), 'Details')
  await expect(app.lightbox.panel).toBeVisible()
  await menus.choose(rightClick(app.lightbox.image), 'Regenerate')
  await expect(app.lightbox.root).toHaveCount(0)
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests).toHaveLength(2)

  // Deletes the image and restores it.
  await menus.choose(rightClick(app.chat.lastAnswer.image(prompt)), 'Delete')
  await expect(app.chat.lastAnswer.root.getByText('You deleted this image')).toBeVisible()
  await app.window.getByRole('button', { name: 'Undo' }).click()
  await expect(app.chat.lastAnswer.image(prompt)).toBeVisible()

  // On an attached image: the same without Edit image. In the question, the full menu again.
  const { composer } = app.chat
  await menus.choose(rightClick(app.chat.lastAnswer.image(prompt)), 'Edit image')
  const attached = composer.attached.getByRole('img')
  await expect
    .poll(() => menus.open(rightClick(attached)))
    .toEqual(
      [...EDIT.slice(1), ...DESCRIBE, ...FILE.filter((label) => !/^(Export|Copy link)/.test(label))].slice(0, -1),
    )
  await composer.message.fill('with a moon')
  await composer.message.press('Enter')
  const sent = app.chat.questions.last().getByRole('list', { name: 'Images in this message' }).getByRole('img')
  expect(await menus.open(rightClick(sent))).toEqual(
    [...EDIT, ...DESCRIBE, ...FILE.filter((label) => !/^(Export|Copy link)/.test(label))].slice(0, -1),
  )
})

test('an image can be exported from every menu that it has, and deleted from those of the gallery', async ({ app }) => {
  const menus = await NativeMenus.watch(app)
  const answer = await app.chat.generate(prompt)
  await answer.uploadBecomes('uploaded')
  const dialog = new ExportDialog(app.window)
  const canExport = async (): Promise<void> => {
    await expect(dialog.root).toContainText('1 image')
    await dialog.cancel.click()
    await expect(dialog.root).toHaveCount(0)
  }
  const exportFromMore = async (): Promise<void> => {
    await app.lightbox.root.getByRole('button', { name: 'More', exact: true }).click()
    await app.window.getByRole('menuitem', { name: 'Export…' }).click()
  }
  await menus.choose(rightClick(answer.image(prompt)), 'Export…')
  await canExport()
  await answer.choose('Export…')
  await canExport()
  await answer.image(prompt).click()
  await menus.choose(rightClick(app.lightbox.image), 'Export…')
  await canExport()
  await answer.image(prompt).click()
  await exportFromMore()
  await canExport()

  await app.gallery.open()
  const cell = app.gallery.cell(prompt)
  expect(await menus.open(rightClick(cell))).toEqual(GALLERY_IMAGE)
  await menus.choose(rightClick(cell), 'Export…')
  await canExport()
  await cell.dblclick()
  expect(await menus.open(rightClick(app.lightbox.image))).toEqual(
    GALLERY_IMAGE.toSpliced(GALLERY_IMAGE.indexOf('Delete') - 1, 0, '-', 'Details'),
  )
  await menus.choose(rightClick(app.lightbox.image), 'Export…')
  await canExport()
  await exportFromMore()
  await canExport()
  await menus.choose(rightClick(app.lightbox.image), 'Delete')
  await expect(cell).toHaveCount(0)
})

const GALLERY_IMAGE = ['Show in chat', '-', ...EDIT, ...DESCRIBE, ...FILE, 'Copy prompt', '-', 'Delete']

test('an image whose file is gone cannot be copied, saved or shown; its prompt can', async ({ app, profile }) => {
  await app.chat.generate(prompt)
  app.problems.expect(/404/)
  await app.quit()
  await rm(profile.path('objects'), { recursive: true })
  await app.start()
  await app.chat.openLatest()
  const menus = await NativeMenus.watch(app)
  const alert = app.chat.lastAnswer.root.getByText('This image’s file is missing')

  const labels = await menus.open(rightClick(alert))

  expect(labels.slice(0, 11)).toEqual([
    ...EDIT.map((label) => (label === '-' ? label : `${label} (disabled)`)),
    'Copy image (disabled)',
    'Copy as file (disabled)',
    'Save image as… (disabled)',
    'Export… (disabled)',
    'Show in folder (disabled)',
  ])
  expect(labels).toContain('Copy prompt')
})

test('an answer being made can be stopped from its menu, and a stopped one retried', async ({ app, openai }) => {
  const menus = await NativeMenus.watch(app)
  const stalled = openai.next.stallsAfterPreview(1)
  const answer = await app.chat.ask(prompt)
  await stalled.stalled

  await menus.choose(rightClick(answer.root), 'Stop')
  await answer.becomes('cancelled')
  await menus.choose(rightClick(answer.root), 'Retry')
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests).toHaveLength(2)
})

test('a text answer can be copied, and a link in it opened or copied', async ({ app, openai }) => {
  const menus = await NativeMenus.watch(app)
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
  openai.next.text([
    'Herons wade. See [the book](https://herons.example/book) ',
    'and [the script](javascript:alert(1)).',
  ])
  const answer = await app.chat.ask('What do herons do?')
  await answer.becomes('done')

  const ofAnswer = ['Copy answer', '-', 'Branch into a new chat', '-', 'Regenerate', 'Details']
  expect(await menus.open(rightClick(answer.root.getByText('Herons wade.')))).toEqual(ofAnswer)
  await menus.choose(rightClick(answer.root.getByText('Herons wade.')), 'Copy answer')
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toContain('Herons wade.')

  const link = answer.root.getByRole('link', { name: 'the book' })
  expect(await menus.open(rightClick(link))).toEqual(['Open link', 'Copy link', '-', ...ofAnswer])
  await menus.choose(rightClick(link), 'Copy link')
  await expect
    .poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe('https://herons.example/book')
})
