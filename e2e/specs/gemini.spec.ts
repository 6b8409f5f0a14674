import { expect, test as base } from '../fixtures'
import { blockedPrompt, failing, GEMINI_KEY, GeminiStandIn, image } from '../stand-ins/gemini'
import { soundPng } from '../stand-ins/images'

const prompt = 'a harbour at night'

const test = base.extend<{ gemini: GeminiStandIn }>({
  gemini: async ({ usualLaunch }, use) => {
    const gemini = await GeminiStandIn.start()
    // The environment creates the connection automatically.
    Object.assign(usualLaunch.env ?? {}, { GEMINI_API_KEY: GEMINI_KEY, GOOGLE_GEMINI_BASE_URL: gemini.baseUrl })
    await use(gemini)
    await gemini.stop()
  },
  app: async ({ gemini: _first, launch }, use) => {
    await use(await launch())
  },
})

test('a key in the environment makes the connection, and its models are a group of their own', async ({ app }) => {
  const models = await app.chat.composer.openModels()
  const group = models.getByRole('group', { name: 'Google Gemini', exact: true })
  await expect(group.getByRole('option', { name: /^Nano Banana 2\.1/ })).toBeVisible()
  await expect(group.getByRole('option', { name: /^Gemini 3 Pro Image/ })).toBeVisible()
  await app.window.keyboard.press('Escape')

  await app.settings.open()
  const list = app.settings.root.getByRole('list', { name: 'Connections' })
  await expect(list.getByRole('listitem', { name: 'Google Gemini', exact: true })).toContainText('environment')
})

test('an image in 16:9 and 2K, with what it cost', { tag: '@core' }, async ({ app, gemini }) => {
  const { composer } = app.chat
  await composer.chooseModel('Nano Banana 2.1')
  const dialog = await composer.openImageOptions()
  await expect(dialog.getByRole('combobox', { name: 'Size', exact: true })).toHaveCount(0)
  await composer.closeImageOptions()
  await composer.chooseOption('Aspect ratio', '16:9')
  await composer.chooseOption('Resolution', '2K')
  gemini.willAnswer(image({ bytes: soundPng({ width: 1376, height: 768 }) }))

  const answer = await app.chat.generate(prompt)
  expect(gemini.paidRequests.map(({ json }) => json)).toEqual([
    {
      contents: [{ role: 'user', parts: [{ text: prompt }] }],
      generationConfig: { responseModalities: ['IMAGE'], imageConfig: { aspectRatio: '16:9', imageSize: '2K' } },
    },
  ])
  // 1,680 image tokens, 200 for thinking and 10 for the prompt.
  await expect(answer.cost).toHaveText('$0.052')
  await expect(answer.cost).toHaveAttribute('data-source', 'computed')
  const details = await answer.openDetails()
  await expect(details).toContainText('16:9')
  await expect(details).toContainText('2K')
})

test('a shape stays what it is when the model changes', async ({ app }) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT Image 2.5 Flare')
  await composer.chooseOption('Size', '1536x864')
  await composer.chooseModel('Nano Banana 2.1')
  const dialog = await composer.openImageOptions()
  await expect(dialog.getByRole('combobox', { name: 'Aspect ratio', exact: true })).toHaveValue('16:9')
  await expect(dialog.getByRole('combobox', { name: 'Resolution', exact: true })).toHaveValue('1K')
  await composer.closeImageOptions()
  await composer.chooseModel('GPT Image 2.5 Flare')
  await composer.openImageOptions()
  await expect(dialog.getByRole('combobox', { name: 'Size', exact: true })).toHaveValue('1536x864')
})

test('a blocked prompt is named as such, with the ground', async ({ app, gemini }) => {
  await app.chat.composer.chooseModel('Nano Banana 2.1')
  gemini.willAnswer(blockedPrompt('PROHIBITED_CONTENT'))
  const answer = await app.chat.ask(prompt)
  await answer.failsWithCharge('unknown')
  await expect(answer.alert).toContainText('Google Gemini refused the prompt')
  await expect(answer.alert).toContainText('prohibited content')
  expect(gemini.paidRequests).toHaveLength(1)
})

test('of two images one fails: the other stays, and the answer says why', async ({ app, gemini }) => {
  const { composer } = app.chat
  await composer.chooseModel('Nano Banana 2.1')
  await composer.setNumber('Images', 2)
  gemini.willAnswer(image())
  gemini.willAnswer(failing(400, 'INVALID_ARGUMENT', 'This one was too much.'))
  const answer = await app.chat.ask(prompt)
  await answer.becomes('done')
  await expect(answer.image(prompt)).toHaveCount(1)
  await expect(answer.root).toContainText('1 image is missing.')
  await expect(answer.root).toContainText('This one was too much.')
  await expect(answer.cost).toHaveText('$0.035')
  expect(gemini.paidRequests).toHaveLength(2)
})
