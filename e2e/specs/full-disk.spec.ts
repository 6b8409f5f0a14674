/**
 * A disk that really fills up. On some disks Chromium then throws the page's database away; on those that a test can mount
 * it only closes it, so its files are taken away here.
 */
import { rm } from 'node:fs/promises'
import { readRows } from '../database'
import { expect, test } from '../fixtures'
import { SmallDisk } from '../small-disk'
import { noisyPng } from '../stand-ins/images'

test.use({ keys: { openai: true, blob: false } })

test('E04 a database that is lost on a full disk is rebuilt once there is room, with every image', async ({
  launch,
  openai,
  profile,
}) => {
  const made = SmallDisk.create(profile, 256)
  test.skip(typeof made === 'string', String(made))
  await using disk = made as SmallDisk
  const app = await launch()
  const images = [1, 2].map((seed) => noisyPng({ seed }))
  for (const [index, image] of images.entries()) {
    openai.next.image({ images: [image], previews: [] })
    await app.chat.generate(`a well, number ${index + 1}`)
    await app.chat.sidebar.newChat.click()
  }
  const before = await readRows(app.window, 'messages')
  expect(before).toHaveLength(4)
  const archived = async () => (await profile.filesContaining('number 2')).filter((path) => path.startsWith('archive'))
  await expect.poll(archived).not.toEqual([])

  app.problems.expect(/Failed to load|QuotaExceeded|Internal error|net::ERR/i)
  await disk.fill()
  await app.chat.composer.submit('a well that there is no room for')
  await expect(app.chat.composer.refusal).toContainText('The disk is full')
  await app.kill()
  // Chromium throws away its code cache while it starts, which would be room enough for a new database.
  for (const folder of ['IndexedDB', 'Code Cache']) await rm(profile.path(folder), { recursive: true })
  await disk.fill()
  await app.start()
  const notice = app.window.getByText('Easel can’t open or write its database.')
  await expect(notice).toBeVisible()
  await expect(app.chat.sidebar.chat('a well, number 2')).toBeVisible()

  await disk.free()
  // Easel tries again after pauses that grow to a minute.
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
})
