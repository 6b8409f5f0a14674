/** Files that are too large, or aren't images: each gets a clear message, and none is sent unnoticed. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { deflateSync } from 'node:zlib'
import { buildPngChunk } from '../../src/shared/image-file/png-chunks'
import type { EaselApp } from '../app'
import { answerSaveDialog } from '../dialogs'
import { dropFiles } from '../drop-files'
import { expect, test } from '../fixtures'
import { NativeMenus } from '../native-menus'
import { answerPrintDialog, takePrint } from '../prints'
import { noisyPng } from '../stand-ins/images'

const saying = (app: EaselApp, text: string | RegExp) => app.window.getByRole('status').filter({ hasText: text })
const attachedTo = (app: EaselApp) => app.chat.composer.attached.getByRole('listitem')

test('an image of 200 megapixels is refused with the most that there can be', async ({ app }) => {
  await dropFiles(app.window, { name: 'wall.png', bytes: blankPng(20_000, 10_000) })
  await expect(saying(app, 'wall.png has too many pixels: 100 million at most.')).toBeVisible()
  await expect(app.chat.composer.attached).toHaveCount(0)
})

test('a file of 60 MB is reduced to what the model takes, and that is said', async ({ app, profile }) => {
  const path = profile.beside('photo.png')
  const wide = noisyPng({ width: 4_600, height: 40, seed: 3 })
  const notes = buildPngChunk('tEXt', randomBytes(60_000_000))
  await writeFile(path, Buffer.concat([wide.subarray(0, -12), notes, wide.subarray(-12)]))
  await app.chat.composer.files.setInputFiles(path)
  await expect(
    saying(app, /^photo\.png was reduced from 4600 × 40 to 4096 × 36 pixels \(60.* MB to \d+ kB\)/),
  ).toBeVisible()
  await expect(attachedTo(app)).toHaveCount(1)
})

test('of an animated image the first frame is attached, and that is said', async ({ app }) => {
  const frame = 'LAAAAAABAAEAAAICTAEA'
  const gif = Buffer.concat([
    Buffer.from('R0lGODlhAQABAIAAAAAAAP///w==', 'base64'),
    Buffer.from(frame, 'base64'),
    Buffer.from(frame, 'base64'),
    Buffer.from(';'),
  ])
  await dropFiles(app.window, { name: 'wave.gif', bytes: gif })
  await expect(saying(app, /wave\.gif.*first frame/)).toBeVisible()
  await expect(attachedTo(app)).toHaveCount(1)
})

test('twenty images pasted at once are attached, and Send says how many the model takes', async ({ app, openai }) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT Image 2.5 Flare')
  const all = Array.from({ length: 20 }, (_, seed) => noisyPng({ width: 24, height: 24, seed }).toString('base64'))
  await composer.message.evaluate((element, images) => {
    const clipboardData = new DataTransfer()
    for (const [index, base64] of images.entries()) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      clipboardData.items.add(new File([bytes], `${index}.png`, { type: 'image/png' }))
    }
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, all)
  await expect(attachedTo(app)).toHaveCount(20)
  await composer.message.fill('all of them on one table')
  await expect(saying(app, 'GPT Image 2.5 Flare takes up to 16 images. Remove some.')).toBeVisible()
  await expect(composer.message).toHaveAccessibleDescription(/takes up to 16 images/)
  await expect(composer.send).toBeDisabled()
  for (let left = 19; left >= 16; left -= 1) {
    await attachedTo(app).last().getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(attachedTo(app)).toHaveCount(left)
  }
  await app.chat.generate('all of them on one table')
  expect(openai.paidRequests[0]!.form!.files).toHaveLength(16)
})

test('a dropped folder and a dropped web address are told apart from images', async ({ app, profile }) => {
  const folder = profile.beside('holiday')
  await mkdir(folder)
  const devTools = await app.window.context().newCDPSession(app.window)
  const data = { items: [], files: [folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', { type, x: 500, y: 300, data })
  }
  await expect(saying(app, 'holiday can’t be read: it’s a folder, or it was moved or deleted.')).toBeVisible()
  await expect(app.chat.composer.attached).toHaveCount(0)

  const url = 'https://example.com/boat.png'
  const address = {
    items: [
      { mimeType: 'text/uri-list', data: url },
      { mimeType: 'text/plain', data: url },
    ],
    files: [],
    dragOperationsMask: 1,
  }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', { type, x: 500, y: 300, data: address })
  }
  await expect(saying(app, 'A web address can’t be attached. Save the image as a file, and drop that.')).toBeVisible()

  // In the message box it's text, like any other dropped text.
  const box = (await app.chat.composer.message.boundingBox())!
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', { type, x: box.x + 20, y: box.y + box.height / 2, data: address })
  }
  await expect(app.chat.composer.message).toHaveValue(url)
})

test('of many files that can’t be attached each is named, once for all with the same fault', async ({ app }) => {
  const sound = noisyPng({ width: 24, height: 24, seed: 1 })
  const no = Buffer.from('<p>no</p>')
  await dropFiles(
    app.window,
    ...['a.html', 'b.html', 'c.html', 'd.html'].map((name) => ({ name, bytes: no })),
    { name: 'cut.png', bytes: sound.subarray(0, -20) },
    { name: 'nothing.png', bytes: Buffer.alloc(0) },
    { name: 'sound.png', bytes: sound },
  )
  await expect(
    saying(app, 'a.html, b.html, c.html, and 1 more aren’t images that Easel can read. Attach'),
  ).toBeVisible()
  await expect(saying(app, 'cut.png is damaged. Attach another copy, or save it again.')).toBeVisible()
  await expect(saying(app, 'nothing.png is empty.')).toBeVisible()
  await expect(attachedTo(app)).toHaveCount(1)
})

test('more images than can be attached are named, however they come, and the message box stays in the window', async ({
  app,
}) => {
  const { composer } = app.chat
  const images = (first: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${first + index}.png`,
      bytes: noisyPng({ width: 24, height: 24, seed: first + index }),
    }))
  await app.resize(900, 600)
  await dropFiles(app.window, ...images(1, 20))
  await expect(attachedTo(app)).toHaveCount(20)
  await dropFiles(app.window, ...images(21, 13))
  await expect(saying(app, '33.png wasn’t attached: 32 images at most.')).toBeVisible()
  await expect(attachedTo(app)).toHaveCount(32)
  await app.resize(480, 600)
  await expect(composer.message).toBeInViewport({ ratio: 1 })
  await expect(attachedTo(app).first()).toBeInViewport({ ratio: 1 })
  await expect(app.window.getByRole('button', { name: /^Use / })).toHaveCount(0)
})

test('a refusal that may be about an image says so, on screen, in a file and on paper, and what helps', async ({
  app,
  openai,
}) => {
  const { chat } = app
  const attach = async (seed: number): Promise<void> => {
    await dropFiles(app.window, { name: 'mine.png', bytes: noisyPng({ width: 24, height: 24, seed }) })
    await expect(attachedTo(app)).toHaveCount(1)
  }
  await attach(1)
  openai.next.fails({
    status: 400,
    code: 'moderation_blocked',
    message: 'Your request was rejected by the safety system.',
    more: { moderation_details: { moderation_stage: 'input', categories: ['violence'] } },
  })
  const blocked = await chat.ask('make it night')
  await blocked.becomes('failed')
  await expect(blocked.alert).toContainText('OpenAI refused the request')
  await expect(blocked.alert).toContainText(
    'The prompt or an attached image was blocked before anything was generated.',
  )
  await expect(blocked.alert).toHaveAttribute('data-charge', 'none')

  // Exports and prints say the same as the screen.
  const file = app.profile.beside('blocked.md')
  await answerSaveDialog(app, file)
  const menus = await NativeMenus.watch(app)
  await menus.pick('File', 'Export chat…')
  await expect(saying(app, 'Chat exported.')).toBeVisible()
  expect(await readFile(file, 'utf8')).toContain('\n> This answer failed: OpenAI refused the request.\n')
  await answerPrintDialog(app, { success: true, reason: '' })
  await menus.pick('File', 'Print…')
  expect((await takePrint(app)).html).toContain('>This answer failed: OpenAI refused the request.</p>')

  await attach(2)
  openai.next.fails({ status: 400, code: 'invalid_image_file', message: 'Invalid image file or mode for image 1.' })
  const refused = await chat.ask('make it day')
  await refused.becomes('failed')
  await expect(refused.alert).toContainText('Invalid image file or mode for image 1.')
  await expect(refused.alert).toContainText('Attach another image, or save it as PNG and attach that.')
  await expect(refused.alert).toHaveAttribute('data-charge', 'none')
})

/** Valid, and only a few kilobytes at any size: one bit per pixel, all black. */
function blankPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    buildPngChunk('IHDR', header),
    buildPngChunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))),
    buildPngChunk('IEND', new Uint8Array()),
  ])
}
