/**
 * A disk that really fills up. On some disks Chromium then deletes the page's database; on those that a test can mount
 * it only closes it, so its files are deleted here.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readRows } from '../database'
import { answerFolderDialog, answerSaveDialog } from '../dialogs'
import { expect, test as base } from '../fixtures'
import { ExportDialog } from '../pages/export-dialog'
import { SmallDisk } from '../small-disk'
import { noisyPng } from '../stand-ins/images'

const test = base.extend<{ readonly disk: SmallDisk }>({
  /** The profile's own disk. Name it last, so that it's removed before the app is closed. */
  disk: async ({ profile }, use) => {
    const made = SmallDisk.create(profile, 256)
    base.skip(typeof made === 'string', String(made))
    await using disk = made as SmallDisk
    await use(disk)
  },
})

test.use({ keys: { openai: true, blob: false } })

test(
  'E04 a database that is lost on a full disk is rebuilt once there is room, with every image',
  { tag: '@core' },
  async ({ launch, openai, profile, disk }) => {
    const app = await launch()
    const images = [1, 2].map((seed) => noisyPng({ seed }))
    for (const [index, image] of images.entries()) {
      openai.next.image({ images: [image], previews: [] })
      await app.chat.generate(`a well, number ${index + 1}`)
      await app.chat.sidebar.newChat.click()
    }
    const before = await readRows(app.window, 'messages')
    expect(before).toHaveLength(4)
    const archived = async () =>
      (await profile.filesContaining('number 2')).filter((path) => path.startsWith('archive'))
    await expect.poll(archived).not.toEqual([])

    app.problems.expect(/Failed to load|QuotaExceeded|Internal error|net::ERR/i)
    await disk.fill()
    await app.chat.composer.submit('a well that there is no room for')
    await expect(app.chat.composer.refusal).toContainText('The disk is full')
    await app.kill()
    // Chromium deletes its code cache during startup, which would free enough space for a new database.
    for (const folder of ['IndexedDB', 'Code Cache']) await rm(profile.path(folder), { recursive: true })
    await disk.fill()
    await app.start()
    const notice = app.window.getByText('Easel can’t open or write its database.')
    await expect(notice).toBeVisible()
    await expect(app.chat.sidebar.chat('a well, number 2')).toBeVisible()

    await disk.free()
    // Easel retries after pauses that grow to a minute.
    await expect(notice).toHaveCount(0, { timeout: 70_000 })

    await expect(app.chat.sidebar.chat('a well, number 2')).toBeVisible()
    for (const title of ['a well, number 1', 'a well, number 2']) {
      await app.chat.open(title)
      await expect(app.chat.lastAnswer.image(title)).toBeVisible()
    }
    expect(await readRows(app.window, 'messages')).toEqual(before)
    expect(await Promise.all(images.map((image) => profile.holds(image)))).toEqual([true, true])
    expect(openai.paidRequests).toHaveLength(2)
    await app.kill()
  },
)

test('on a full disk an export says so and leaves no half file, in each of its forms', async ({
  launch,
  openai,
  profile,
  disk,
}) => {
  const app = await launch()
  openai.next.image({ images: [noisyPng({ width: 1024, height: 1024, seed: 1 })], previews: [] })
  const answer = await app.chat.generate('a well')
  const dialog = new ExportDialog(app.window)
  const folder = profile.path('handed')
  await mkdir(folder)
  app.problems.expect(/Failed to load|QuotaExceeded|Internal error|net::ERR/i)
  await disk.fill()
  for (const [kind, file] of [
    ['Files in a folder', undefined],
    ['Zip file', 'images.zip'],
    ['Contact sheet (PNG)', 'sheet.png'],
    ['Contact sheet (PDF)', 'sheet.pdf'],
  ] as const) {
    await answer.choose('Export…')
    await dialog.kind.selectOption(kind)
    await (file ? answerSaveDialog(app, join(folder, file)) : answerFolderDialog(app, folder))
    await disk.fill()
    await dialog.submit.click()
    await expect(dialog.problem).toContainText('The disk is full.')
    expect(await readdir(folder)).toEqual([])
    await dialog.cancel.click()
  }
  await disk.free()
  await answer.choose('Export…')
  await answerSaveDialog(app, join(folder, 'sheet.pdf'))
  await dialog.submit.click()
  await expect.poll(() => readdir(folder)).toEqual(['sheet.pdf'])
  await app.kill()
})

