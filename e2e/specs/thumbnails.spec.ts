/** Thumbnails: made once, shown instead of the originals, and never required. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { findBytesInRows } from '../database'
import { expect, test } from '../fixtures'
import { readPixels } from '../read-pixels'

const prompt = 'a jar of nails'

/** 0 while the image isn't laid out, for example while its chat opens. */
async function countColorsAtTop(window: Page, image: Locator): Promise<number> {
  const box = await image.boundingBox()
  if (!box) return 0
  const png = await window.screenshot({ clip: { x: box.x + 20, y: box.y + 20, width: box.width - 40, height: 30 } })
  const { rgba } = await readPixels(png)
  return new Set(new Uint32Array(rgba.buffer)).size
}

function measure(image: Locator): Promise<number> {
  return image.evaluate((shown: HTMLImageElement) => (shown.complete ? shown.naturalWidth : 0))
}

test('a new image gets small copies, which the chat shows; the lightbox shows the image itself', async ({
  app,
  profile,
}) => {
  const id = await (await app.chat.generate(prompt)).id()
  const [object] = await profile.objects()
  const stem = `thumbnails/${object!.hash.slice(0, 2)}/${object!.hash}`
  await expect.poll(() => profile.thumbnails()).toEqual([`${stem}.320.webp`, `${stem}.800.webp`])

  await app.reload()
  const image = app.chat.answer(id).image(prompt)
  await expect.poll(() => measure(image)).toBe(800)
  await image.click()
  await expect(app.lightbox.root).toBeVisible()
  await expect.poll(() => measure(app.lightbox.image)).toBe(1024)
  expect(await findBytesInRows(app.window)).toEqual([])
})

test('copies that were deleted or damaged are made again, and the image is shown meanwhile', async ({
  app,
  profile,
}) => {
  const id = await (await app.chat.generate(prompt)).id()
  await expect.poll(() => profile.thumbnails()).toHaveLength(2)
  const [small, large] = await profile.thumbnails()
  const intact = await readFile(profile.path(large!))

  await rm(profile.path('thumbnails'), { recursive: true })
  await app.reload()
  await expect.poll(() => measure(app.chat.answer(id).image(prompt))).toBe(1024)
  await expect.poll(() => profile.thumbnails()).toEqual([small, large])

  await writeFile(profile.path(large!), Buffer.from(intact).fill(7, 500, 520))
  await app.reload()
  await expect.poll(() => measure(app.chat.answer(id).image(prompt))).toBe(1024)
  await expect.poll(() => readFile(profile.path(large!)).catch(() => undefined)).toEqual(intact)
})

test('copies that are lost while Easel runs are made again, once the image is shown again', async ({
  app,
  profile,
}) => {
  await app.chat.generate(prompt)
  await expect.poll(() => profile.thumbnails()).toHaveLength(2)
  const made = await profile.thumbnails()
  await rm(profile.path('thumbnails'), { recursive: true })
  await app.gallery.open()
  // Larger than the size that the page has in memory.
  await app.gallery.root.getByRole('slider').fill('400')
  await expect.poll(() => profile.thumbnails()).toEqual(made)
})

test('a file that goes missing while its image is on screen is called missing by everything that needs it, and one that is back is back everywhere', async ({
  app,
  profile,
}) => {
  const answer = await app.chat.generate(prompt)
  await answer.uploadBecomes('uploaded')
  await expect.poll(() => profile.thumbnails()).toHaveLength(2)
  app.problems.expect(/easel-image:/)
  await rename(profile.path('objects'), profile.path('elsewhere'))
  const notice = app.window.getByRole('region', { name: 'Notices' }).getByRole('alert')
  for (const press of [() => answer.copyImage.click(), () => answer.saveImage.click()]) {
    await press()
    await expect(notice).toHaveText('This image’s file is missing')
    await notice.getByRole('button', { name: 'Dismiss' }).click()
    await expect(notice).toHaveCount(0)
  }

  await app.reload()
  await expect(answer.root).toContainText('missing on this computer')
  await app.gallery.open()
  await app.gallery.cells.first().dblclick()
  await expect(app.lightbox.root.getByRole('alert')).toHaveText(/missing on this computer/)
  // Neither is possible without the file.
  await expect(app.lightbox.root.getByRole('button', { name: /^(Copy|Save) image$/ })).toHaveCount(0)
  await rename(profile.path('elsewhere'), profile.path('objects'))
  await app.lightbox.root.getByRole('button', { name: 'Download again' }).click()
  await expect(app.lightbox.root.getByRole('alert')).toHaveCount(0)
  await app.lightbox.close.click()
  await app.gallery.back.click()
  await expect(answer.image(prompt)).toBeVisible()
  await expect(answer.root).not.toContainText('missing on this computer')
})

