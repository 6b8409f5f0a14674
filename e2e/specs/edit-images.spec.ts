import type { Locator, Page } from '@playwright/test'
import { sampleAvif, sampleBmp, sampleJpeg } from '../../tests/support/main/sample-images'
import { inspectImage } from '@shared/image-file/inspect-image'
import { dropFiles } from '../drop-files'
import { expect, test } from '../fixtures'
import { FAL_KEY, FalStandIn } from '../stand-ins/fal'
import { noisyPng, soundPng, soundSvg } from '../stand-ins/images'

const made = noisyPng({ width: 96, height: 64, seed: 5 })
const mine = noisyPng({ width: 80, height: 60, seed: 6 })
const other = noisyPng({ width: 60, height: 80, seed: 7 })
const tinyGif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==', 'base64')
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer })

/** Adds a model that accepts no images. */
const withFal = test.extend<{ fal: FalStandIn }>({
  fal: async ({ usualLaunch }, use) => {
    const fal = await FalStandIn.start()
    Object.assign(usualLaunch.env ?? {}, { FAL_KEY, FAL_QUEUE_URL: fal.baseUrl, FAL_API_URL: fal.apiUrl })
    await use(fal)
    await fal.stop()
  },
  app: async ({ fal: _first, launch }, use) => {
    await use(await launch())
  },
})

function items(list: Locator): Locator {
  return list.getByRole('listitem')
}

function notice(window: Page, text: string | RegExp): Locator {
  return window.getByRole('status').filter({ hasText: text })
}

async function paste(message: Locator, name: string, bytes: Buffer): Promise<void> {
  await message.evaluate(
    (element, [base64, called]) => {
      const clipboard = new DataTransfer()
      clipboard.items.add(
        new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], called, {
          type: 'image/png',
        }),
      )
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }))
    },
    [bytes.toString('base64'), name] as const,
  )
}

test(
  'an answer’s image is attached in one click, shown, priced, and sent as an edit, again by a retry',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { chat } = app
    const { composer } = chat
    openai.next.image({ images: [made], previews: [] })
    const first = await chat.generate('a harbor at dawn')
    const before = await composer.estimate.textContent()
    await first.image('a harbor at dawn').hover()
    await first.editImage.click()
    await expect(composer.message).toBeFocused()
    await expect(items(composer.attached)).toHaveCount(1)
    await expect(app.window.getByText('Editing: a harbor at dawn')).toBeVisible()
    await expect(composer.estimate).not.toHaveText(before!)

    const second = await chat.generate('make it night')
    await expect(composer.attached).toHaveCount(0)
    await expect(composer.estimate).toHaveText(before!)
    expect(openai.paidRequests.map(({ path }) => path)).toEqual(['/v1/images/generations', '/v1/images/edits'])
    expect(openai.paidRequests[1]?.form?.files).toEqual([expect.objectContaining({ field: 'image', bytes: made })])
    const thumbnails = chat.questions.last().getByRole('list', { name: 'Images in this message' })
    await expect(thumbnails.getByRole('img')).toHaveCount(1)

    await second.regenerate.click()
    await expect.poll(() => openai.paidRequests.length).toBe(3)
    expect(openai.paidRequests[2]?.path).toBe('/v1/images/edits')
    expect(openai.paidRequests[2]?.form?.files[0]?.bytes).toEqual(made)
  },
)