test('small copies that a full disk has no room for hurt nothing, and are made once there is room', async ({
  launch,
  openai,
  profile,
  disk,
}) => {
  const app = await launch()
  openai.next.image({ images: [noisyPng({ width: 1024, height: 1024, seed: 1 })], previews: [] })
  const id = await (await app.chat.generate('a well')).id()
  await expect.poll(() => profile.thumbnails()).toHaveLength(2)
  const copies = await profile.thumbnails()
  app.problems.expect(/Failed to load|QuotaExceeded|Internal error|net::ERR/i)
  await rm(profile.path('thumbnails'), { recursive: true })
  await disk.fill()
  await app.reload()
  const image = app.chat.answer(id).image('a well')
  await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBe(1024)
  expect(await profile.thumbnails()).toEqual([])

  await disk.free()
  await app.restart()
  await app.chat.openLatest()
  await expect.poll(() => profile.thumbnails()).toEqual(copies)
  await expect(app.chat.answer(id).image('a well')).toBeVisible()
  await app.kill()
})

test(
  'an image that a full disk has no room for is not attached, small or large, and can be once there is room',
  { tag: '@core' },
  async ({ launch, profile, disk }) => {
    const app = await launch()
    const { composer } = app.chat
    const images = [noisyPng({ seed: 1 }), noisyPng({ width: 1_200, height: 1_000, seed: 2 })]
    // The large one is sent to main as a stream.
    expect(images.map(({ length }) => length > 3_000_000)).toEqual([false, true])
    const paths = images.map((_, index) => profile.beside(`${index}.png`))
    for (const [index, path] of paths.entries()) await writeFile(path, images[index]!)
    app.problems.expect(/Failed to load|QuotaExceeded|Internal error|net::ERR/i)
    for (const path of paths) {
      await disk.fill()
      await composer.files.setInputFiles(path)
      const refusal = `${basename(path)} couldn’t be added: the disk is full.`
      await expect(app.window.getByRole('status').filter({ hasText: refusal })).toBeVisible()
    }
    await expect(composer.attached).toHaveCount(0)
    expect(await Promise.all(images.map((image) => profile.holds(image)))).toEqual([false, false])

    await disk.free()
    await composer.files.setInputFiles(paths)
    await expect(composer.attached.getByRole('listitem')).toHaveCount(2)
    expect(await Promise.all(images.map((image) => profile.holds(image)))).toEqual([true, true])
    await app.kill()
  },
)

test('images that are dragged out on a full disk say so, and leave no part of them behind', async ({
  launch,
  openai,
  profile,
  disk,
}) => {
  const app = await launch()
  openai.next.image({ images: [noisyPng({ seed: 1 }), noisyPng({ seed: 2 })], previews: [] })
  await app.chat.composer.setNumber('Images', 2)
  await (await app.chat.ask('a well')).becomes('done')
  await app.gallery.open()
  await app.gallery.cells.first().click()
  await app.window.keyboard.press('Control+A')
  await expect(app.gallery.tools).toContainText('2 selected')
  app.problems.expect(/Failed to load|QuotaExceeded|Internal error|net::ERR/i)
  await disk.fill()
  const box = (await app.gallery.cells.nth(1).boundingBox())!
  await app.window.mouse.move(box.x + 40, box.y + 40)
  await app.window.mouse.down()
  await app.window.mouse.move(box.x + 80, box.y + 60, { steps: 5 })
  await app.window.mouse.up()
  await expect(app.window.getByRole('region', { name: 'Notices' })).toContainText('The disk is full')
  expect(await readdir(profile.path('drag'))).toEqual([])
})
