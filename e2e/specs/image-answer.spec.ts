/** An image answer's layout, facts and controls, and what they do. */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator } from '@playwright/test'
import type { EaselApp } from '../app'
import { answerSaveDialog } from '../dialogs'
import { expect, test } from '../fixtures'
import { smallAvif, soundJpeg, soundPng, soundWebp, undecodablePng } from '../stand-ins/images'

const prompt = 'a lighthouse at dusk'

for (const [width, height] of [
  [1400, 900],
  [900, 600],
] as const) {
  test(`an image takes the room, and its prompt, facts and actions are in view with it: ${width} x ${height}`, async ({
    app,
  }) => {
    await app.resize(width, height)
    const { composer, questions } = app.chat
    const answer = await app.chat.generate(prompt)
    const { width: imageWidth, height: imageHeight } = await measureBox(answer.image(prompt))
    const column = await measureBox(answer.root)
    const expected = Math.min(column.width, 0.6 * height)
    expect(imageWidth).toBeGreaterThan(expected - 1)
    expect(imageHeight).toBeLessThanOrEqual(0.7 * height + 1)
    // Nothing that is behind the message box counts as visible.
    const edge = (await measureBox(composer.message)).y
    for (const part of [questions.last(), answer.image(prompt), answer.facts, answer.regenerate]) {
      await expect(part).toBeInViewport({ ratio: 0.9 })
      const { y, height: own } = await measureBox(part)
      expect(y + own).toBeLessThan(edge)
    }
    // When idle, the message box and its controls are one row, even with the offer to edit the last image.
    await expect(composer.editLast).toBeVisible()
    const send = await measureBox(composer.send)
    expect(Math.abs(send.y + send.height / 2 - (edge + (await measureBox(composer.message)).height / 2))).toBeLessThan(
      4,
    )
  })
}

test('facts are beside a square image where the window is wide, and one line below it where it is not', async ({
  app,
}) => {
  await app.resize(1400, 900)
  const answer = await app.chat.generate(prompt)
  const image = await measureBox(answer.image(prompt))
  const beside = await measureBox(answer.cost)
  expect(beside.x).toBeGreaterThan(image.x + image.width)
  expect(beside.x + beside.width).toBeLessThan(1400)

  await app.resize(480, 800)
  const narrow = await measureBox(answer.image(prompt))
  const below = await measureBox(answer.cost)
  expect(below.y).toBeGreaterThan(narrow.y + narrow.height)
})

test('after sending, the prompt and the first row of ten are in view, and all ten fit 70 % of the window', async ({
  app,
  openai,
}) => {
  await app.resize(1400, 900)
  await app.chat.generate(prompt)
  await app.chat.composer.setNumber('Images', 10)
  const stalled = openai.next.stallsAfterPreview(1)
  const answer = await app.chat.ask('ten boats')
  await stalled.stalled
  await expect(app.chat.questions.last()).toBeInViewport({ ratio: 1 })
  await expect(answer.placeholder).toBeInViewport({ ratio: 1 })
  stalled.continue()
  await answer.becomes('done')
  await expect(answer.placeholder).toBeHidden()
})

test('ten images of an answer fit 70 % of the window’s height', async ({ app }) => {
  await app.resize(1400, 900)
  await app.chat.composer.setNumber('Images', 10)
  const answer = await app.chat.ask(prompt)
  await answer.becomes('done')
  const first = await measureBox(answer.image(prompt).first())
  const last = await measureBox(answer.image(prompt).last())
  expect(last.y + last.height - first.y).toBeLessThanOrEqual(0.7 * 900 + 1)
  await expect(answer.root).toContainText('10 × 1024² · medium')
})

test('a double click on Regenerate makes one version, and nothing of it lands on another control', async ({
  app,
  openai,
}) => {
  const answer = await app.chat.generate(prompt)
  const stalled = openai.next.stallsAfterPreview(1)
  await answer.regenerate.dblclick()
  await stalled.stalled
  await expect(app.chat.lastAnswer.root.getByText('2/2')).toBeVisible()
  await app.chat.lastAnswer.becomes('streaming')
  stalled.continue()
  await app.chat.lastAnswer.becomes('done')
  await expect(app.chat.lastAnswer.root.getByText('2/2')).toBeVisible()
  expect(openai.paidRequests).toHaveLength(2)
})

