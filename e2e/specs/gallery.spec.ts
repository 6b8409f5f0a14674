/** The gallery: every image of every chat, found, chosen, rated, saved and deleted. */
import { readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { findBytesInRows, readRows } from '../database'
import { answerFolderDialog } from '../dialogs'
import { dropFiles } from '../drop-files'
import { PROJECT } from '../electron'
import type { EaselApp } from '../app'
import { expect, test } from '../fixtures'
import { noisyPng, soundPng } from '../stand-ins/images'
import type { OpenAiStandIn } from '../stand-ins/openai'

const PROMPTS = ['a lighthouse at dusk', 'a jar of nails', 'a paper boat']

/** One chat each, so that the last prompt is the newest. */
async function generateAll(app: EaselApp, openai: OpenAiStandIn): Promise<void> {
  for (const [index, prompt] of PROMPTS.entries()) {
    await app.chat.sidebar.newChat.click()
    openai.next.image({ images: [soundPng({ seed: 10 + index })], previews: [] })
    await app.chat.generate(prompt)
  }
}

test(
  'every image of every chat is there, newest first, found by its prompt, and leads back to its chat',
  { tag: '@core' },
  async ({ app, openai }) => {
    await generateAll(app, openai)
    await app.gallery.open()
    await expect(app.gallery.cells).toHaveCount(3)
    await expect.poll(() => app.gallery.prompts()).toEqual(PROMPTS.toReversed())
    await expect(app.gallery.count).toHaveText('3 images')
    await expect(app.gallery.opener).toHaveAttribute('aria-current', 'page')

    await app.gallery.search.fill('NAILS jar')
    await expect(app.gallery.cells).toHaveCount(1)
    await expect(app.gallery.count).toHaveText('1 of 3 images')
    await app.gallery.search.fill('zebra')
    await expect(app.gallery.root).toContainText('No images match.')
    await app.gallery.root.getByRole('button', { name: 'Clear filters' }).click()
    await expect(app.gallery.cells).toHaveCount(3)

    await app.gallery.cell('a lighthouse at dusk').click()
    await app.gallery.choose('Show in chat')
    await expect(app.gallery.root).toHaveCount(0)
    await expect(app.chat.questions.last()).toContainText('a lighthouse at dusk')
    expect(await findBytesInRows(app.window)).toEqual([])
  },
)

test(
  'the gallery works by keyboard: arrows, space, ranges, Enter, and Escape back to the chat',
  { tag: '@core' },
  async ({ app, openai }) => {
    await generateAll(app, openai)
    await app.window.keyboard.press('Control+Shift+G')
    await expect(app.gallery.cells).toHaveCount(3)
    await app.gallery.cells.first().click()
    await app.window.keyboard.press('End')
    await expect(app.gallery.cells.last()).toBeFocused()
    await app.window.keyboard.press('ArrowLeft')
    await expect(app.gallery.cells.nth(1)).toBeFocused()
    await app.window.keyboard.press('Space')
    await expect(app.gallery.tools).toContainText('2 selected')
    await app.window.keyboard.press('Shift+Home')
    await expect(app.gallery.grid.getByRole('gridcell', { selected: true })).toHaveCount(2)
    await app.window.keyboard.press('Control+A')
    await expect(app.gallery.tools).toContainText('3 selected')

    await app.window.keyboard.press('Enter')
    await expect(app.lightbox.root).toBeVisible()
    await app.window.keyboard.press('Escape')
    await expect(app.lightbox.root).toHaveCount(0)
    await app.window.keyboard.press('Escape')
    await expect(app.gallery.tools).toHaveCount(0)
    await app.window.keyboard.press('Escape')
    await expect(app.gallery.root).toHaveCount(0)
    await expect(app.chat.composer.message).toBeFocused()
  },
)

test('keys rate and reject in the lightbox, U takes back, and rejected images can be deleted and brought back', async ({
  app,
  openai,
  profile,
}) => {
  await generateAll(app, openai)
  await app.gallery.open()
  await app.gallery.cells.first().dblclick()
  await expect(app.lightbox.root).toBeVisible()
  await app.window.keyboard.press('4')
  await app.window.keyboard.press('ArrowRight')
  await expect(app.lightbox.position).toHaveText('2 of 3')
  await app.window.keyboard.press('5')
  await app.window.keyboard.press('x')
  await app.window.keyboard.press('u')
  await expect(app.lightbox.root.getByRole('button', { name: '5 stars' })).toHaveAttribute('aria-pressed', 'true')
  await app.window.keyboard.press('ArrowRight')
  await expect(app.lightbox.position).toHaveText('3 of 3')
  await app.window.keyboard.press('x')
  await app.lightbox.close.click()

  await app.gallery.rating.selectOption('5 stars')
  await expect(app.gallery.cells).toHaveCount(1)
  await app.gallery.rating.selectOption('Rejected')
  await expect.poll(() => app.gallery.prompts()).toEqual([PROMPTS[0]])
  await app.gallery.cells.first().click()
  await app.window.keyboard.press('Escape')
  await app.gallery.root.getByRole('button', { name: 'Delete rejected' }).click()
  await expect(app.gallery.cells).toHaveCount(0)
  await expect(app.window.getByText(/Image moved to the bin/)).toBeVisible()
  await expect.poll(() => profile.objects()).toHaveLength(3)

  await app.restart()
  await app.chat.open(PROMPTS[0])
  await expect(app.chat.lastAnswer.root).toContainText('You deleted this image.')
  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(2)
  const ratings = (await readRows(app.window, 'attachments')).map((row) => row['rating'])
  expect(ratings.toSorted()).toEqual([-1, 4, 5])
  await app.gallery.back.click()
  await app.chat.lastAnswer.root.getByRole('button', { name: 'Restore' }).click()
  await expect(app.chat.lastAnswer.image(PROMPTS[0]!)).toBeVisible()
})

test('several images are saved into a folder under names of their own, and attached to the message', async ({
  app,
  openai,
  profile,
}) => {
  await generateAll(app, openai)
  await app.chat.generate(PROMPTS[0]!)
  const folder = profile.beside('saved')
  await mkdir(folder)
  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(4)
  await app.gallery.cells.first().click()
  await app.gallery.cells.last().click({ modifiers: ['Shift'] })
  await answerFolderDialog(app, folder)
  await app.gallery.choose('Save')
  await expect(app.window.getByText('4 images saved')).toBeVisible()
  const names = (await readdir(folder)).toSorted()
  expect(names).toEqual([
    'a jar of nails.png',
    'a lighthouse at dusk (2).png',
    'a lighthouse at dusk.png',
    'a paper boat.png',
  ])
  expect(String(await readFile(join(folder, names[0]!)))).toContain('a jar of nails')

  await app.gallery.choose('Attach')
  await expect(app.gallery.root).toHaveCount(0)
  await expect(app.chat.composer.attached.getByRole('listitem')).toHaveCount(4)
})

test('an image whose file is gone is marked, and an empty gallery says what it is for', async ({ app, profile }) => {
  await app.gallery.open()
  await expect(app.gallery.root).toContainText('Every image you make appears here.')
  await app.gallery.back.click()
  await app.chat.generate(PROMPTS[0]!)
  await expect.poll(() => profile.thumbnails()).toHaveLength(2)
  await app.quit()
  await profile.deleteObjects()
  app.problems.expect(/easel-image:/)
  await app.start()
  await app.gallery.open()
  await expect(app.gallery.grid.getByRole('img', { name: /missing on this computer/ })).toBeVisible()
})

test('an answer that ends while the gallery is open appears in it', async ({ app, openai }) => {
  await app.chat.generate(PROMPTS[0]!)
  const stalled = openai.next.stallsAfterPreview(1)
  const answer = await app.chat.ask(PROMPTS[1]!)
  await expect(answer.preview).toBeVisible()
  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(1)
  stalled.continue()
  await expect(app.gallery.cells).toHaveCount(2)
})

test(
  'the gallery follows when chats are deleted beside it and brought back, the last one included',
  { tag: '@core' },
  async ({ app }) => {
    await app.chat.generate(PROMPTS[0]!)
    await app.chat.sidebar.newChat.click()
    await app.gallery.open()
    await expect(app.gallery.cells).toHaveCount(1)
    await app.chat.sidebar.delete(PROMPTS[0]!)
    await expect(app.gallery.root).toContainText('Every image you make appears here.')
    await app.window.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(app.gallery.cells).toHaveCount(1)
  },
)

test('Ctrl+Z undoes the newest step, whether it was done in the gallery or beside it', async ({ app, openai }) => {
  const pressUndo = async (): Promise<void> => {
    // Nothing has focus, so the key belongs to no part of the window.
    await app.window.evaluate(() => (document.activeElement as HTMLElement).blur())
    await app.window.keyboard.press('ControlOrMeta+z')
  }
  const rating = async (): Promise<unknown> =>
    (await readRows(app.window, 'attachments')).find((row) => row['rating'] !== undefined)?.['rating']
  await generateAll(app, openai)
  await app.gallery.open()
  await app.chat.sidebar.delete(PROMPTS[2]!)
  await expect(app.gallery.cells).toHaveCount(2)
  await app.gallery.cell(PROMPTS[1]!).click()
  await app.window.keyboard.press('4')
  await expect.poll(rating).toBe(4)
  await app.chat.sidebar.delete(PROMPTS[0]!)
  await expect(app.gallery.cells).toHaveCount(1)

  await pressUndo()
  await expect(app.gallery.cells).toHaveCount(2)
  await pressUndo()
  await expect.poll(rating).toBeUndefined()
  await expect(app.gallery.cells).toHaveCount(2)
})

test('the gallery is accessible with images, with a selection and with all filters', async ({ app, openai }) => {
  await generateAll(app, openai)
  await app.gallery.open()
  await app.gallery.cells.first().click()
  await app.window.keyboard.press('3')
  await app.gallery.root.getByRole('button', { name: 'More filters' }).click()
  await app.window.evaluate(readFileSync(join(PROJECT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'))
  const violations = await app.window.evaluate(async () => {
    const { axe } = window as unknown as {
      readonly axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)
  })
  expect(violations).toEqual([])
})

test('the selection is compared and put into collections, which narrow the gallery down, are renamed and deleted, and outlive a restart', async ({
  app,
  openai,
}) => {
  await generateAll(app, openai)
  const { gallery, window } = app
  await gallery.open()
  await expect(gallery.cells).toHaveCount(3)
  await gallery.cell('a paper boat').click()
  await gallery.cell('a jar of nails').click({ modifiers: ['ControlOrMeta'] })
  await gallery.choose('Collections')
  const dialog = window.getByRole('dialog', { name: 'Collections', exact: true })
  await dialog.getByRole('textbox', { name: 'New collection', exact: true }).fill('Still lifes')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByRole('checkbox', { name: 'Still lifes', exact: true })).toBeChecked()
  await window.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(gallery.tools).toBeVisible()

  await gallery.choose('Compare')
  const compare = window.getByRole('dialog', { name: 'Compare', exact: true })
  await expect(compare.getByRole('img', { name: 'a paper boat' }).first()).toBeVisible()
  // Options and cost are known here as well.
  await expect(compare.getByRole('region').first()).toContainText(/Model.*Size.*Duration.*Price/s)
  await window.keyboard.press('Escape')
  await expect(compare).toBeHidden()
  await expect(gallery.tools).toBeVisible()

  const collection = gallery.root.getByRole('combobox', { name: 'Collection', exact: true })
  await collection.selectOption('Still lifes')
  await expect(gallery.cells).toHaveCount(2)
  await gallery.root.getByRole('button', { name: 'Collection options', exact: true }).click()
  await window.getByRole('menuitem', { name: 'Rename', exact: true }).click()
  const rename = window.getByRole('dialog', { name: 'Rename collection', exact: true })
  const newName = rename.getByRole('textbox', { name: 'Name of the collection', exact: true })
  await expect(newName).toBeFocused()
  await newName.fill('On a table')
  await rename.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(rename).toBeHidden()
  await expect(collection).toHaveValue('On a table')
  await expect
    .poll(async () => (await readRows(window, 'attachments')).flatMap((row) => row['collections'] ?? []))
    .toEqual(['On a table', 'On a table'])

  await app.restart()
  await app.gallery.open()
  await app.gallery.root.getByRole('combobox', { name: 'Collection', exact: true }).selectOption('On a table')
  await expect(app.gallery.cells).toHaveCount(2)
  await app.gallery.root.getByRole('button', { name: 'Collection options', exact: true }).click()
  await app.window.getByRole('menuitem', { name: 'Delete collection', exact: true }).click()
  await expect(app.gallery.cells).toHaveCount(3)
  await expect(app.gallery.root.getByRole('combobox', { name: 'Collection', exact: true })).toHaveCount(0)
})

test(
  'chosen images are dragged out as files of their own, and dropped on the window they are attached',
  { tag: '@core' },
  async ({ app, openai }) => {
    await generateAll(app, openai)
    await app.gallery.open()
    await expect(app.gallery.cells).toHaveCount(3)
    await app.electron.evaluate(({ BrowserWindow }) => {
      // A real drag would block the test until someone drops.
      BrowserWindow.getAllWindows()[0]!.webContents.startDrag = ({ files }) =>
        void Object.assign(globalThis, { draggedFiles: files })
    })
    const readNames = async (): Promise<readonly string[]> => {
      const files = await app.electron.evaluate(() => (globalThis as { draggedFiles?: string[] }).draggedFiles ?? [])
      return files.map((path) => basename(path))
    }
    await app.gallery.cells.first().click()
    await app.gallery.cells.nth(1).click({ modifiers: ['ControlOrMeta'] })
    await expect(app.gallery.tools).toContainText('2 selected')
    const box = (await app.gallery.cells.nth(1).boundingBox())!
    await app.window.mouse.move(box.x + 40, box.y + 40)
    await app.window.mouse.down()
    await app.window.mouse.move(box.x + 80, box.y + 60, { steps: 5 })
    await expect.poll(readNames).toEqual([`${PROMPTS[2]}.png`, `${PROMPTS[1]}.png`])
    await dropFiles(app.window, { name: 'anything.png', bytes: noisyPng() })
    await app.window.mouse.up()
    await expect(app.gallery.root).toHaveCount(0)
    await expect(app.chat.composer.attached.getByRole('listitem')).toHaveCount(2)
  },
)

test('of images dragged out together, one whose file is missing is left out, which is said', async ({
  app,
  openai,
  profile,
}) => {
  await generateAll(app, openai)
  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(3)
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.webContents.startDrag = ({ files }) =>
      void Object.assign(globalThis, { draggedFiles: files })
  })
  const drag = async (): Promise<void> => {
    const box = (await app.gallery.cells.nth(1).boundingBox())!
    await app.window.mouse.move(box.x + 40, box.y + 40)
    await app.window.mouse.down()
    await app.window.mouse.move(box.x + 80, box.y + 60, { steps: 5 })
    await app.window.mouse.up()
  }
  const notices = app.window.getByRole('region', { name: 'Notices' })
  await app.gallery.cells.first().click()
  await app.window.keyboard.press('Control+A')
  await expect(app.gallery.tools).toContainText('3 selected')
  const [gone] = await profile.objects()
  await rm(profile.path('objects', gone!.hash.slice(0, 2), `${gone!.hash}.png`))
  await drag()
  await expect(notices).toContainText('2 of 3 images dragged. The other files are missing.')
})

test('images are found by the words around them, versions are folded and opened, and a lasso selects', async ({
  app,
  openai,
}) => {
  await app.resize(1400, 900)
  await app.chat.composer.setNumber('Images', 2)
  openai.next.image({ images: [soundPng({ seed: 1 }), soundPng({ seed: 2 })], previews: [] })
  await (await app.chat.ask('a lighthouse at dusk')).becomes('done')
  await app.chat.composer.setNumber('Images', 1)
  openai.next.image({ images: [soundPng({ seed: 3 })], previews: [] })
  await (await app.chat.ask('Anna wants hers at night')).becomes('done')
  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(3)
  // Found in the question that follows them.
  await app.gallery.search.fill('anna dusk')
  await expect(app.gallery.count).toHaveText('2 of 3 images')
  await expect.poll(() => app.gallery.prompts()).toEqual(['a lighthouse at dusk', 'a lighthouse at dusk'])
  await app.gallery.search.fill('')
  await expect(app.gallery.cells).toHaveCount(3)

  await app.gallery.folding.click()
  await expect(app.gallery.cells).toHaveCount(2)
  // What is folded and what a filter leaves out are told apart.
  await expect(app.gallery.count).toHaveText('3 images, 1 version folded')
  await app.gallery.search.fill('anna dusk')
  await expect(app.gallery.count).toHaveText('2 of 3 images, 1 version folded')
  await app.gallery.search.fill('')
  const versions = app.gallery.grid.getByRole('button', { name: 'Show 2 versions' })
  await versions.click()
  await expect(app.gallery.cells).toHaveCount(3)
  await expect(app.gallery.count).toHaveText('3 images')
  await app.gallery.grid.getByRole('button', { name: 'Fold 2 versions' }).click()
  await expect(app.gallery.cells).toHaveCount(2)
  // Actions on collapsed versions apply to one of them, and the page says which.
  await app.gallery.cells.last().click()
  await expect(app.gallery.tools).toContainText('newest of 2 versions')
  await app.gallery.cells.last().dblclick()
  await expect(app.lightbox.root).toBeVisible()
  await expect(app.lightbox.position).toHaveText('2 of 3')
  await app.window.keyboard.press('Escape')
  await expect(app.lightbox.root).toHaveCount(0)
  await expect(app.gallery.cells).toHaveCount(3)
  await app.window.keyboard.press('Escape')
  await expect(app.gallery.tools).toHaveCount(0)

  const last = (await app.gallery.cells.last().boundingBox())!
  const { mouse, keyboard } = app.window
  const ground = { x: last.x + last.width + 60, y: last.y + last.height + 120 }
  await mouse.move(ground.x, ground.y)
  await mouse.down()
  await mouse.move(last.x - 20, last.y + 20, { steps: 4 })
  await expect(app.gallery.tools).toContainText('2 selected')
  await mouse.up()
  await expect(app.gallery.tools).toContainText('2 selected')
  await mouse.click(ground.x, ground.y)
  await expect(app.gallery.tools).toHaveCount(0)
  // From an image with Alt, because without Alt the image would be dragged out of the window.
  const first = (await app.gallery.cells.first().boundingBox())!
  await mouse.move(first.x + 20, first.y + 20)
  await keyboard.down('Alt')
  await mouse.down()
  await mouse.move(last.x + 20, last.y + 40, { steps: 4 })
  await mouse.up()
  await keyboard.up('Alt')
  await expect(app.gallery.tools).toContainText('3 selected')
})