test('an image whose file is gone says so although its copies are there, in the chat and in the lightbox', async ({
  app,
  profile,
}) => {
  const id = await (await app.chat.generate(prompt)).id()
  await expect.poll(() => profile.thumbnails()).toHaveLength(2)
  await app.reload()
  await expect.poll(() => measure(app.chat.answer(id).image(prompt))).toBe(800)
  app.problems.expect(/easel-image:/)
  await profile.deleteObjects()

  await app.chat.answer(id).image(prompt).click()
  await expect(app.lightbox.root.getByRole('alert')).toHaveText(/missing on this computer/)
  // The remaining copy is shown next to it.
  await expect(app.lightbox.root.locator('img')).toHaveJSProperty('naturalWidth', 800)
  await expect(app.lightbox.root.getByRole('button', { name: 'Download again' })).toBeVisible()

  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.answer(id).root).toContainText('missing on this computer')
  // It's also shown faintly behind the text, at the upper edge, where nothing else is drawn.
  const remains = app.chat.answer(id).root.locator('img[src$="/remains"]')
  await expect(remains).toHaveJSProperty('naturalWidth', 800)
  await expect.poll(() => countColorsAtTop(app.window, remains)).toBeGreaterThan(5)
})

test('beside a new image, the message box shows its small copy once there is one, and never decodes it a second time', async ({
  app,
}) => {
  const originals: string[] = []
  app.window.on('response', (response) => {
    const isSmall = /^easel-image:.*\/(?:320|small)$/.test(response.url())
    if (isSmall && response.headers()['content-type'] === 'image/png') originals.push(response.url())
  })
  await app.chat.generate(prompt)
  await expect.poll(() => measure(app.chat.composer.editLast.locator('img'))).toBe(320)
  expect(originals).toEqual([])
})

test('the page itself can neither read an image with a request nor post a copy', async ({ app, profile }) => {
  await app.chat.generate(prompt)
  const [object] = await profile.objects()
  app.problems.expect(/Content Security Policy/)
  const answers = await app.window.evaluate(
    (hash) =>
      Promise.all(
        [`easel-image://${hash}`, `easel-image://thumbnail/${hash}/320`].map((url) =>
          fetch(url).then(String, () => 'refused'),
        ),
      ),
    object!.hash,
  )
  expect(answers).toEqual(['refused', 'refused'])
})

test('a chat shows its newest image in the sidebar, from the small copy only, and not once it is deleted', async ({
  app,
  profile,
}) => {
  await app.chat.generate(prompt)
  const shown = app.chat.sidebar.image(prompt)
  await expect.poll(() => measure(shown)).toBe(320)

  // Lost thumbnails are made again; until then the row shows no image rather than the original.
  await rm(profile.path('thumbnails'), { recursive: true })
  await app.reload()
  await expect.poll(() => profile.thumbnails()).toHaveLength(2)
  await expect.poll(() => measure(shown)).toBe(320)

  await app.gallery.open()
  await app.gallery.cell(prompt).click()
  await app.gallery.choose('Delete')
  await expect(shown).toHaveCount(0)
  await expect(app.chat.sidebar.chat(prompt)).toBeVisible()

  await app.window.keyboard.press('ControlOrMeta+Z')
  await expect.poll(() => measure(shown)).toBe(320)
  await app.gallery.back.click()
  await app.chat.sidebar.delete(prompt)
  await app.window.keyboard.press('ControlOrMeta+Z')
  await expect.poll(() => measure(shown)).toBe(320)
})