test(
  'files are attached by the button, by pasting and by dropping, each once, ordered and removed',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { composer } = app.chat
    await expect(composer.attach).toBeVisible()
    await composer.files.setInputFiles([file('mine.png', mine)])
    await expect(items(composer.attached)).toHaveCount(1)
    await paste(composer.message, 'other.png', other)
    await expect(items(composer.attached)).toHaveCount(2)
    await dropFiles(app.window, { name: 'made.png', bytes: made }, { name: 'mine again.png', bytes: mine })
    await expect(items(composer.attached)).toHaveCount(3)
    await expect(composer.message).toBeFocused()

    await items(composer.attached).nth(2).getByRole('button', { name: 'Move earlier', exact: true }).click()
    await items(composer.attached).first().getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(items(composer.attached)).toHaveCount(2)
    const role = items(composer.attached).last().getByRole('combobox', { name: 'Role', exact: true })
    await role.selectOption('Mask')
    await expect(notice(app.window, /^Image 2 can’t be the mask: it has 60 × 80 pixels/)).toBeVisible()
    await expect(role).toHaveValue('reference')
    await expect(items(composer.attached)).toHaveCount(2)
    await app.chat.generate('both in one room')
    expect(openai.paidRequests[0]?.form?.files.map(({ bytes }) => bytes)).toEqual([made, other])
    const thumbnails = app.chat.questions.last().getByRole('list', { name: 'Images in this message' })
    await expect(thumbnails.getByRole('img')).toHaveCount(2)
  },
)

test('images go to the question that is being edited, by its button, by pasting and by dropping, and to no other message', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  const { composer, lastQuestion } = chat
  openai.next.image({ images: [made], previews: [] })
  await chat.generate('a harbor at dawn')
  await lastQuestion.beginEdit()
  const attached = items(lastQuestion.images)

  const choosing = window.waitForEvent('filechooser')
  await lastQuestion.root.getByRole('button', { name: 'Add images', exact: true }).click()
  await (await choosing).setFiles([file('mine.png', mine)])
  await expect(attached).toHaveCount(1)
  await expect(lastQuestion.box).toBeFocused()
  await paste(lastQuestion.box, 'other.png', other)
  await expect(attached).toHaveCount(2)
  await dropFiles(lastQuestion.root, { name: 'made.png', bytes: made })
  await expect(attached).toHaveCount(3)
  await expect(lastQuestion.box).toBeFocused()
  await expect(composer.attached).toHaveCount(1)

  await lastQuestion.send.click()
  await chat.lastAnswer.becomes('done')
  expect(openai.paidRequests[1]?.form?.files.map(({ bytes }) => bytes)).toEqual([mine, other, made])
  await expect(composer.attached).toHaveCount(0)
})

test('an image of the conversation is dropped on the window it came from', async ({ app, openai }) => {
  openai.next.image({ images: [made], previews: [] })
  const answer = await app.chat.generate('a harbor')
  // A real drag would block the test until someone drops.
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.webContents.startDrag = () => undefined
  })
  const box = (await answer.image('a harbor').boundingBox())!
  await app.window.mouse.move(box.x + 80, box.y + 40)
  await app.window.mouse.down()
  await app.window.mouse.move(box.x + 120, box.y + 60, { steps: 5 })
  await dropFiles(app.window, { name: 'a harbor.png', bytes: other })
  // Elsewhere, because a real drag ends without a click on the image.
  await app.window.mouse.move(box.x + 120, 10)
  await app.window.mouse.up()
  await expect(items(app.chat.composer.attached)).toHaveCount(1)
  await app.chat.generate('at night')
  expect(openai.paidRequests[1]?.form?.files[0]?.bytes).toEqual(made)
})

test('Backspace in an empty box takes out the last image, and only then', async ({ app }) => {
  const { composer } = app.chat
  await composer.files.setInputFiles([file('mine.png', mine), file('other.png', other)])
  await expect(items(composer.attached)).toHaveCount(2)
  await composer.message.fill('x')
  await composer.message.press('Backspace')
  await expect(composer.message).toHaveValue('')
  await expect(items(composer.attached)).toHaveCount(2)
  await composer.message.press('Backspace')
  await expect(items(composer.attached)).toHaveCount(1)
  await composer.message.press('Backspace')
  await expect(composer.attached).toHaveCount(0)
})

