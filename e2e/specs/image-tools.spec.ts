import { readFile } from 'node:fs/promises'
import { inspectImage } from '@shared/image-file/inspect-image'
import { answerSaveDialog, suggestedName } from '../dialogs'
import { expect, test as base } from '../fixtures'
import { ExportDialog } from '../pages/export-dialog'
import { soundPng, soundSvg, svgWithScript } from '../stand-ins/images'
import { images, RECRAFT_KEY, RecraftStandIn } from '../stand-ins/recraft'

const prompt = 'a harbor at night'

const test = base.extend<{ recraft: RecraftStandIn }>({
  recraft: async ({ usualLaunch }, use) => {
    const recraft = await RecraftStandIn.start()
    Object.assign(usualLaunch.env ?? {}, { RECRAFT_API_KEY: RECRAFT_KEY, RECRAFT_BASE_URL: recraft.baseUrl })
    await use(recraft)
    await recraft.stop()
  },
  app: async ({ recraft: _first, launch }, use) => {
    await use(await launch())
  },
})

test('a click removes the background: the price is in the menu, and what was being written stays', async ({
  app,
  recraft,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('Recraft V4.1 Flash')
  const made = soundPng({ width: 1024, height: 1024, seed: 3 })
  recraft.willAnswer(images({ images: [made] }))
  const answer = await app.chat.generate(prompt)
  await composer.message.fill('half a thought')

  recraft.willAnswer(images({ images: [soundPng({ width: 1024, height: 1024, seed: 4 })] }))
  await answer.choose('Remove background ($0.010, Recraft)')
  const child = app.chat.answers.nth(1)
  await expect(child).toHaveAttribute('data-status', 'done')
  await expect(child.getByTestId('message-cost')).toHaveText('$0.010')
  await expect(child.getByRole('img', { name: 'Remove background', exact: true })).toBeVisible()
  await expect(composer.message).toHaveValue('half a thought')
  await expect(composer.model).toHaveAccessibleName(/Recraft V4\.1 Flash/)
  const [, request] = recraft.paidRequests
  expect(request?.path).toBe('/v1/images/removeBackground')
  expect(request?.json).toMatchObject({ image: `data:image/png;base64,${made.toString('base64')}` })
})

test('an image becomes an SVG, which is shown, copied, saved and sent on as what each of them takes', async ({
  app,
  recraft,
}, testInfo) => {
  const { composer } = app.chat
  await composer.chooseModel('Recraft V4.1')
  recraft.willAnswer(images({ images: [soundPng({ seed: 3 })] }))
  const answer = await app.chat.generate(prompt)
  const drawing = soundSvg({ width: 1024, height: 1024, seed: 5 })
  recraft.willAnswer(images({ images: [drawing] }))
  await answer.choose('Vectorize ($0.010, Recraft)')
  await expect(app.chat.answers).toHaveCount(2)
  const child = app.chat.lastAnswer
  await child.becomes('done')
  const shown = child.image('Vectorize')
  await expect(shown).toBeVisible()
  expect(await shown.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([
    1024, 1024,
  ])
  await expect(child.root).toContainText('1024 × 1024')

  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('before'))
  await shown.hover()
  await child.copyImage.click()
  await expect(app.window.getByText('Image copied')).toBeVisible()
  await expect
    .poll(() =>
      app.electron.evaluate(({ clipboard }) =>
        (clipboard as unknown as { readImage(): Electron.NativeImage }).readImage().getSize(),
      ),
    )
    .toEqual({ width: 1024, height: 1024 })

  const saved = testInfo.outputPath('saved')
  await answerSaveDialog(app, saved)
  await shown.hover()
  await child.saveImage.click()
  await expect(app.window.getByText('Image saved')).toBeVisible()
  expect(await suggestedName(app)).toBe('Vectorize.svg')
  // The drawing, with its recipe as the last element.
  const [before = '', after = ''] = drawing.toString().split('</svg>')
  const copy = await readFile(`${saved}.svg`, 'utf8')
  expect(copy.startsWith(before)).toBe(true)
  expect(copy.slice(before.length)).toContain('<metadata>')
  expect(copy.endsWith(`</svg>${after}`)).toBe(true)

  // A thumbnail has pixels, so the sidebar shows one.
  await app.reload()
  const small = app.chat.sidebar.image(prompt)
  await expect
    .poll(() => small.evaluate((image: HTMLImageElement) => image.naturalWidth).catch(() => 0))
    .toBeGreaterThan(0)

  await shown.hover()
  await child.editImage.click()
  recraft.willAnswer(images({ images: [soundPng({ seed: 6 })] }))
  await app.chat.generate('in blue')
  const sent = recraft.paidRequests.at(-1)?.json as { image: string }
  expect(sent.image).toMatch(/^data:image\/png;base64,/)
  expect(await inspectImage(Buffer.from(sent.image.split(',')[1]!, 'base64'))).toEqual({
    format: 'png',
    width: 1024,
    height: 1024,
  })
})

test('an SVG is on a contact sheet like any image, drawn and printed, and is dragged out under a drawing of it', async ({
  app,
  recraft,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('Recraft V4.1')
  recraft.willAnswer(images({ images: [soundPng({ seed: 3 })] }))
  await app.chat.generate(prompt)
  await composer.chooseModel('Recraft V4.1 Vector')
  recraft.willAnswer(images({ images: [soundSvg({ seed: 5 })] }))
  const drawn = await app.chat.generate('a boat in lines')
  // The color of the drawing's first path, in a bitmap's order: blue, green, red.
  const first = [243, 145, 79]

  // A copied drawing is already rendered, so a drag doesn't have to wait for that.
  await drawn.image('a boat in lines').hover()
  await drawn.copyImage.click()
  await expect(app.window.getByText('Image copied')).toBeVisible()
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.webContents.startDrag = ({ icon }) =>
      void Object.assign(globalThis, {
        draggedPixel: typeof icon === 'string' ? [] : [...icon.toBitmap().subarray(0, 3)],
      })
  })
  const { x, y } = (await drawn.image('a boat in lines').boundingBox())!
  await app.window.mouse.move(x + 100, y + 100)
  await app.window.mouse.down()
  await app.window.mouse.move(x + 140, y + 120, { steps: 5 })
  await expect
    .poll(() => app.electron.evaluate(() => (globalThis as { draggedPixel?: number[] }).draggedPixel))
    .toEqual(first)
  await app.window.mouse.move(x + 140, 10)
  await app.window.mouse.up()

  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(2)
  await app.gallery.cells.first().click()
  await app.window.keyboard.press('Control+A')
  const dialog = new ExportDialog(app.window)
  const exportTo = async (name: string, kind: string): Promise<string> => {
    await app.gallery.choose('Export…')
    await dialog.kind.selectOption(kind)
    await dialog.columns.fill('2')
    const path = app.profile.path(name)
    await answerSaveDialog(app, path)
    await dialog.submit.click()
    await expect(dialog.root).toHaveCount(0)
    return path
  }
  const sheet = await exportTo('sheet.png', 'Contact sheet (PNG)')
  const share = await app.electron.evaluate(
    ({ nativeImage }, { file, blue, green, red }) => {
      const pixels = nativeImage.createFromPath(file).toBitmap()
      let count = 0
      for (let at = 0; at < pixels.length; at += 4)
        if (pixels[at] === blue && pixels[at + 1] === green && pixels[at + 2] === red) count += 1
      return count / (pixels.length / 4)
    },
    { file: sheet, blue: first[0], green: first[1], red: first[2] },
  )
  expect(share).toBeGreaterThan(0.02)
  const pdf = (await readFile(await exportTo('sheet.pdf', 'Contact sheet (PDF)'))).toString('latin1')
  expect(pdf.startsWith('%PDF-')).toBe(true)
  expect(pdf.match(/\/Subtype \/Image/g)?.length).toBeGreaterThanOrEqual(2)
})