test('the arrows between versions stay under the pointer while one leafs, whatever their shape', async ({
  app,
  openai,
}) => {
  await app.resize(1400, 900)
  await app.chat.generate('something before it')
  openai.next.image({ images: [soundPng({ width: 1024, height: 1024 })] })
  await app.chat.generate(prompt)
  await app.chat.composer.chooseOption('Size', '1536x1024')
  openai.next.image({ images: [soundPng({ width: 1536, height: 1024 })] })
  await app.chat.lastAnswer.otherWays.click()
  await app.window.getByRole('menuitem').first().click()
  await app.chat.lastAnswer.becomes('done')
  const before = await measureBox(app.chat.lastAnswer.previousVersion)
  const next = await measureBox(app.chat.lastAnswer.nextVersion)
  await app.chat.lastAnswer.previousVersion.click()
  await expect(app.chat.lastAnswer.root.getByText('1/2')).toBeVisible()
  await expect.poll(async () => distance(await measureBox(app.chat.lastAnswer.nextVersion), next)).toBeLessThan(3)
  await app.chat.lastAnswer.nextVersion.click()
  await expect(app.chat.lastAnswer.root.getByText('2/2')).toBeVisible()
  await expect.poll(async () => distance(await measureBox(app.chat.lastAnswer.previousVersion), before)).toBeLessThan(3)
})

test('a press puts the hint away until the pointer is on another button', async ({ app }) => {
  const answer = await app.chat.generate(prompt)
  const hint = app.window.locator('.hint:popover-open')
  // Another test's window that opens over this one takes the pointer away, so move it back.
  const pointAt = (button: Locator, text: RegExp) =>
    expect(async () => {
      await app.chat.composer.message.hover()
      await button.hover()
      await expect(hint).toHaveAttribute('data-text', text, { timeout: 2_000 })
    }).toPass()
  await pointAt(answer.copyImage, /^Copy image/)
  await answer.copyImage.click()
  await expect(hint).toHaveCount(0)
  await pointAt(answer.saveImage, /^Save image/)
})

test('the price explains itself to a pointer that comes to it, and not to one that rests where it appears', async ({
  app,
}) => {
  const { estimate, message } = app.chat.composer
  const details = app.window.getByText(/per million/)
  await estimate.hover()
  await expect(details).toBeVisible()
  await app.window.keyboard.press('ControlOrMeta+,')
  await expect(app.settings.root).toBeVisible()
  await app.window.keyboard.press('Escape')
  await expect(message).toBeFocused()
  await expect(details).toHaveCount(0)
})

test('each cost says where it comes from, and one that is not known shows no amount', async ({ app, openai }) => {
  const { chat } = app
  const counted = await chat.generate(prompt)
  await expect(counted.cost).toHaveAttribute('data-source', 'computed')
  await expect(counted.cost).toHaveText('$0.019')

  openai.next.image({ usage: null })
  const estimated = await chat.generate('without usage')
  await expect(estimated.cost).toHaveAttribute('data-source', 'estimated')

  openai.next.fails({ status: 500, message: 'Oh.' })
  const failed = await chat.ask('fails')
  await failed.failsWithCharge('unknown')
  await expect(failed.root).toHaveAttribute('data-charge', 'unknown')
  await expect(failed.cost).toHaveAttribute('data-source', 'unknown')
  await expect(failed.cost).not.toContainText(/\d/)

  const stalled = openai.next.stallsAfterPreview(1)
  const stopped = await chat.ask('stopped')
  await stalled.stalled
  await stopped.stop.click()
  await stopped.becomes('cancelled')
  await expect(stopped.root).toHaveAttribute('data-charge', 'unknown')

  openai.next.fails({ status: 400, code: 'moderation_blocked', message: 'Rejected.' })
  const refused = await chat.ask('refused')
  await refused.failsWithCharge('none')
  await expect(refused.root).toHaveAttribute('data-charge', 'none')
})