test('other formats become PNG, and photos upright and silent', async ({ app, openai }) => {
  const { composer } = app.chat
  for (const [name, bytes, says] of [
    ['a.avif', sampleAvif, 'a.avif was converted to PNG.'],
    ['b.gif', tinyGif, 'b.gif was converted to PNG: only its first frame is sent.'],
    ['c.bmp', sampleBmp, 'c.bmp was converted to PNG.'],
    ['d.svg', soundSvg({ width: 300, height: 200 }), 'd.svg was converted to PNG.'],
  ] as const) {
    await dropFiles(app.window, { name, bytes })
    await expect(notice(app.window, says)).toBeVisible()
  }
  await expect(items(composer.attached)).toHaveCount(4)
  await dropFiles(app.window, { name: 'photo.jpg', bytes: photo(6) })
  await expect(items(composer.attached)).toHaveCount(5)
  await app.chat.generate('a collage')
  const sent = openai.paidRequests[0]?.form?.files ?? []
  expect(sent.map(({ type }) => type)).toEqual(['image/png', 'image/png', 'image/png', 'image/png', 'image/jpeg'])
  expect(await inspectImage(sent[3]!.bytes)).toMatchObject({ width: 300, height: 200 })
  expect(await inspectImage(sent[4]!.bytes)).toMatchObject({ width: 12, height: 20 })
  expect(sent[4]!.bytes.includes('GPS secret')).toBe(false)
})

test('a photo keeps camera and place where that is wanted, byte for byte, unless it has to be turned, and never its film', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  const upright = photo(1)
  await dropFiles(app.window, { name: 'before.jpg', bytes: upright })
  await expect(items(composer.attached)).toHaveCount(1)
  await app.settings.open()
  await app.settings.turnTo('Images')
  const keep = app.settings.root.getByRole('switch', { name: 'Keep metadata of attached images', exact: true })
  await expect(keep).not.toBeChecked()
  await expect(keep).toHaveAccessibleDescription(/^Camera, time and place go to the service and stay in the file\./)
  await keep.click()
  await app.settings.close()
  // A motion photo, as phones write it: a video after the image.
  await dropFiles(app.window, {
    name: 'after.jpg',
    bytes: Buffer.concat([upright, Buffer.from('\0\0\0\x18ftypmp42 a film')]),
  })
  await expect(items(composer.attached)).toHaveCount(2)
  await dropFiles(app.window, { name: 'turned.jpg', bytes: photo(6) })
  await expect(items(composer.attached)).toHaveCount(3)
  await app.chat.generate('a collage')
  const sent = (openai.paidRequests[0]?.form?.files ?? []).map(({ bytes }) => bytes)
  expect(sent.slice(0, 2)).toEqual([sampleJpeg, upright])
  expect(await inspectImage(sent[2]!)).toMatchObject({ width: 12, height: 20 })
  expect(sent[2]!.includes('GPS secret')).toBe(false)
})

test('a huge image is reduced, and what that saves is said', async ({ app, openai }) => {
  const { composer } = app.chat
  await dropFiles(app.window, { name: 'huge.png', bytes: noisyPng({ width: 4600, height: 40, seed: 8 }) })
  await expect(notice(app.window, /huge\.png was reduced from 4600 × 40 to 4096 × 36 pixels/)).toBeVisible()
  await expect(items(composer.attached)).toHaveCount(1)
  await app.chat.generate('smaller')
  expect(await inspectImage(openai.paidRequests[0]!.form!.files[0]!.bytes)).toMatchObject({ width: 4096, height: 36 })
})

test('what is no image is named, and nothing is attached', async ({ app }) => {
  const { composer } = app.chat
  await dropFiles(app.window, { name: 'page.html', bytes: Buffer.from('<p>no</p>') })
  await expect(notice(app.window, 'page.html isn’t an image that Easel can read.')).toBeVisible()
  await dropFiles(app.window, { name: 'cut.png', bytes: mine.subarray(0, -20) })
  await expect(notice(app.window, 'cut.png is damaged.')).toBeVisible()
  await expect(composer.attached).toHaveCount(0)
})

