import type { Locator } from '@playwright/test'
import { expect, test } from '../fixtures'

const prompt = 'a heron in the reeds'

test('going to another model keeps what fits, says what does not, and going back brings it back', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT Image 2.5 Flare')
  await composer.chooseOption('Quality', 'max')
  await composer.chooseOption('Format', 'webp')

  await composer.chooseModel('GPT Image 2')
  await expect(composer.notice('GPT Image 2 doesn’t offer quality max. Using high.')).toBeVisible()
  await app.chat.generate(prompt)
  expect(openai.paidRequests[0]!.json).toMatchObject({ model: 'gpt-image-2', quality: 'high', output_format: 'webp' })

  await composer.chooseModel('GPT Image 2.5 Flare')
  await expect(composer.notice('doesn’t offer')).toBeHidden()
  await app.chat.generate('the same at night')
  expect(openai.paidRequests[1]!.json).toMatchObject({ quality: 'max', output_format: 'webp' })
})

test('a free size snaps to what can be made, says why, and keeps its shape while that is locked', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  const dialog = await composer.openImageOptions()
  await expect(dialog).toContainText('Square · 1 megapixel')
  await dialog.getByRole('combobox', { name: 'Size' }).selectOption('1536x1024')
  await expect(dialog).toContainText('Landscape 3:2 · 1.6 megapixels')
  await dialog.getByRole('combobox', { name: 'Size' }).selectOption('Custom')

  const width = dialog.getByRole('spinbutton', { name: 'Width' })
  const height = dialog.getByRole('spinbutton', { name: 'Height' })
  await width.fill('1000')
  await expect(dialog).toContainText('Use multiples of 16. Uses 1008 × 1024.')
  await width.fill('5000')
  await expect(dialog).toContainText('Too long. Use at most 3840 pixels per side.')
  await width.fill('1536')
  await width.blur()

  const lock = dialog.getByRole('button', { name: 'Lock ratio' })
  await lock.click()
  await expect(lock).toHaveAttribute('aria-pressed', 'true')
  await width.fill('3072')
  await expect(height).toHaveValue('2048')
  await expect(dialog).toContainText('Landscape 3:2 · 6.3 megapixels')
  await expect(dialog).toContainText('Sizes above 2560 × 1440 are experimental.')
  await height.fill('1024')
  await expect(width).toHaveValue('1536')
  await composer.closeImageOptions()
  await app.chat.generate(prompt)
  expect(openai.paidRequests[0]!.json).toMatchObject({ size: '1536x1024' })
})

test('what cannot be had together cannot be chosen together', async ({ app }) => {
  const dialog = await app.chat.composer.openImageOptions()
  const transparent = dialog.getByRole('combobox', { name: 'Background' }).getByRole('option', { name: 'transparent' })
  await expect(transparent).toBeEnabled()
  await expect(dialog.getByRole('spinbutton', { name: 'Compression' })).toBeHidden()

  await dialog.getByRole('combobox', { name: 'Format' }).selectOption('jpeg')

  await expect(transparent).toBeDisabled()
  await expect(dialog).toContainText('JPEG can’t be transparent.')
  await expect(dialog.getByRole('spinbutton', { name: 'Compression' })).toBeVisible()
})

test('every chat remembers its own choice over a restart, whether it was sent or not', async ({ app }) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT Image 2')
  await composer.setNumber('Previews', 0)
  await app.chat.generate('the first chat')
  await composer.chooseOption('Quality', 'low')
  await app.chat.sidebar.newChat.click()
  await composer.chooseModel('GPT Image 2.5 Flare')
  const fresh = await composer.openImageOptions()
  await expect(fresh.getByRole('combobox', { name: 'Quality' })).toHaveValue('medium')

  await app.restart()
  await app.chat.open('the first chat')

  await expect(app.chat.composer.model).toHaveAccessibleName('Model: GPT Image 2')
  const dialog = await app.chat.composer.openImageOptions()
  await expect(dialog.getByRole('combobox', { name: 'Quality' })).toHaveValue('low')
  await expect(dialog.getByRole('spinbutton', { name: 'Previews' })).toHaveValue('0')
})

test('new chats begin with the defaults of Settings, and Reset goes back to them', async ({ app, openai }) => {
  await app.settings.open()
  const { images } = app.settings
  await images.getByRole('combobox', { name: 'Recommended image model' }).selectOption('GPT Image 2')
  await images.getByRole('combobox', { name: 'Size' }).selectOption('1024x1536')
  await images.getByRole('combobox', { name: 'Quality' }).selectOption('low')
  await app.settings.close()

  const answer = await app.chat.generate(prompt)
  expect(openai.paidRequests[0]!.json).toMatchObject({ model: 'gpt-image-2', size: '1024x1536', quality: 'low' })
  await expect(answer.root).toContainText('GPT Image 2')
  await expect(app.chat.composer.model).toHaveAccessibleName('Model: GPT Image (recommended)')

  await app.chat.composer.chooseOption('Quality', 'high')
  const dialog = await app.chat.composer.openImageOptions()
  const reset = dialog.getByRole('button', { name: 'Reset' })
  await reset.click()
  await expect(dialog.getByRole('combobox', { name: 'Quality' })).toHaveValue('low')
  await expect(reset).toBeDisabled()
})