test('a price never begins a line of facts, and no line ends in a dot', async ({ app }) => {
  await app.resize(480, 800)
  const answer = await app.chat.generate(prompt)
  await answer.uploadBecomes('uploaded')
  const left = (await measureBox(answer.image(prompt))).x
  for (const width of [480, 520, 560, 600]) {
    await app.resize(width, 800)
    expect((await measureBox(answer.cost)).x).toBeGreaterThan(left + 20)
  }
})

test('a failure says one sentence, and the rest under Details with its address as a link', async ({ app, openai }) => {
  openai.next.fails({
    status: 429,
    code: 'insufficient_quota',
    message: 'You exceeded your current quota. For more information read https://example.com/errors.',
  })
  const answer = await app.chat.ask(prompt)
  await answer.failsWithCharge('none')
  await expect(answer.alert.getByText('You exceeded your current quota.')).toHaveCount(1)
  await expect(answer.alert).not.toContainText('Check your billing page')
  await expect(answer.alert).not.toContainText('https://example.com')
  await answer.showDetails()
  await expect(answer.alert.getByRole('link', { name: 'https://example.com/errors', exact: true })).toBeVisible()
})

test('an answer that never began has no request ID, and none to copy', async ({ app, openai }) => {
  const stalled = openai.next.stallsBeforeHeaders()
  const answer = await app.chat.ask(prompt)
  await stalled.stalled
  stalled.breakOff()
  await answer.failsWithCharge('unknown')
  await answer.showDetails()
  await expect(answer.alert.getByText('Request ID', { exact: true })).toBeVisible()
  await expect(answer.alert.getByRole('button', { name: /^Copy/ })).toHaveCount(0)
})

test('what is left of a broken answer is small, beside what happened', async ({ app, openai }) => {
  await app.resize(1400, 900)
  const stalled = openai.next.stallsAfterPreview(2)
  const answer = await app.chat.ask(prompt)
  await stalled.stalled
  await expect(answer.preview).toBeVisible()
  const whole = await measureBox(answer.placeholder)
  stalled.breakOff()
  await answer.failsWithCharge('unknown')
  const left = await measureBox(answer.lastPreview)
  expect(left.width / whole.width).toBeCloseTo(0.4, 1)
  const card = await measureBox(answer.alert)
  expect(card.x).toBeGreaterThan(left.x + left.width)
  expect(card.y).toBeCloseTo(left.y, 0)
})

test('the menu of an image has what there are no buttons for, in the order and the words of its context menu', async ({
  app,
}) => {
  const answer = await app.chat.generate(prompt)
  await answer.uploadBecomes('uploaded')
  await answer.more.click()
  const items = app.window.getByRole('menu', { name: 'More' }).getByRole('menuitem')
  await expect(items).toHaveText([
    'Mark up…',
    'Crop…',
    'Extend canvas…',
    'Describe this image (GPT-6.1 Terra)',
    'Copy as file',
    'Export…',
    'Show in folder',
    'Copy link to uploaded image',
    'Save as reference…',
    'Image history',
    'Copy prompt',
    'Use prompt and options',
    'Branch into a new chat',
    'Regenerate',
    /^Details/,
    'Delete',
  ])
  const button = await measureBox(answer.more)
  const menu = await measureBox(app.window.getByRole('menu', { name: 'More' }))
  expect(Math.abs(menu.x + menu.width - button.x - button.width)).toBeLessThan(4)
  await items.filter({ hasText: 'Copy prompt' }).click()
  await expect(app.window.getByRole('status').filter({ hasText: 'Prompt copied' })).toBeVisible()
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(prompt)
})

