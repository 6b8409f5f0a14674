/**
 * Sorting through many images in the gallery: by keyboard, without losing the position, and with rejected images within
 * reach.
 */
import type { EaselApp } from '../app'
import { expect, test } from '../fixtures'
import { soundPng } from '../stand-ins/images'
import type { OpenAiStandIn } from '../stand-ins/openai'

/** Generates this many images in one chat; "image 1" is the oldest. */
async function generateMany(app: EaselApp, openai: OpenAiStandIn, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    openai.next.image({ images: [soundPng({ seed: number })], previews: [] })
    await app.chat.generate(`image ${number}`)
  }
}

test('keys work right after the gallery was opened, mean the image they are on, and go on with the next when it is gone', async ({
  app,
  openai,
}) => {
  await generateMany(app, openai, 4)
  const { gallery, window } = app
  const { keyboard } = window
  // A rating is part of the cell's name.
  const cell = (number: number) =>
    gallery.cells.filter({ has: window.getByRole('img', { name: `image ${number}`, exact: true }) })
  await keyboard.press('Control+Shift+G')
  await expect(gallery.cells).toHaveCount(4)
  await keyboard.press('ArrowRight')
  await expect(cell(4)).toBeFocused()
  await keyboard.press('Space')
  await keyboard.press('ArrowRight')
  await expect(cell(3)).toBeFocused()
  // One is selected, and the keyboard focus is on another.
  await expect(cell(4)).toHaveAttribute('aria-selected', 'true')
  await keyboard.press('5')
  await expect(cell(3)).toContainText('5')
  await expect(cell(4)).not.toContainText('5')
  await keyboard.press('Delete')
  await expect(gallery.cells).toHaveCount(3)
  await expect(cell(3)).toHaveCount(0)
  await expect(cell(2)).toBeFocused()
  await expect(window.getByText(/moved to the bin/)).toBeVisible()
  await keyboard.press('Control+Z')
  await expect(gallery.cells).toHaveCount(4)
  // There's nothing left to undo.
  await expect(window.getByText(/moved to the bin/)).toHaveCount(0)

  // A pointer selection counts as a whole, even if a tool has the focus.
  await cell(4).click()
  await cell(1).click({ modifiers: ['ControlOrMeta'] })
  await gallery.choose('Collections')
  await expect(window.getByRole('textbox', { name: 'New collection', exact: true })).toBeFocused()
  await keyboard.press('Escape')
  await keyboard.press('2')
  await expect(cell(4)).toContainText('2')
  await expect(cell(1)).toContainText('2')
  await gallery.choose('Delete')
  await expect(gallery.cells).toHaveCount(2)
  await expect(gallery.grid.locator(':focus')).toHaveCount(1)

  await gallery.search.fill('image')
  await keyboard.press('ArrowDown')
  await expect(gallery.grid.locator(':focus')).toHaveCount(1)
  await keyboard.press('Control+A')
  await keyboard.press('Delete')
  await expect(gallery.cells).toHaveCount(0)
  await keyboard.press('Escape')
  await expect(gallery.root).toHaveCount(0)
})

test('Ctrl+Z and U undo what emptied the gallery, and show the image that is back', async ({ app, openai }) => {
  await app.resize(900, 600)
  await generateMany(app, openai, 4)
  const { gallery, window } = app
  const { keyboard } = window
  await gallery.open()
  await gallery.rating.selectOption('Not rated')
  await gallery.cell('image 4').click()
  await keyboard.press('Control+A')
  await keyboard.press('5')
  await expect(gallery.root).toContainText('No images match.')
  await keyboard.press('u')
  await expect(gallery.cells).toHaveCount(4)

  await keyboard.press('Control+A')
  await keyboard.press('Delete')
  await expect(gallery.cells).toHaveCount(0)
  await keyboard.press('Control+Z')
  await expect(gallery.cells).toHaveCount(4)
  await expect(window.getByText(/moved to the bin/)).toHaveCount(0)

  // Out of view by the time it's back.
  await gallery.root.getByRole('slider', { name: 'Image size' }).fill('400')
  await gallery.cell('image 4').click()
  await keyboard.press('Delete')
  await expect(gallery.cell('image 4')).toHaveCount(0)
  await keyboard.press('End')
  await expect(gallery.cell('image 1')).toBeInViewport()
  await keyboard.press('Control+Z')
  await expect(gallery.cell('image 4')).toBeInViewport()
})

test('after culling, what was rejected is at hand with its size, and what was chosen is still chosen', async ({
  app,
  openai,
}) => {
  await generateMany(app, openai, 3)
  const { gallery, lightbox, window } = app
  const rejected = gallery.root.getByRole('toolbar', { name: 'Rejected', exact: true })
  await gallery.open()
  await expect(gallery.cells).toHaveCount(3)
  await gallery.cells.first().click()
  await window.keyboard.press('Control+A')
  await window.keyboard.press('Enter')
  await expect(lightbox.root).toBeVisible()
  await window.keyboard.press('x')
  await window.keyboard.press('ArrowRight')
  await expect(lightbox.position).toHaveText('2 of 3')
  // The restored image is in view.
  await window.keyboard.press('u')
  await expect(lightbox.position).toHaveText('1 of 3')
  await window.keyboard.press('x')
  await window.keyboard.press('ArrowRight')
  await expect(lightbox.position).toHaveText('2 of 3')
  await window.keyboard.press('x')
  await window.keyboard.press('Escape')
  await expect(lightbox.root).toHaveCount(0)
  await expect(gallery.tools).toContainText('3 selected')
  await expect(rejected.getByRole('status')).toHaveText(/^2 rejected, \d.* kB$/)

  await rejected.getByRole('button', { name: 'Keep for now', exact: true }).click()
  await expect(rejected).toHaveCount(0)
  await window.keyboard.press('Escape')
  await expect(gallery.tools).toHaveCount(0)
  await gallery.cell('image 1').click()
  await window.keyboard.press('x')
  await expect(rejected).toContainText('3 rejected')
  await window.keyboard.press('u')
  await expect(rejected).toContainText('2 rejected')
  await rejected.getByRole('button', { name: 'Delete rejected', exact: true }).click()
  await expect(gallery.cells).toHaveCount(1)
  await expect(rejected).toHaveCount(0)
  await expect(window.getByText(/2 images moved to the bin \(.* kB\)/)).toBeVisible()
  // The notice covers none of the filters.
  for (const control of [gallery.folding, gallery.rating, gallery.search]) await control.click({ trial: true })
})

