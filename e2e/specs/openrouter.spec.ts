import { expect, test as base } from '../fixtures'
import { soundPng } from '../stand-ins/images'
import { failing, images, OPENROUTER_KEY, OpenRouterStandIn, streamText } from '../stand-ins/openrouter'

const prompt = 'a harbour at night'
const BANANA = 'Google: Nano Banana 2.1'

const test = base.extend<{ openrouter: OpenRouterStandIn }>({
  openrouter: async ({ usualLaunch }, use) => {
    const openrouter = await OpenRouterStandIn.start()
    // The environment creates the connection automatically.
    Object.assign(usualLaunch.env ?? {}, {
      OPENROUTER_API_KEY: OPENROUTER_KEY,
      OPENROUTER_BASE_URL: openrouter.baseUrl,
    })
    await use(openrouter)
    await openrouter.stop()
  },
  app: async ({ openrouter: _first, launch }, use) => {
    await use(await launch())
  },
})

test('a key in the environment makes the connection; its own list names the models', async ({ app, openrouter }) => {
  const models = await app.chat.composer.openModels()
  const group = models.getByRole('group', { name: 'OpenRouter', exact: true })
  await expect(group.getByRole('option', { name: /^Google: Nano Banana 2\.1/ })).toBeVisible()
  await expect(group.getByRole('option', { name: /^Black Forest Labs: FLUX 3/ })).toBeVisible()
  await expect(group.getByRole('option', { name: /^Anthropic: Claude Opus 5/ })).toBeVisible()
  await app.window.keyboard.press('Escape')

  await app.settings.open()
  const list = app.settings.root.getByRole('list', { name: 'Connections' })
  await expect(list.getByRole('listitem', { name: 'OpenRouter', exact: true })).toContainText('environment')
  expect(openrouter.paidRequests).toHaveLength(0)
})

test(
  'an image in 16:9 and 2K: its price before, and the sum that the service names after',
  { tag: '@core' },
  async ({ app, openrouter }) => {
    const { composer } = app.chat
    await composer.chooseModel(BANANA)
    await composer.chooseOption('Aspect ratio', '16:9')
    await composer.chooseOption('Resolution', '2K')
    await expect(composer.estimate).toContainText('$0.050')
    openrouter.willAnswer(images({ images: [soundPng({ width: 1376, height: 768 })], cost: 0.0512 }))

    const answer = await app.chat.generate(prompt)
    expect(openrouter.paidRequests.map(({ path, json }) => ({ path, json }))).toEqual([
      {
        path: '/api/v1/images',
        json: { model: 'google/nano-banana-2.1', prompt, aspect_ratio: '16:9', resolution: '2K' },
      },
    ])
    await expect(answer.cost).toHaveText('$0.051')
    await expect(answer.cost).toHaveAttribute('data-source', 'reported')
    await expect(answer.facts).toContainText('$0.051  ·  reported')
    await expect(answer.root).toContainText(BANANA)
    expect(await app.profile.filesContaining(OPENROUTER_KEY)).toEqual([])
  },
)

test('previews come where the list says that the model streams', async ({ app, openrouter }) => {
  await app.chat.composer.chooseModel('OpenAI: GPT Image 2.5 Flare')
  openrouter.willAnswer(images({ previews: 2 }))
  await app.chat.generate(prompt)
  expect(openrouter.paidRequests[0]?.json).toMatchObject({ stream: true, quality: 'medium', output_format: 'png' })
})

test('a text with its reasoning, and what it cost', async ({ app, openrouter }) => {
  await app.chat.composer.chooseModel('Anthropic: Claude Opus 5')
  openrouter.willAnswer(streamText(['A place ', 'for ships.'], { reasoning: ['Ships rest.'], cost: 0.0123 }))
  const answer = await app.chat.ask('What is a harbour?')
  await answer.becomes('done')
  await expect(answer.root).toContainText('A place for ships.')
  await answer.root.getByText('Reasoning', { exact: true }).click()
  await expect(answer.root.getByText('Ships rest.')).toBeVisible()
  await expect(answer.cost).toHaveText('$0.012')
  await expect(answer.cost).toHaveAttribute('data-source', 'reported')
})

test('an amount above the confirmation amount is asked for first, by the price in the list', async ({
  app,
  openrouter,
}) => {
  await app.settings.limit({ askAbove: '0.01' })
  await app.chat.composer.chooseModel(BANANA)
  await expect(app.chat.composer.estimate).toContainText('$0.034')
  await app.chat.composer.submit(prompt)
  await expect(app.spending.question).toContainText('$0.034')
  expect(openrouter.paidRequests).toHaveLength(0)
})

test('a flagged prompt is named as such, with the grounds, and costs nothing', async ({ app, openrouter }) => {
  await app.chat.composer.chooseModel(BANANA)
  const flagged = { reasons: ['violence'], flagged_input: prompt }
  openrouter.willAnswer(failing(403, 'Your input was flagged', flagged))
  const answer = await app.chat.ask(prompt)
  await answer.failsWithCharge('none')
  await expect(answer.alert).toContainText('OpenRouter refused the prompt')
  await expect(answer.alert).toContainText('violence')
  expect(openrouter.paidRequests).toHaveLength(1)
})

test(
  'a connection is added in Settings; a wrong key is told by Test',
  { tag: '@core' },
  async ({ app, openrouter }) => {
    await app.settings.open()
    await app.settings.root.getByRole('button', { name: 'Add connection', exact: true }).click()
    const dialog = app.window.getByRole('dialog', { name: 'Add connection' })
    await dialog.getByRole('combobox', { name: 'Service' }).selectOption('OpenRouter')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Second router')
    await dialog.getByRole('textbox', { name: 'Address' }).fill(openrouter.baseUrl)
    await dialog.getByLabel('API key', { exact: true }).fill('sk-or-v1-wrong0123456789')
    await dialog.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(dialog.getByRole('status')).toContainText(/key/i)
    await dialog.getByLabel('API key', { exact: true }).fill(OPENROUTER_KEY)
    await dialog.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(dialog.getByRole('status')).toContainText(/works/i)
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(dialog).toBeHidden()
    expect(openrouter.paidRequests).toHaveLength(0)
  },
)