test('an SVG with a script is not opened, and the answer says what it costs', async ({ app, recraft }) => {
  await app.chat.composer.chooseModel('Recraft V4.1 Vector')
  recraft.willAnswer(images({ images: [svgWithScript()] }))
  const answer = await app.chat.ask(prompt)
  await answer.becomes('failed')
  await expect(answer.alert).toContainText('This SVG isn’t safe to open')
  await expect(answer.alert).toHaveAttribute('data-charge', 'charged')
  await answer.alert.getByRole('button', { name: 'Details' }).click()
  await expect(answer.alert.getByRole('button', { name: 'Save the provider’s answer…' })).toBeVisible()
})

test('four variations are one answer of four images', async ({ app, recraft }) => {
  await app.chat.composer.chooseModel('Recraft V4.1 Flash')
  recraft.willAnswer(images({ images: [soundPng({ width: 1024, height: 1024, seed: 3 })] }))
  const answer = await app.chat.generate(prompt)
  await answer.choose('Variations')
  const child = app.chat.answers.nth(1)
  await expect(child).toHaveAttribute('data-status', 'done')
  await expect(child.getByRole('img', { name: 'Variations', exact: true })).toHaveCount(4)
})

base('without a service that has them there are no tools', async ({ app }) => {
  const answer = await app.chat.generate(prompt)
  await answer.more.click()
  await expect(app.window.getByRole('menuitem', { name: 'Details' })).toBeVisible()
  await expect(app.window.getByRole('menuitem', { name: 'Remove background' })).toHaveCount(0)
})
