/** The states of the bin. Not a test: for visual review. */
import { expect, test } from '../fixtures'
import { BinPage } from '../pages/bin-page'
import { noisyPng } from '../stand-ins/images'
import { photographer } from './photographer'

const looks = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 900, height: 600 },
  { theme: 'light', width: 480, height: 800 },
  { theme: 'dark', width: 480, height: 800 },
] as const

const LONG = 'A paper boat on a puddle, seen from above while it rains and rains and rains'

for (const look of looks) {
  test(`bin, ${look.theme} ${look.width}`, async ({ app, openai, blob }) => {
    for (const [seed, prompt] of [LONG, 'a lighthouse at dusk', 'a heron'].entries()) {
      openai.next.image({ images: [noisyPng({ seed, width: 720 + 100 * seed })], previews: [] })
      if (seed > 0) await app.chat.sidebar.newChat.click()
      await (await app.chat.generate(prompt)).uploadBecomes('uploaded')
    }
    await app.gallery.open()
    await app.gallery.cell('a lighthouse at dusk').click()
    await app.gallery.choose('Delete')
    await expect(app.gallery.cells).toHaveCount(2)
    await app.gallery.back.click()
    await app.chat.sidebar.delete('a heron')
    await app.chat.sidebar.delete(LONG.slice(0, 20))

    const bin = new BinPage(app.window)
    await bin.open()
    await expect(bin.chats).toHaveCount(2)
    const shoot = await photographer(app, look)
    await shoot('bin')
    await bin.chats.first().getByRole('checkbox').click()
    await bin.images
      .first()
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] })
    await shoot('bin-chosen')
    await bin.chosen.getByRole('button', { name: 'Delete now' }).click()
    await shoot('bin-chosen-asking')
    await app.window.keyboard.press('Escape')
    await app.window.keyboard.press('Escape')
    await bin.images.getByRole('button', { name: /^Open/ }).click()
    await expect(app.lightbox.image).toBeVisible()
    await shoot('bin-image')
    await app.window.keyboard.press('Escape')
    await bin.chats.first().getByRole('button', { name: /^Open/ }).click()
    await expect(app.window.getByRole('dialog', { name: /^Deleted chat/ }).getByRole('listitem')).toHaveCount(2)
    await shoot('bin-chat')
    await app.window.keyboard.press('Escape')
    await bin.button('Empty bin').click()
    await bin.images.getByRole('button', { name: 'Delete now' }).click()
    await shoot('bin-asking')
    await bin.root.getByRole('switch', { name: 'Also delete uploaded copies' }).click()
    blob.token = 'vercel_blob_rw_StandIn4Canary_another'
    await bin.button('Delete for good').first().click()
    await expect(bin.root.getByRole('alert')).toContainText('still in your Blob store')
    await shoot('bin-copies')
    await bin.close()
    if (look.width < 640) return
    await app.chat.open('a lighthouse at dusk')
    await expect(app.chat.lastAnswer.root).toContainText('1 image was deleted for good.')
    await shoot('bin-answer')
  })
}