test('images of an unsent message survive a restart, and are no recovered images', async ({ app }) => {
  const { chat } = app
  await chat.generate('a harbor')
  await chat.composer.files.setInputFiles([file('mine.png', mine)])
  await expect(items(chat.composer.attached)).toHaveCount(1)
  await chat.composer.message.fill('with this')
  await app.restart()
  await app.chat.isReady()
  await expect(items(app.chat.composer.attached)).toHaveCount(1)
  await expect(app.chat.composer.message).toHaveValue('with this')
  await expect(app.chat.composer.attached.getByRole('img')).toHaveJSProperty('complete', true)
  await app.chat.sidebar.newChat.click()
  await expect(app.chat.composer.attached).toHaveCount(0)
  await expect(app.chat.sidebar.root.getByText('Recovered images')).toHaveCount(0)
})

test('a message that is refused gives its images back', async ({ app }) => {
  const { chat } = app
  await app.settings.open()
  await app.settings.turnTo('Budget')
  await app.settings.root.getByRole('spinbutton', { name: 'Daily cap' }).fill('0.001')
  await app.settings.saveAndClose()
  await chat.composer.files.setInputFiles([file('mine.png', mine)])
  await expect(items(chat.composer.attached)).toHaveCount(1)
  await chat.composer.submit('too dear')
  await expect(chat.composer.refusal).toBeVisible()
  await expect(chat.composer.message).toHaveValue('too dear')
  await expect(items(chat.composer.attached)).toHaveCount(1)
})

withFal('a model that takes no images says so and can’t be sent to, and another takes them', async ({ app, fal }) => {
  const { composer } = app.chat
  await composer.files.setInputFiles([file('mine.png', mine)])
  await expect(items(composer.attached)).toHaveCount(1)
  await composer.chooseModel('Recraft V4.1')
  await expect(composer.attach).toHaveCount(0)
  await composer.message.fill('paint it')
  await expect(composer.notice('Recraft V4.1 can’t use images.')).toBeVisible()
  await expect(composer.send).toBeDisabled()
  await composer.message.press('Enter')
  await expect(app.chat.answers).toHaveCount(0)
  await app.window.getByRole('button', { name: 'Use FLUX 3', exact: true }).click()
  await expect(composer.send).toBeEnabled()
  await composer.send.click()
  await app.chat.lastAnswer.becomes('done')
  expect(fal.paidRequests.map(({ path }) => path)).toEqual(['/blackforestlabs/flux-3/edit-image'])
})

test('a second prompt is a new image unless asked; a follow-up edits what is seen, until taken out', async ({
  app,
  openai,
}) => {
  const { chat } = app
  const { composer } = chat
  await chat.generate('one')
  await chat.generate('two')
  await composer.editLast.click()
  await expect(app.window.getByText('Editing: two')).toBeVisible()
  await expect(composer.message).toBeFocused()
  await chat.generate('three')
  await expect(app.window.getByText('Editing: three')).toBeVisible()
  await app.restart()
  await app.chat.isReady()
  await expect(app.window.getByText('Editing: three')).toBeVisible()
  await app.chat.composer.message.press('Backspace')
  await expect(app.window.getByText('Editing: three')).toHaveCount(0)
  await app.chat.generate('four')
  await expect(app.chat.composer.editLast).toBeVisible()
  await expect(app.chat.composer.attached).toHaveCount(0)
  expect(openai.paidRequests.map(({ path }) => path.split('/').at(-1))).toEqual([
    'generations',
    'generations',
    'edits',
    'generations',
  ])
})