test('ten images share one view as five by two, each with its own actions', async ({ app, openai }) => {
  await app.resize(1400, 900)
  await app.chat.composer.setNumber('Images', 10)
  const answer = await app.chat.ask(prompt)
  await answer.becomes('done')

  expect(openai.paidRequests[0]!.json).toMatchObject({ n: 10 })
  const images = answer.image(prompt)
  await expect(images).toHaveCount(10)
  await expect(answer.root.getByRole('button', { name: 'Save image' })).toHaveCount(10)
  const boxes = await readBoxes(images)
  expect(new Set(boxes.map(({ x }) => x)).size).toBe(5)
  expect(new Set(boxes.map(({ y }) => y)).size).toBe(2)

  await app.resize(480, 700)
  const narrow = await readBoxes(images)
  expect(Math.max(...narrow.map(({ x, width }) => x + width))).toBeLessThanOrEqual(480)
})

test('opening the options moves nothing in the conversation', async ({ app }) => {
  await app.chat.generate('the first')
  await app.chat.generate('the second')
  const articles = app.chat.conversation.getByRole('article')
  const before = await readBoxes(articles)

  const dialog = await app.chat.composer.openImageOptions()
  expect(await readBoxes(articles)).toEqual(before)
  await dialog.getByRole('combobox', { name: 'Format' }).selectOption('jpeg')
  expect(await readBoxes(articles)).toEqual(before)
})

test('the row of controls stays within a narrow window, whatever is chosen', async ({ app }) => {
  await app.resize(480, 700)
  const { composer } = app.chat
  await composer.chooseModel('GPT Image 2.6 Sunburst')
  await composer.chooseOption('Size', '3840x2160')
  await composer.setNumber('Images', 10)

  const [model, options, estimate, send] = await Promise.all(
    [composer.model, composer.imageOptions, composer.estimate, composer.send].map((control) => control.boundingBox()),
  )
  expect(model!.x + model!.width).toBeLessThanOrEqual(options!.x)
  expect(options!.x + options!.width).toBeLessThanOrEqual(estimate!.x)
  expect(estimate!.x + estimate!.width).toBeLessThanOrEqual(send!.x)
  expect(send!.x + send!.width).toBeLessThanOrEqual(480)
})

test('the estimate follows every choice and explains itself to pointer and keyboard', async ({ app }) => {
  const { composer } = app.chat
  await composer.setNumber('Previews', 0)
  await expect(composer.estimate).toHaveText('≈ $0.013')
  await composer.chooseOption('Quality', 'high')
  await expect(composer.estimate).toHaveText('≈ $0.053')
  await composer.setNumber('Images', 2)
  await expect(composer.estimate).toHaveText('≈ $0.105')
  await composer.chooseModel('GPT Image 2.6 Flare')
  await composer.chooseOption('Quality', 'low')
  await expect(composer.estimate).toHaveText(/^≈ \$\d\.\d+–\d\.\d+$/)

  const details = app.window.getByRole('tooltip')
  await composer.estimate.focus()
  await expect(details).toContainText('the provider publishes no figures for this model')
  await expect(details).toContainText('Prices as of November 5, 2026 (launch notes quoting OpenAI, November 2026).')
  await app.window.keyboard.press('Escape')
  await expect(details).toBeHidden()

  await composer.chooseModel('GPT-6.1 Terra')
  await expect(composer.estimate).toHaveText('up to $0.041')
})

async function readBoxes(elements: Locator) {
  const all = await elements.all()
  return Promise.all(all.map(async (element) => (await element.boundingBox())!))
}

test('tiles and segments choose what the lists beside them name', async ({ app }) => {
  const dialog = await app.chat.composer.openImageOptions()
  await dialog.getByText('16:9', { exact: true }).click()
  await expect(dialog.getByRole('combobox', { name: 'Size' })).toHaveValue('1536x864')
  await dialog.getByText('xhigh', { exact: true }).last().click()
  await expect(dialog.getByRole('combobox', { name: 'Quality' })).toHaveValue('xhigh')
  await dialog.getByText('Custom', { exact: true }).last().click()
  await expect(dialog.getByRole('spinbutton', { name: 'Width' })).toHaveValue('1536')
})

test('the options open above the message box, so that the prompt stays in view', async ({ app }) => {
  await app.resize(900, 600)
  await app.chat.composer.message.fill('A lighthouse on a cliff at dusk, in gouache on rough paper. '.repeat(3))
  const dialog = await app.chat.composer.openImageOptions()
  const panel = (await dialog.boundingBox())!
  const message = (await app.chat.composer.message.boundingBox())!
  expect(panel.y + panel.height).toBeLessThanOrEqual(message.y)
  expect(panel.y).toBeGreaterThanOrEqual(0)
})

test('the composer is one row when idle, and grows with the text', async ({ app }) => {
  await app.resize(900, 600)
  const { composer } = app.chat
  const readHeight = async (locator: Locator) => (await locator.boundingBox())!.y
  expect(Math.abs((await readHeight(composer.send)) - (await readHeight(composer.message)))).toBeLessThan(16)
  await composer.message.fill('A lighthouse on a basalt cliff at dusk, gouache on rough paper, wide quiet sky')
  expect((await readHeight(composer.send)) - (await readHeight(composer.message))).toBeGreaterThan(24)
})
