import type { Page } from '@playwright/test'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { EaselApp } from '../app'
import { dropFiles } from '../drop-files'
import { expect, test } from '../fixtures'
import { noisyPng } from '../stand-ins/images'

const prompt = 'a lighthouse at dusk, “gouache” & <ink>'

/** Answers the system's dialog, which tests can't click. */
async function saveTo(app: EaselApp, path: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}

async function saveCopy(app: EaselApp, name: string, notice = 'Image saved'): Promise<Buffer> {
  const path = app.profile.path(name)
  await saveTo(app, path)
  await app.chat.lastAnswer.saveImage.click()
  await expect(app.window.getByRole('status').filter({ hasText: notice })).toBeVisible()
  return readFile(path)
}

/** Builds the PNG chunk that contains XMP. */
function textChunk(xmp: string): Buffer {
  const body = Buffer.from(`iTXtXML:com.adobe.xmp\0\0\0\0\0${xmp}`)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length - 4)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}

async function storedImages(app: EaselApp): Promise<readonly string[]> {
  const names = await readdir(app.profile.path('objects'), { recursive: true })
  return names.map(String).filter((name) => /\.(?:png|jpg|webp)$/.test(name))
}

/** Reads every pixel of an image as the page's own decoder sees it. */
function readPixels(page: Page, bytes: Buffer): Promise<string> {
  return page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([data]))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d')
    context?.drawImage(bitmap, 0, 0)
    const pixels = context!.getImageData(0, 0, bitmap.width, bitmap.height).data
    return `${bitmap.width}x${bitmap.height} ${new Uint8Array(await crypto.subtle.digest('SHA-256', pixels)).join()}`
  }, bytes.toString('base64'))
}

for (const format of ['png', 'jpeg', 'webp'] as const) {
  test(`a saved ${format} brings its prompt, options and model back when it is dropped`, async ({ app }) => {
    const { chat } = app
    const { composer } = chat
    await composer.chooseModel('GPT Image 2')
    await composer.chooseOption('Quality', 'high')
    await composer.chooseOption('Format', format)
    await chat.generate(prompt)
    const [stored = ''] = await storedImages(app)
    const original = await readFile(join(app.profile.path('objects'), stored))
    const copy = await saveCopy(app, `copy.${format}`)

    expect(copy.equals(original)).toBe(false)
    expect(stored).toContain(createHash('sha256').update(original).digest('hex'))
    expect(await readPixels(app.window, copy)).toBe(await readPixels(app.window, original))

    await chat.sidebar.newChat.click()
    await composer.chooseModel('GPT Image 2.5 Flare')
    await composer.message.fill('something else')
    await dropFiles(app.window, { name: `copy.${format}`, bytes: copy })
    const notice = app.window.getByRole('status').filter({ hasText: `Restored from copy.${format}` })
    await expect(notice).toContainText('prompt, settings, and model (GPT Image 2)')
    await expect(composer.message).toHaveValue(prompt)
    await expect(composer.message).toBeFocused()
    await expect(composer.model).toHaveAccessibleName('Model: GPT Image 2')
    const options = await composer.openImageOptions()
    await expect(options.getByRole('combobox', { name: 'Quality' })).toHaveValue('high')
    await expect(options.getByRole('combobox', { name: 'Format' })).toHaveValue(format)
    await app.window.keyboard.press('Escape')

    await notice.getByRole('button', { name: 'Undo' }).click()
    await expect(composer.message).toHaveValue('something else')
    await expect(composer.model).toHaveAccessibleName('Model: GPT Image 2.5 Flare')
  })
}

test('with the switch off, a copy is the stored file, byte for byte', async ({ app }) => {
  await app.settings.open()
  await app.settings.turnTo('Images')
  const writes = app.settings.root.getByRole('switch', { name: 'Embed prompt and settings in saved images' })
  await expect(writes).toBeChecked()
  await writes.uncheck()
  await app.settings.close()

  await app.chat.generate(prompt)
  const copy = await saveCopy(app, 'private.png')
  const [stored = ''] = await storedImages(app)
  expect(copy.equals(await readFile(join(app.profile.path('objects'), stored)))).toBe(true)
  expect(copy.includes('lighthouse')).toBe(false)
})

test('an image whose own metadata cannot be added to is saved as it came, and that is said', async ({
  app,
  openai,
}) => {
  const image = noisyPng({ width: 64, height: 64 })
  const odd = Buffer.concat([image.subarray(0, 33), textChunk('<x:xmpmeta/>'), image.subarray(33)])
  openai.next.image({ images: [odd] })
  await app.chat.generate(prompt)
  const copy = await saveCopy(app, 'odd.png', 'Saved, but prompt and settings could not be embedded.')
  expect(copy.equals(odd)).toBe(true)
})

test('files without a recipe are attached, and hostile ones are named and leave everything as it is', async ({
  app,
}) => {
  const { composer } = app.chat
  await composer.message.fill('a draft')
  const url = app.window.url()
  const plain = noisyPng({ width: 64, height: 64 })
  const cases = [
    { name: 'cut.png', bytes: plain.subarray(0, 40), says: 'cut.png is damaged' },
    {
      name: 'page.html',
      bytes: Buffer.from('<script>document.body.innerHTML = ""</script>'),
      says: 'page.html isn’t an image that Easel can read',
    },
    {
      name: '\u202e<img src=x onerror=alert(1)>.svg',
      bytes: Buffer.from('<svg/>'),
      says: '<img src=x onerror=alert(1)>',
    },
  ]
  for (const { says, ...file } of cases) {
    await dropFiles(app.window, file)
    await expect(app.window.getByRole('status').filter({ hasText: says })).toBeVisible()
  }
  await expect(composer.attached).toHaveCount(0)
  await dropFiles(app.window, { name: 'plain.png', bytes: plain })
  await expect(composer.attached.getByRole('listitem')).toHaveCount(1)
  await expect(composer.message).toHaveValue('a draft')
  expect(app.window.url()).toBe(url)
})

test('an image that was made with an unknown model says which, and is restored all the same', async ({ app }) => {
  await app.chat.generate(prompt)
  const copy = await saveCopy(app, 'copy.webp')
  const renamed = Buffer.from(
    copy.toString('latin1').replaceAll('openai:gpt-image-2.5-flare', 'nobody:gpt-image-2.5-flare'),
    'latin1',
  )
  await dropFiles(app.window, { name: 'copy.png', bytes: renamed })
  await expect(app.window.getByRole('status').filter({ hasText: 'Restored from' })).toContainText(
    'this version of Easel doesn’t know',
  )
})

test('a file that is pasted is read as one that is dropped, and pasted text stays text', async ({ app }) => {
  const { message } = app.chat.composer
  await app.chat.generate(prompt)
  const copy = await saveCopy(app, 'copy.png')
  const paste = (base64: string, text: string) =>
    message.evaluate(
      (element, [data, words]) => {
        const clipboard = new DataTransfer()
        const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
        clipboard.items.add(new File([bytes], 'copy.png'))
        if (words) clipboard.setData('text/plain', words)
        element.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }),
        )
      },
      [base64, text] as const,
    )
  await paste(copy.toString('base64'), 'words from elsewhere')
  await paste(copy.toString('base64'), '')
  await expect(message).toHaveValue(prompt)

  const notice = app.window.getByRole('status').filter({ hasText: 'Restored from copy.png' })
  await expect(notice.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await notice.getByRole('button', { name: 'Attach instead' }).click()
  await expect(message).toHaveValue('')
  await expect(app.chat.composer.attached.getByRole('listitem')).toHaveCount(1)
})
