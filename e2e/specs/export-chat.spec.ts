/** Exporting a chat as Markdown with its images. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerSaveDialog, suggestedName } from '../dialogs'
import { expect, test } from '../fixtures'
import { holdRenames } from '../held-files'
import { NativeMenus } from '../native-menus'
import { soundPng } from '../stand-ins/images'
import { readZip } from '../zips'

const image = soundPng({ seed: 4 })

test('a chat is exported with its images from its menu, from the palette and from File, and what fails leaves nothing', async ({
  app,
  openai,
}) => {
  const { chat, window, profile } = app
  openai.next.image({ images: [image] })
  await chat.generate('a lighthouse [at dusk]')
  await chat.composer.chooseModel('GPT-6.1 Terra')
  openai.next.text(['It guides **ships**.\n\n- safely\n'])
  await (await chat.ask('What is it for?')).becomes('done')
  await chat.sidebar.newChat.click()
  await (await chat.ask('Another chat')).becomes('done')
  const beside = profile.beside('')
  const menus = await NativeMenus.watch(app)
  const done = window.getByText('Chat exported.', { exact: true })

  // A chat that isn't open.
  const zip = profile.beside('lighthouse.zip')
  await answerSaveDialog(app, zip)
  const row = chat.sidebar.root.getByRole('listitem').filter({ hasText: 'a lighthouse' })
  await row.hover()
  await row.getByRole('button', { name: 'Chat options' }).click()
  await window.getByRole('menuitem', { name: 'Export…' }).click()
  await expect(done).toBeVisible()
  expect(await suggestedName(app)).toBe('a lighthouse [at dusk].zip')
  const files = await readZip(zip)
  expect([...files.keys()]).toEqual(['images/001 a lighthouse [at dusk].png', 'a lighthouse [at dusk].md'])
  const text = String(files.get('a lighthouse [at dusk].md'))
  expect(text).toMatch(/^# a lighthouse \[at dusk\]\n\nExported from Easel on \w+ \d+, \d{4}\.\n/)
  expect(text).toMatch(/\n## You\n\n\*[^*\n]+\*\n\na lighthouse \[at dusk\]\n/)
  expect(text).toContain('\n![a lighthouse \\[at dusk\\]](images/001%20a%20lighthouse%20%5Bat%20dusk%5D.png)\n')
  expect(text).toMatch(
    /\n## GPT-6.1 Terra\n\n\*[^*\n]+ · <?\$[\d.]+ · computed\*\n\nIt guides \*\*ships\*\*\.\n\n- safely\n/,
  )
  expect(text).not.toContain('Another chat')

  // The open chat, as a file with a folder next to it.
  await chat.open('a lighthouse')
  await answerSaveDialog(app, profile.beside('plan.md'))
  await menus.pick('File', 'Export chat…')
  await expect.poll(() => readdir(beside)).toEqual(expect.arrayContaining(['plan images', 'plan.md']))
  expect(await readdir(join(beside, 'plan images'))).toEqual(['001 a lighthouse [at dusk].png'])
  expect(await readFile(profile.beside('plan.md'), 'utf8')).toContain('](plan%20images/001%20a%20')

  // Nothing can be written into a missing folder.
  await answerSaveDialog(app, profile.beside('nowhere/plan.zip'))
  await window.keyboard.press('ControlOrMeta+K')
  await window.getByRole('combobox', { name: 'Command', exact: true }).fill('export chat')
  await window.keyboard.press('Enter')
  await expect(window.getByText(/disk/i)).toBeVisible()
  expect(await readdir(beside)).not.toContain('nowhere')
})

test('an export of several images says how far it is, goes on beside the chat, and leaves nothing when it’s canceled', async ({
  app,
  openai,
}) => {
  const { chat, window, profile } = app
  for (const seed of [5, 6]) {
    openai.next.image({ images: [soundPng({ seed })] })
    await (await chat.ask(`ship ${seed}`)).becomes('done')
  }
  const before = await readdir(profile.beside(''))
  const exporting = window.getByRole('status').filter({ hasText: 'Exporting “ship 5”…' })
  const start = async () => {
    const held = await holdRenames(app, '002 ')
    await answerSaveDialog(app, profile.beside('ships.md'))
    await chat.sidebar.root.getByRole('listitem').filter({ hasText: 'ship 5' }).hover()
    await chat.sidebar.root.getByRole('button', { name: 'Chat options' }).click()
    await window.getByRole('menuitem', { name: 'Export…' }).click()
    await held.reached()
    await expect(exporting).toContainText('1 of 2 images')
    const bar = exporting.getByRole('progressbar')
    await expect(bar).toHaveAttribute('value', '0.5')
    // In the theme's accent color, not the browser's green.
    await expect(bar).toHaveCSS('appearance', 'none')
    return held
  }

  const canceled = await start()
  await exporting.getByRole('button', { name: 'Cancel' }).click()
  await canceled.release()
  await expect(window.getByText('Export stopped. Nothing was saved.', { exact: true })).toBeVisible()
  expect(await readdir(profile.beside(''))).toEqual(before)

  const finished = await start()
  await chat.composer.message.fill('Meanwhile')
  await finished.release()
  await expect(window.getByText('Chat exported.', { exact: true })).toBeVisible()
  await expect(exporting).toHaveCount(0)
  expect(await readdir(profile.beside('ships images'))).toHaveLength(2)
})