test('Details are of one image, lead to its versions, and go back to the button that opened them', async ({
  app,
  openai,
}) => {
  await app.resize(1400, 900)
  await app.chat.composer.setNumber('Images', 2)
  openai.next.image({ images: [soundPng({ seed: 1 }), soundPng({ seed: 2 })] })
  const answer = await app.chat.ask(prompt)
  await answer.becomes('done')
  const details = await answer.openDetails()
  await expect(details.getByText(prompt)).toBeVisible()
  await expect(details.getByText('SHA-256')).toBeHidden()
  await details.getByText('Technical').click()
  const hash = details.getByText(/^[0-9a-f]{64}$/)
  const first = await hash.textContent()
  await details.getByRole('button', { name: 'Image 2' }).click()
  await expect(hash).not.toHaveText(first!)
  await app.window.keyboard.press('Escape')
  await expect(details).toBeHidden()
  await expect(answer.more).toBeFocused()
})

test('the lightbox leafs through images with the same bytes, zooms by keys and closes on the wall', async ({
  app,
  openai,
}) => {
  const same = { images: [soundPng({ width: 1024, height: 1024 })] }
  openai.next.image(same)
  await app.chat.generate('first')
  openai.next.image(same)
  await app.chat.generate('second')
  openai.next.image(same)
  const third = await app.chat.generate('third')
  const { lightbox } = app
  const { keyboard } = app.window
  await third.image('third').click()
  await expect(lightbox.position).toHaveText('3 of 3')
  await keyboard.press('ArrowLeft')
  await expect(lightbox.position).toHaveText('2 of 3')
  await keyboard.press('ArrowLeft')
  await expect(lightbox.position).toHaveText('1 of 3')
  await keyboard.press('ArrowRight')
  await expect(lightbox.position).toHaveText('2 of 3')

  const whole = await measureBox(lightbox.image)
  const window = await app.window.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  expect(whole.x).toBeGreaterThanOrEqual(24)
  await keyboard.press('+')
  await expect.poll(async () => (await measureBox(lightbox.image)).width).toBeGreaterThan(whole.width)
  await keyboard.press('0')
  await expect.poll(async () => (await measureBox(lightbox.image)).width).toBeCloseTo(whole.width, 0)
  await keyboard.press('1')
  await expect.poll(async () => (await measureBox(lightbox.image)).width).toBeCloseTo(1024, 0)
  await keyboard.press('-')
  await expect.poll(async () => (await measureBox(lightbox.image)).width).toBeLessThan(1024)
  await keyboard.press(' ')
  await expect(lightbox.root).toBeHidden()

  await third.image('third').click()
  await app.window.mouse.click(10, window.height / 2)
  await expect(lightbox.root).toBeHidden()
})

test('after the lightbox the focus is on the image that was shown last, and no large box has a ring', async ({
  app,
}) => {
  await app.chat.generate('first')
  const second = await app.chat.generate('second')
  await second.image('second').click()
  await expect(app.lightbox.position).toHaveText('2 of 2')
  await app.window.keyboard.press('ArrowLeft')
  await expect(app.lightbox.position).toHaveText('1 of 2')
  await app.window.keyboard.press('Escape')
  await expect(app.lightbox.root).toBeHidden()
  await expect(app.chat.answers.first().getByRole('button', { name: 'Enlarge' })).toBeFocused()
  const scroller = app.window.locator('[data-container]')
  await scroller.focus()
  await app.window.keyboard.press('ArrowDown')
  await expect(scroller).toHaveCSS('outline-style', 'none')
})

test('the panel of the lightbox tells prompt and cost, and asks for another version', async ({ app, openai }) => {
  const answer = await app.chat.generate(prompt)
  await answer.image(prompt).click()
  await app.lightbox.togglePanel.click()
  await expect(app.lightbox.panel).toContainText(prompt)
  await expect(app.lightbox.panel).toContainText('$0.019195')
  await app.lightbox.panel.getByRole('button', { name: 'Regenerate' }).click()
  await expect(app.lightbox.root).toBeHidden()
  await expect(app.chat.lastAnswer.root.getByText('2/2')).toBeVisible()
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests).toHaveLength(2)
})

