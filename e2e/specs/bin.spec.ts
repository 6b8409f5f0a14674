/** Permanent deletion: the bin, restoring from it, and what is gone once it's emptied. */
import { mkdir, writeFile } from 'node:fs/promises'
import { expectAccessible } from '../axe'
import { readRows } from '../database'
import { expect, test } from '../fixtures'
import { BinPage } from '../pages/bin-page'
import { noisyPng } from '../stand-ins/images'
import { BLOB_TOKEN } from '../stand-ins/blob'

const SECRET = 'a letter that has to be burned'
const KEPT = 'a lighthouse at dusk'

test('a deleted chat waits in the bin, and emptying it frees rows, files, small copies, archive lines and uploads', async ({
  app,
  openai,
  blob,
  profile,
}) => {
  for (const [seed, prompt] of [KEPT, SECRET].entries()) {
    openai.next.image({ images: [noisyPng({ seed })], previews: [] })
    if (prompt === SECRET) await app.chat.sidebar.newChat.click()
    await (await app.chat.generate(prompt)).uploadBecomes('uploaded')
  }
  await expect.poll(() => profile.objects()).toHaveLength(2)
  await expect.poll(async () => new Set((await profile.thumbnails()).map((name) => name.slice(0, 60))).size).toBe(2)
  await app.chat.sidebar.delete(SECRET)
  const bin = new BinPage(app.window)
  await bin.open()
  await expect(bin.chats).toHaveCount(1)
  await expect(bin.chats).toContainText(SECRET)
  await expect(bin.chats).toContainText('30 days left')
  await bin.button('Restore').click()
  await expect(bin.root.getByText('The bin is empty.')).toBeVisible()
  await bin.close()
  await expect(app.chat.sidebar.chat(SECRET)).toBeVisible()

  await app.chat.sidebar.delete(SECRET)
  await bin.open()
  await bin.root.getByRole('switch', { name: 'Also delete uploaded copies' }).click()
  // The store refuses: the bin reports it, and nothing else waits for it.
  blob.token = 'vercel_blob_rw_StandIn4Canary_another'
  await bin.empty()
  await expect(bin.root.getByRole('alert')).toContainText('1 uploaded copy is still in your Blob store.')
  blob.token = BLOB_TOKEN
  await bin.button('Try again').click()
  await expect(bin.root.getByRole('alert')).toHaveCount(0)
  await expect.poll(() => [...blob.blobs.keys()]).toHaveLength(1)
  await expect(bin.root.getByText('The bin is empty.')).toBeVisible()
  await bin.close()

  const isGone = async (): Promise<void> => {
    await expect.poll(() => profile.objects()).toHaveLength(1)
    const [kept] = await profile.objects()
    await expect.poll(async () => (await profile.thumbnails()).every((name) => name.includes(kept!.hash))).toBe(true)
    await expect.poll(() => readRows(app.window, 'messages')).toHaveLength(2)
    await expect.poll(() => readRows(app.window, 'attachments')).toHaveLength(1)
    const traces = await profile.filesContaining(SECRET)
    expect(traces.filter((path) => /^(archive|runs|spool|objects|bin)/.test(path))).toEqual([])
    await expect(app.chat.sidebar.root.getByRole('link')).toHaveCount(1)
  }
  await isGone()
  await app.restart()
  await isGone()
  // The spending record stays.
  expect((await profile.text('ledger.log')).trim().split('\n')).toHaveLength(2)
})

test('a deleted image leaves gallery, Details and Compare, comes back from the bin, and stays as the input of another', async ({
  app,
  openai,
  profile,
}) => {
  openai.next.image({ images: [noisyPng({ seed: 1 }), noisyPng({ seed: 2 })], previews: [] })
  await app.chat.composer.setNumber('Images', 2)
  await (await app.chat.ask(KEPT)).becomes('done')
  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(2)
  await app.gallery.cells.first().click()
  await app.gallery.choose('Delete')
  await expect(app.gallery.cells).toHaveCount(1)
  await app.gallery.back.click()
  await expect(app.chat.lastAnswer.root).toContainText('You deleted this image.')
  await expect(app.chat.lastAnswer.root.getByRole('button', { name: 'Compare' })).toHaveCount(0)

  const bin = new BinPage(app.window)
  await bin.open()
  await expect(bin.images).toHaveCount(1)
  await bin.images.getByRole('button', { name: 'Restore' }).click()
  await expect(bin.images).toHaveCount(0)
  await bin.close()
  await expect(app.chat.lastAnswer.root.getByRole('img', { name: KEPT })).toHaveCount(2)
  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(2)

  // One image becomes the input of a question; then both are deleted permanently.
  await app.gallery.cells.first().click()
  await app.gallery.choose('Attach')
  await expect(app.chat.composer.message).toBeVisible()
  await app.chat.composer.setNumber('Images', 1)
  openai.next.image({ images: [noisyPng({ seed: 3 })], previews: [] })
  await app.chat.generate('the same in winter')
  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(3)
  for (const count of [2, 1]) {
    await app.gallery.cell(KEPT).first().click()
    await app.gallery.choose('Delete')
    await expect(app.gallery.cells).toHaveCount(count)
  }
  await bin.open()
  await expect(bin.images).toHaveCount(2)
  await bin.empty()
  await expect(bin.root.getByText('The bin is empty.')).toBeVisible()
  await bin.close()
  await expect.poll(() => profile.objects()).toHaveLength(2)
  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.conversation.getByText('2 images were deleted for good.')).toBeVisible()
  await expect(app.chat.lastAnswer.image('the same in winter')).toBeVisible()
  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(1)
})