test('where Settings say so a follow-up edits the last image, visibly and with its price, and each chat may choose otherwise', async ({
  app,
  openai,
}) => {
  const { chat } = app
  const { composer } = chat
  const editing = (prompt: string): Locator => app.window.getByText(`Editing: ${prompt}`, { exact: true })
  const choose = async (followUps: string): Promise<void> => {
    await app.settings.open()
    await app.settings.turnTo('General')
    await app.settings.root.getByRole('combobox', { name: 'Follow-up prompts', exact: true }).selectOption(followUps)
    await app.settings.close()
  }
  await chat.generate('one')
  const price = await composer.estimate.innerText()
  await choose('Edit the last image')
  await expect(editing('one')).toBeVisible()
  await expect(app.window.getByText(/^Adds .*\$0\.[0-9]*[1-9]/)).toBeVisible()
  await expect(composer.estimate).not.toHaveText(price)
  await chat.generate('two')
  await expect(editing('two')).toBeVisible()
  await composer.message.press('Backspace')
  await expect(composer.attached).toHaveCount(0)
  await expect(composer.estimate).toHaveText(price)
  await chat.generate('three')
  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.composer.editLast).toBeVisible()
  await expect(app.chat.composer.attached).toHaveCount(0)

  // A reused prompt is sent as before, and the chat continues as set in Settings.
  await app.chat.sidebar.newChat.click()
  await app.chat.generate('four')
  await expect(editing('four')).toBeVisible()
  await app.chat.lastAnswer.choose('Use prompt and options')
  await expect(app.chat.composer.message).toHaveValue('four')
  await expect(app.chat.composer.attached).toHaveCount(0)
  await app.chat.generate('five')
  await expect(editing('five')).toBeVisible()
  await app.chat.composer.message.press('Backspace')
  await app.chat.composer.editLast.click()
  await choose('Make a new image')
  await expect(editing('five')).toBeVisible()
  await app.chat.sidebar.newChat.click()
  await app.chat.generate('six')
  await expect(app.chat.composer.editLast).toBeVisible()
  await expect(app.chat.composer.attached).toHaveCount(0)
  expect(openai.paidRequests.map(({ path }) => path.split('/').at(-1))).toEqual([
    'generations',
    'edits',
    'generations',
    'generations',
    'generations',
    'generations',
  ])
})

test(
  'while an image is being made a follow-up edits the last finished one, which is said, and never becomes a new image',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { chat, window } = app
    const { composer } = chat
    openai.next.image({ images: [soundPng({ seed: 1 })] })
    await chat.generate('one')
    await composer.editLast.click()
    const stalls = [1, 2].map((seed) => openai.next.stallsBeforeHeaders({ images: [soundPng({ seed: 10 + seed })] }))
    const second = await chat.ask('two')
    await stalls[0]!.stalled
    await expect(window.getByText('Editing the last finished image: one', { exact: true })).toBeVisible()

    const third = await chat.ask('three')
    await stalls[1]!.stalled
    await expect(window.getByText('Editing the last finished image: one', { exact: true })).toBeVisible()
    for (const stall of stalls) stall.continue()
    await second.becomes('done')
    await third.becomes('done')
    await expect(window.getByText('Editing: three', { exact: true })).toBeVisible()

    const sent = openai.paidRequests.map(({ path, form }) => ({
      path: path.split('/').at(-1),
      image: form?.files.map(({ bytes }) => bytes.equals(soundPng({ seed: 1 }))),
    }))
    expect(sent).toEqual([
      { path: 'generations', image: undefined },
      { path: 'edits', image: [true] },
      { path: 'edits', image: [true] },
    ])
  },
)

test('the lightbox goes on in the message box, and a prompt is used again with its images', async ({ app }) => {
  const { chat } = app
  const { composer } = chat
  await chat.generate('a harbor')
  await chat.lastAnswer.image('a harbor').click()
  await app.lightbox.root.getByRole('button', { name: 'Edit image' }).click()
  await expect(composer.message).toBeFocused()
  await expect(items(composer.attached)).toHaveCount(1)
  await chat.generate('at night')
  await expect(composer.attached).toHaveCount(0)
  await chat.lastAnswer.choose('Use prompt and options')
  await expect(composer.message).toHaveValue('at night')
  await expect(items(composer.attached)).toHaveCount(1)
})

/** The sample with an orientation and a location; with 6 it's on its side. */
function photo(orientation: 1 | 6): Buffer {
  const tiff = Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0', 'latin1')
  const data = Buffer.concat([
    Buffer.from('Exif\0\0', 'latin1'),
    tiff,
    Buffer.of(orientation, 0, 0, 0, 0, 0, 0),
    Buffer.from('GPS secret'),
  ])
  const head = Buffer.of(0xff, 0xe1, 0, data.length + 2)
  return Buffer.concat([sampleJpeg.subarray(0, 2), head, data, sampleJpeg.subarray(2)])
}