test('an image is dragged out as a real file with a good name', async ({ app, openai }) => {
  const bytes = soundPng({ seed: 7 })
  openai.next.image({ images: [bytes] })
  const answer = await app.chat.generate('a lighthouse: at dusk / gouache')
  await recordDrags(app)
  const { x, y, width } = await measureBox(answer.image('a lighthouse: at dusk / gouache'))
  await app.window.mouse.move(x + width / 2, y + 40)
  await app.window.mouse.down()
  await app.window.mouse.move(x + width / 2 + 30, y + 60, { steps: 5 })
  await expect.poll(() => draggedFile(app)).toMatch(/\.png$/)
  // Elsewhere, because a real drag ends without a click on the image.
  await app.window.mouse.move(x + width / 2, 10)
  await app.window.mouse.up()
  const file = (await draggedFile(app))!
  expect(basename(file)).toBe('a lighthouse at dusk gouache.png')
  expect((await stat(file)).size).toBeGreaterThanOrEqual(bytes.length)
  expect((await readFile(file)).subarray(0, 8)).toEqual(bytes.subarray(0, 8))

  // The lightbox does the same until the image is zoomed: then a drag moves it.
  await answer.image('a lighthouse: at dusk / gouache').click()
  const shown = app.lightbox.root.getByRole('img', { name: 'a lighthouse: at dusk / gouache' })
  await expect(shown).toHaveJSProperty('complete', true)
  await expect(shown).toBeVisible()
  await app.window.mouse.move(700, 400)
  await app.window.mouse.down()
  await app.window.mouse.move(740, 420, { steps: 5 })
  await expect.poll(() => draggedFile(app)).not.toBe(file)
  await app.window.mouse.up()
  expect(basename((await draggedFile(app))!)).toBe(basename(file))
})

async function measureBox(element: Locator) {
  return (await element.boundingBox())!
}

function distance(one: { x: number; y: number }, other: { x: number; y: number }): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

/** A real drag would block the test until someone drops. */
async function recordDrags(app: EaselApp): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    webContents.startDrag = ({ file }) => Object.assign(globalThis, { draggedFile: file })
  })
}

async function draggedFile(app: EaselApp): Promise<string | undefined> {
  return app.electron.evaluate(() => (globalThis as { draggedFile?: string }).draggedFile)
}

/** Valid to the last byte as far as the container is concerned. */
const UNDECODABLE = {
  'a PNG whose pixels are noise': () => undecodablePng(),
  'a JPEG without what its pixels are multiplied by': () => withoutSegments(soundJpeg(), 0xdb),
  'a WebP whose frame is noise': () => withNoise(soundWebp(), 23 + 7),
  'an AVIF whose frame is noise': () => withNoise(smallAvif(), smallAvif().indexOf('mdat') + 4),
}

/** Replaces everything from an offset on with other bytes. */
function withNoise(bytes: Buffer, from: number): Buffer {
  return Buffer.concat([bytes.subarray(0, from), Buffer.alloc(bytes.length - from, 0xa5)])
}

/** Removes the segments of a JPEG that have this marker. */
function withoutSegments(bytes: Buffer, marker: number): Buffer {
  const parts = [bytes.subarray(0, 2)]
  let at = 2
  while (bytes[at + 1] !== 0xda) {
    const length = 2 + bytes.readUInt16BE(at + 2)
    if (bytes[at + 1] !== marker) parts.push(bytes.subarray(at, at + length))
    at += length
  }
  return Buffer.concat([...parts, bytes.subarray(at)])
}

test('however the pixels of an image are damaged, it says so instead of being blank', async ({ app, openai }) => {
  for (const [what, make] of Object.entries(UNDECODABLE)) {
    openai.next.image({ images: [make()], previews: [] })
    const answer = await app.chat.ask(what)
    await answer.becomes('done')
    await expect(answer.root.getByText('This image can’t be displayed.')).toBeVisible()
    await app.chat.sidebar.newChat.click()
  }
})

