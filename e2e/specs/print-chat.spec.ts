/** A whole chat on paper, whatever of it is in the page. */
import { writeFile } from 'node:fs/promises'
import { expect, test } from '../fixtures'
import { askedIn, writeLongChats } from '../long-chats'
import { NativeMenus } from '../native-menus'
import { answerPrintDialog, countInPdf, takePrint } from '../prints'

const DONE = { success: true, reason: '' }
const EXCHANGES = 120
const IMAGES = 40

test('a long chat is printed from its first question to its last, with all images and no script', async ({
  launch,
  profile,
}, testInfo) => {
  await writeLongChats(profile, { text: EXCHANGES, images: IMAGES })
  const app = await launch()
  const { chat, window } = app
  await answerPrintDialog(app, DONE)

  await chat.open('A long talk')
  await expect(chat.question(askedIn(EXCHANGES)).root).toBeVisible()
  await expect(chat.question(askedIn(1)).root).toHaveCount(0)
  await window.keyboard.press('ControlOrMeta+P')
  const talk = await takePrint(app)
  for (let number = 1; number <= EXCHANGES; number += 1) expect(talk.html).toContain(`>${askedIn(number)}</p>`)
  expect(talk.html.match(/<li>/g)).toHaveLength(2 * EXCHANGES)
  expect(talk.html).toContain('<h1 dir="auto">A long talk</h1>')
  expect(talk.html).toContain('const houses = 2\nconst hills = houses + 1')
  expect(talk.html.match(/class="facts"[^>]*>GPT-6.1 Terra/g)).toHaveLength(EXCHANGES)
  expect(talk.html).not.toMatch(/<script|<button|<svg/)
  await writeFile(testInfo.outputPath('talk.pdf'), talk.pdf)

  await chat.open('Many images')
  await expect(chat.question(`Image ${IMAGES}`).root).toBeVisible()
  await NativeMenus.watch(app).then((menus) => menus.pick('File', 'Print…'))
  const images = await takePrint(app)
  expect(images.html).toContain('>Image 1</p>')
  expect(images.html).toContain(`>Image ${IMAGES}</p>`)
  expect(images.html.match(/<img/g)).toHaveLength(IMAGES)
  expect(countInPdf(images.pdf).images).toBe(IMAGES)
  await writeFile(testInfo.outputPath('images.pdf'), images.pdf)
})