test('the gallery is where it was left, and a filter that is set is seen although the others are folded away', async ({
  app,
  openai,
}) => {
  await app.resize(900, 600)
  await generateMany(app, openai, 6)
  const { gallery, window } = app
  const { keyboard, mouse } = window
  await gallery.open()
  await expect(gallery.cells).toHaveCount(6)
  const scroller = gallery.grid.locator('..')
  await gallery.root.getByRole('slider', { name: 'Image size' }).fill('400')
  await scroller.evaluate((element) => element.scrollTo({ top: 350 }))
  await expect(gallery.cell('image 6')).not.toBeInViewport({ ratio: 0.5 })
  const top = await scroller.evaluate(({ scrollTop }) => scrollTop)
  await gallery.back.click()
  await keyboard.press('Control+Shift+G')
  await expect.poll(() => scroller.evaluate(({ scrollTop }) => scrollTop)).toBe(top)

  await gallery.root.getByRole('slider', { name: 'Image size' }).fill('96')
  await gallery.cell('image 1').click()
  const last = (await gallery.cell('image 1').boundingBox())!
  await mouse.move(last.x + 10, last.y + last.height + 80)
  await mouse.down()
  await mouse.move(last.x - 60, last.y + 20, { steps: 4 })
  await expect(gallery.tools).not.toContainText('1 selected')
  await keyboard.press('Escape')
  await mouse.move(last.x - 70, last.y + 10)
  await mouse.up()
  await expect(gallery.tools).toContainText('1 selected')

  await gallery.root.getByRole('button', { name: 'More filters' }).click()
  await gallery.root.getByRole('combobox', { name: 'Shape', exact: true }).selectOption('Portrait')
  await expect(gallery.root).toContainText('No images match.')
  await gallery.root.getByRole('button', { name: 'More filters' }).click()
  await expect(gallery.root.getByRole('combobox', { name: 'Date', exact: true })).toHaveCount(0)
  await expect(gallery.root.getByRole('combobox', { name: 'Shape', exact: true })).toHaveValue('portrait')
})

test('between two images the lightbox shows no empty wall: the small copy stands in, and the next image is loaded ahead', async ({
  app,
  openai,
  profile,
}) => {
  await generateMany(app, openai, 3)
  await expect.poll(() => profile.thumbnails()).toHaveLength(6)
  await app.gallery.open()
  const requested: string[] = []
  app.window.on('request', (request) => requested.push(request.url()))
  await app.gallery.cell('image 3').dblclick()
  await expect(app.lightbox.image).toHaveJSProperty('naturalWidth', 1024)
  // Two originals are loaded: the one in view, and the next one.
  const listOriginals = () => [...new Set(requested.filter((url) => /^easel-image:\/\/[0-9a-f]{64}\/?$/.test(url)))]
  await expect.poll(listOriginals).toHaveLength(2)
  const shown = await app.window.evaluateHandle(() => {
    const sources: string[] = []
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes)
          if (node instanceof Element) sources.push(...[...node.querySelectorAll('img')].map(({ src }) => src))
    }).observe(document.querySelector('dialog')!, { childList: true, subtree: true })
    return sources
  })
  await app.window.keyboard.press('ArrowRight')
  await expect(app.lightbox.position).toHaveText('2 of 3')
  expect((await shown.jsonValue()).filter((source) => source.endsWith('/small'))).toHaveLength(1)
  await expect(app.lightbox.root.locator('img')).toHaveCount(1)
})

test('in a narrow window no tool is cut off, and the last image can be scrolled out from under the bars', async ({
  app,
  openai,
}) => {
  await app.resize(480, 600)
  await generateMany(app, openai, 6)
  const { gallery, lightbox, window } = app
  await window.keyboard.press('Control+Shift+G')
  await expect(gallery.cells).toHaveCount(6)
  await gallery.cells.first().dblclick()
  await expect(lightbox.root).toBeVisible()
  for (const name of ['1 star', 'Reject', 'Zoom in', 'Copy image', 'More'])
    await expect(lightbox.root.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 })
  await window.keyboard.press('x')
  await window.keyboard.press('Escape')
  await expect(lightbox.root).toHaveCount(0)
  const bars = gallery.root.getByRole('toolbar')
  await expect(bars).toHaveCount(2)
  await gallery.grid.locator('..').evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
  const last = (await gallery.cells.last().boundingBox())!
  const bar = (await bars.first().boundingBox())!
  expect(last.y + last.height).toBeLessThanOrEqual(bar.y)
})