test('an image whose pixels cannot be decoded says so and can be saved, instead of being blank', async ({
  app,
  openai,
}) => {
  openai.next.image({ images: [undecodablePng()], previews: [] })
  const answer = await app.chat.ask('a broken image')
  await answer.becomes('done')
  await expect(answer.root.getByText('This image can’t be displayed.')).toBeVisible()
  await answerSaveDialog(app, app.profile.beside('saved.png'))
  await answer.root.getByRole('button', { name: 'Save file…' }).click()
  await expect
    .poll(() =>
      stat(app.profile.beside('saved.png')).then(
        ({ size }) => size,
        () => 0,
      ),
    )
    .toBeGreaterThanOrEqual(undecodablePng().length)
})

test('in a low window the menu of an image scrolls, so that its last action can be clicked', async ({ app }) => {
  await app.resize(900, 600)
  const answer = await app.chat.generate('a heron')
  await app.chat.generate('a reed warbler')
  // In the middle neither side has room for the whole menu.
  await answer.more.evaluate((button) => button.scrollIntoView({ block: 'center', behavior: 'instant' }))
  await answer.openDetails()
  await expect(app.window.getByRole('dialog', { name: 'Details', exact: true })).toBeVisible()
})

test('in a small window the sidebar makes way for Details, so that they cover neither image nor actions, and comes back', async ({
  app,
}) => {
  await app.resize(900, 600)
  const answer = await app.chat.generate('a heron')
  const { newChat } = app.chat.sidebar
  const details = await answer.openDetails()
  await expect(app.chat.sidebar.root).toHaveCount(0)
  await answer.image('a heron').hover()
  await answer.more.click({ trial: true })
  await answer.image('a heron').click({ trial: true })
  await details.getByRole('button', { name: 'Close details' }).click()
  await expect(details).toBeHidden()
  await expect(newChat).toBeVisible()
})

test('Escape on an image that Details cover closes them, and the focus stays', async ({ app }) => {
  await app.resize(900, 600)
  const answer = await app.chat.generate('a heron')
  const details = await answer.openDetails()
  // What the user wants of the sidebar holds.
  await app.window.getByRole('button', { name: 'Show sidebar' }).click()
  await expect(app.chat.sidebar.root).toBeVisible()
  await answer.more.evaluate((button) => button.focus())
  await app.window.keyboard.press('Escape')
  await expect(details).toBeHidden()
  await expect(answer.more).toBeFocused()
  await app.window.keyboard.press('Escape')
  await expect(app.chat.composer.message).toBeFocused()
})

test('an image is copied as a file of its own, named by its prompt, which can be pasted', async ({ app, profile }) => {
  const answer = await app.chat.generate('a boat, 100% #1?')
  await answer.image('a boat, 100% #1?').hover()
  await answer.root.getByRole('button', { name: 'More', exact: true }).first().click()
  await app.window.getByRole('menuitem', { name: 'Copy as file', exact: true }).click()
  await expect(app.window.getByRole('region', { name: 'Notices' })).toContainText('Image copied as a file')
  const list = await app.electron.evaluate(({ clipboard }) =>
    (clipboard as unknown as { readBuffer(format: string): Buffer }).readBuffer('text/uri-list').toString('utf8'),
  )
  const path = fileURLToPath(list.trim())
  expect(basename(path)).toBe('a boat, 100% #1.png')
  expect((await readFile(path)).byteLength).toBeGreaterThan(1_000)

  await app.chat.composer.message.click()
  await app.window.keyboard.press('ControlOrMeta+V')
  // It contains its prompt and settings, like any copy.
  await expect(app.window.getByRole('button', { name: 'Attach instead', exact: true })).toBeVisible()

  app.problems.expect(/easel-image:/)
  await profile.deleteObjects()
  await answer.image('a boat, 100% #1?').hover()
  await answer.root.getByRole('button', { name: 'More', exact: true }).first().click()
  await app.window.getByRole('menuitem', { name: 'Copy as file', exact: true }).click()
  await expect(app.window.getByRole('alert').filter({ hasText: 'This image’s file is missing' })).toBeVisible()
})
