/** Exporting several images: as files in a folder, as a zip, or on a contact sheet. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerFolderDialog, answerSaveDialog, suggestedName } from '../dialogs'
import { expect, test } from '../fixtures'
import { ExportDialog } from '../pages/export-dialog'
import { soundPng } from '../stand-ins/images'
import { readZip } from '../zips'

const images = [soundPng({ seed: 1 }), soundPng({ seed: 2 })]

test('images of an answer and of the gallery are exported as a zip with JSON, and as plain files that replace nothing', async ({
  app,
  openai,
}) => {
  const dialog = new ExportDialog(app.window)
  await app.chat.composer.setNumber('Images', 2)
  openai.next.image({ images })
  const answer = await app.chat.ask('a lighthouse: at dusk?')
  await answer.becomes('done')

  await answer.choose('Export…')
  await expect(dialog.root).toContainText('2 images')
  await dialog.kind.selectOption('Zip file')
  await dialog.template.fill('{number} ')
  await dialog.root.getByRole('button', { name: 'Insert prompt' }).click()
  await expect(dialog.template).toHaveValue('{number} {prompt}')
  await expect(dialog.root).toContainText('First file: 1 a lighthouse at dusk.png')
  await dialog.sidecars.check()
  const zip = app.profile.path('chosen.zip')
  await answerSaveDialog(app, zip)
  await dialog.submit.click()
  await expect(app.window.getByText('2 images exported.')).toBeVisible()
  await expect(dialog.root).toHaveCount(0)
  await expect.poll(() => suggestedName(app)).toMatch(/^Easel \d{4}-\d\d-\d\d\.zip$/)
  const zipped = await readZip(zip)
  expect([...zipped.keys()]).toEqual([
    '1 a lighthouse at dusk.png',
    '1 a lighthouse at dusk.png.json',
    '2 a lighthouse at dusk.png',
    '2 a lighthouse at dusk.png.json',
  ])
  expect(JSON.parse(String(zipped.get('2 a lighthouse at dusk.png.json')))).toMatchObject({
    recipe: { prompt: 'a lighthouse: at dusk?', image: { number: 2, of: 2 } },
  })
  expect(String(zipped.get('1 a lighthouse at dusk.png'))).toContain('a lighthouse: at dusk?')

  await app.gallery.open()
  await app.gallery.cells.first().click()
  await app.window.keyboard.press('Control+A')
  await app.gallery.choose('Export…')
  await expect(dialog.kind).toHaveValue('zip')
  await dialog.kind.selectOption('Files in a folder')
  await dialog.template.fill('Sea')
  await dialog.recipe.selectOption('Remove')
  await dialog.sidecars.uncheck()
  const folder = app.profile.path('handed')
  await mkdir(folder)
  await writeFile(join(folder, 'sea.png'), 'mine')
  await answerFolderDialog(app, undefined)
  await dialog.submit.click()
  await expect(dialog.submit).toBeEnabled()
  await answerFolderDialog(app, folder)
  await dialog.submit.click()
  await expect(dialog.root).toHaveCount(0)
  expect((await readdir(folder)).toSorted()).toEqual(['Sea (2).png', 'Sea (3).png', 'sea.png'])
  expect(await readFile(join(folder, 'sea.png'), 'utf8')).toBe('mine')
  const plain = await Promise.all(['Sea (2).png', 'Sea (3).png'].map((name) => readFile(join(folder, name))))
  expect(plain.toSorted(Buffer.compare)).toEqual(images.toSorted(Buffer.compare))
})

test('a contact sheet is drawn as an image and printed as a PDF, with prompts of any script, and its window leaves nothing behind', async ({
  app,
  openai,
}) => {
  const prompt = '灯台 & <b>маяк</b> at dusk'
  const dialog = new ExportDialog(app.window)
  const drawn = Array.from({ length: 5 }, (_, seed) => soundPng({ seed: seed + 1 }))
  await app.chat.composer.setNumber('Images', 5)
  openai.next.image({ images: drawn })
  const answer = await app.chat.ask(prompt)
  await answer.becomes('done')
  await answer.choose('Export…')
  await dialog.kind.selectOption('Contact sheet (PNG)')
  // Large enough to be rendered in three strips.
  await dialog.columns.fill('2')
  await dialog.width.fill('1800')
  await dialog.root.getByRole('checkbox', { name: 'Price' }).check()
  await expect(dialog.size).toHaveText(/^1800 × \d+ pixels$/)
  const path = app.profile.path('sheet.png')
  await answerSaveDialog(app, path)
  await dialog.submit.click()
  await expect(dialog.root).toHaveCount(0)
  await expect.poll(() => suggestedName(app)).toMatch(/^Contact sheet \d{4}-\d\d-\d\d\.png$/)
  const sheet = await app.electron.evaluate(({ nativeImage }, file) => {
    const image = nativeImage.createFromPath(file)
    const { width, height } = image.getSize()
    const pixels = image.toBitmap()
    const read = (x: number, y: number): number[] => [...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)]
    // Through the centers of the two columns of images.
    const middles = Array.from({ length: height }, (_, y) => [read(500, y), read(1300, y)]).flat()
    const grays = (among: number[][]): number => among.filter(([b, g, r]) => b === g && g === r).length
    return { width, height, corner: read(0, 0), end: read(0, height - 1), share: grays(middles) / middles.length }
  }, path)
  expect(sheet).toMatchObject({ width: 1800, corner: [255, 255, 255], end: [255, 255, 255] })
  expect(sheet.height).toBeGreaterThan(2_700)
  // The gaps between images and the empty sixth cell make up less than this; a missing strip would be more.
  expect(sheet.share).toBeLessThan(0.4)

  await answer.choose('Export…')
  await dialog.kind.selectOption('Contact sheet (PDF)')
  await dialog.columns.fill('4')
  await expect(dialog.size).toHaveText('1 page')
  const pdf = app.profile.path('sheet.pdf')
  await answerSaveDialog(app, pdf)
  await dialog.submit.click()
  await expect(dialog.root).toHaveCount(0)
  const text = (await readFile(pdf)).toString('latin1')
  expect(text.startsWith('%PDF-')).toBe(true)
  expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1)
  expect(text.match(/\/Subtype \/Image/g)?.length).toBeGreaterThanOrEqual(5)
  await expect.poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('A17 a start deletes what a kill has left of an export in a folder of the user', async ({ app, profile }) => {
  const folder = profile.path('handed')
  await mkdir(folder)
  await app.kill()
  const since = Date.now()
  await writeFile(join(folder, '.images.zip.0123456789ab.tmp'), 'half of it')
  await writeFile(join(folder, 'images.zip'), 'an earlier one')
  await writeFile(profile.path('leftovers.json'), JSON.stringify([{ folder, since }]))
  await app.start()
  await expect.poll(() => readdir(folder)).toEqual(['images.zip'])
  await expect.poll(() => readdir(profile.folder)).not.toContain('leftovers.json')
})