test('a deletion that a kill has interrupted is finished at the next start', async ({ app, openai, profile }) => {
  openai.next.image({ images: [noisyPng()], previews: [] })
  await app.chat.generate(SECRET)
  await app.chat.sidebar.delete(SECRET)
  await expect.poll(() => readRows(app.window, 'chats')).toMatchObject([{ deletedAt: expect.any(Number) as unknown }])
  const [chat] = await readRows(app.window, 'chats')
  const [image] = await profile.objects()
  await app.kill()
  const id = '22222222-2222-4222-8222-222222222222'
  const plan = { id, chats: [chat!['id']], images: [], runs: [], hashes: [image!.hash], copies: [] }
  await mkdir(profile.path('bin'), { recursive: true })
  await writeFile(profile.path('bin', `${id}.json`), JSON.stringify({ step: 'rows', plan }))

  await app.start()
  await expect.poll(async () => (await profile.objects()).length, { timeout: 30_000 }).toBe(0)
  await expect.poll(() => readRows(app.window, 'messages')).toEqual([])
  await expect.poll(() => profile.text('bin', `${id}.json`)).toBe('')
  await expect(app.chat.sidebar.root.getByRole('link')).toHaveCount(0)
})

test('the bin is gone through by keyboard: Escape cancels a question only, the focus goes on to the next entry, and everything can come back at once', async ({
  app,
}) => {
  for (const prompt of ['one', 'two', 'three']) {
    if (prompt !== 'one') await app.chat.sidebar.newChat.click()
    await app.chat.generate(prompt)
  }
  // It isn't listed while its chat is in the bin.
  await app.gallery.open()
  await app.gallery.cell('three').click()
  await app.gallery.choose('Delete')
  await app.gallery.back.click()
  for (const prompt of ['one', 'two', 'three']) await app.chat.sidebar.delete(prompt)
  const bin = new BinPage(app.window)
  await bin.open()
  await expect(bin.chats).toHaveCount(3)
  const deleteNow = bin.chats.nth(1).getByRole('button', { name: 'Delete now' })
  await deleteNow.focus()
  await app.window.keyboard.press('Enter')
  await expect(bin.chats.nth(1).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await app.window.keyboard.press('Escape')
  await expect(deleteNow).toBeFocused()

  await bin.chats.nth(1).getByRole('button', { name: 'Restore' }).focus()
  await app.window.keyboard.press('Enter')
  await expect(bin.chats).toHaveCount(2)
  await expect(bin.status).toHaveText('Restored. The chat is back in the sidebar.')
  await expect(bin.chats.nth(1).getByRole('button', { name: 'Restore' })).toBeFocused()
  // The deletion notice is gone, because its Undo would come too late.
  await expect(app.window.getByRole('button', { name: 'Undo', exact: true })).toHaveCount(0)

  await bin.button('Restore all').focus()
  await app.window.keyboard.press('Enter')
  await expect(bin.root.getByText('The bin is empty.')).toBeVisible()
  await expect(bin.status).toHaveText('Restored: 2 chats, 1 image.')
  // Nothing is left to press, and the focus stays in the bin.
  await expect.poll(() => bin.root.evaluate((root) => root.contains(document.activeElement))).toBe(true)
  await bin.close()
  for (const prompt of ['one', 'two', 'three']) await expect(app.chat.sidebar.chat(prompt)).toBeVisible()
})

test('entries are chosen by click and by keys, and restored or deleted together', async ({ app }) => {
  for (const prompt of ['one', 'two', 'three']) {
    if (prompt !== 'one') await app.chat.sidebar.newChat.click()
    await app.chat.generate(prompt)
  }
  for (const prompt of ['one', 'two', 'three']) await app.chat.sidebar.delete(prompt)
  const bin = new BinPage(app.window)
  const { keyboard } = app.window
  await bin.open()
  await expect(bin.chats).toHaveCount(3)
  await bin.chats.nth(0).getByText('three').click()
  await expect(bin.chosen).toContainText('1 selected')
  await bin.chats
    .nth(2)
    .getByText('one')
    .click({ modifiers: ['Shift'] })
  await expect(bin.chosen).toContainText('3 selected')
  await bin.chats
    .nth(1)
    .getByText('two')
    .click({ modifiers: ['ControlOrMeta'] })
  await expect(bin.chosen).toContainText('2 selected')
  await keyboard.press('Escape')
  await expect(bin.chosen).toHaveCount(0)
  await expect(bin.button('Empty bin')).toBeVisible()

  await keyboard.press('ControlOrMeta+A')
  await expect(bin.chosen).toContainText('3 selected')
  await keyboard.press('Escape')
  const boxes = bin.chats.getByRole('checkbox')
  await boxes.first().focus()
  await keyboard.press('Shift+ArrowDown')
  await expect(boxes.nth(1)).toBeFocused()
  await expect(bin.chosen).toContainText('2 selected')
  await keyboard.press('ArrowDown')
  await keyboard.press('Space')
  await expect(bin.chosen).toContainText('3 selected')
  await keyboard.press('Space')
  await expectAccessible(app, 'chosen entries of the bin')
  // The key only asks.
  await keyboard.press('Delete')
  await expect(bin.root.getByRole('alert')).toContainText('Delete 2 chats')
  await keyboard.press('Escape')
  await bin.chosen.getByRole('button', { name: 'Restore' }).click()
  await expect(bin.status).toHaveText('Restored. 2 chats are back in the sidebar.')
  await expect(bin.chosen).toHaveCount(0)
  await expect(bin.chats).toHaveCount(1)

  await bin.chats.first().getByRole('checkbox').click()
  await bin.chosen.getByRole('button', { name: 'Delete now' }).click()
  await expect(bin.root.getByRole('alert')).toContainText('Delete 1 chat (')
  await bin.button('Delete for good').click()
  await expect(bin.status).toContainText('freed')
  await expect(bin.root.getByText('The bin is empty.')).toBeVisible()
  await bin.close()
  await expect(app.chat.sidebar.root.getByRole('link')).toHaveCount(2)
})

test('an image and a chat are looked at before they are restored', async ({ app, openai }) => {
  for (const [seed, prompt] of ['a heron', 'a lighthouse', SECRET].entries()) {
    if (seed > 0) await app.chat.sidebar.newChat.click()
    openai.next.image({ images: [noisyPng({ seed })], previews: [] })
    await app.chat.generate(prompt)
  }
  await app.gallery.open()
  for (const prompt of ['a heron', 'a lighthouse']) {
    await app.gallery.cell(prompt).click()
    await app.gallery.choose('Delete')
    await expect(app.gallery.cell(prompt)).toHaveCount(0)
  }
  await app.gallery.back.click()
  await app.chat.sidebar.delete(SECRET)

  const bin = new BinPage(app.window)
  const { lightbox, window } = app
  await bin.open()
  await bin.images.getByRole('button', { name: 'Open “a lighthouse”' }).click()
  await expect(lightbox.image).toHaveAttribute('alt', 'a lighthouse')
  await window.keyboard.press('ArrowRight')
  await expect(lightbox.image).toHaveAttribute('alt', 'a heron')
  await expect(lightbox.root.getByRole('button', { name: 'Edit image' })).toHaveCount(0)
  await lightbox.root.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(lightbox.image).toHaveAttribute('alt', 'a lighthouse')
  await expect(lightbox.position).toHaveCount(0)
  await expectAccessible(app, 'an image of the bin')
  // Only the dialog in front.
  await window.keyboard.press('Escape')
  await expect(lightbox.root).toHaveCount(0)
  await expect(bin.images).toHaveCount(1)
  await expect(bin.images.getByRole('button', { name: 'Open “a lighthouse”' })).toBeFocused()

  await bin.chats.getByText(SECRET).dblclick()
  const chat = window.getByRole('dialog', { name: `Deleted chat: ${SECRET}` })
  await expect(chat.getByRole('listitem')).toHaveCount(2)
  await expect(chat.getByRole('listitem').first()).toHaveText(SECRET)
  await expect
    .poll(() => chat.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)
  await expectAccessible(app, 'a chat of the bin')
  await chat.getByRole('button', { name: 'Restore' }).click()
  await expect(chat).toHaveCount(0)
  await expect(bin.chats).toHaveCount(0)
  await bin.close()
  await expect(app.chat.sidebar.chat(SECRET)).toBeVisible()
})
