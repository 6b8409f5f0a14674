import { expect, test } from '../fixtures'
import type { OpenAiStandIn } from '../stand-ins/openai'

/** Sets what the server lists from its next answer on. */
function list(openai: OpenAiStandIn, id: string, shutdownDate: string | null = null): void {
  const [sample] = openai.models.data
  const others = openai.models.data.filter((model) => model.id !== id)
  openai.models = { ...openai.models, data: [...others, { ...sample!, id, shutdown_date: shutdownDate }] }
}

test('models that the server lists are offered beside ours, and can be asked', async ({ app, openai }) => {
  list(openai, 'gpt-5.6-sol')
  list(openai, 'gpt-image-3-flare')
  await app.settings.open()
  await expect(await app.settings.testOpenAi()).toHaveText(/works/i)
  await app.window.keyboard.press('Escape')

  const models = await app.chat.composer.openModels()
  const openAi = models.getByRole('group', { name: 'OpenAI' })
  await expect(openAi).toContainText('GPT-5.6 Sol')
  await expect(openAi).toContainText('GPT Image 3 Flare')
  await models.getByRole('option', { name: 'GPT Image 3 Flare' }).click()

  await expect(app.chat.composer.estimate).toHaveText('Price unknown')
  await (await app.chat.ask('a heron')).failsWithCharge('none')
  expect(openai.paidRequests[0]!.json).toMatchObject({ model: 'gpt-image-3-flare' })
})

test('the list is read by itself, tells what the server lacks, and outlives a restart without it', async ({
  app,
  openai,
}) => {
  await expect.poll(() => openai.requests.map(({ path }) => path)).toContain('/v1/models')
  await openai.stop()
  await app.restart()

  const models = await app.chat.composer.openModels()
  await app.chat.composer.showUnavailable()
  const mini = models.getByRole('option', { name: 'GPT Image 1 Mini' })
  await expect(mini).toHaveAccessibleDescription(/Shuts down on December 1, 2026.*Not offered by this server/)
  await expect(models.getByRole('option', { name: 'GPT Image 2', exact: true })).not.toHaveAccessibleDescription(
    /Not offered/,
  )
  await expect(app.window.getByRole('alert')).toHaveCount(0)
})

test('a model that was shut down is replaced by its successor, and that is said', async ({ app, openai }) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT Image 2.5 Sunburst')
  await app.chat.generate('before its end')
  list(openai, 'gpt-image-2.5-sunburst', '2026-10-23')
  await app.settings.open()
  await expect(await app.settings.testOpenAi()).toHaveText(/works/i)
  await app.window.keyboard.press('Escape')

  const says = 'GPT Image 2.5 Sunburst was shut down on October 23, 2026. Using GPT Image 2.6 Sunburst instead.'
  await expect(composer.notice(says)).toBeVisible()
  await expect(composer.model).toHaveAccessibleName('Model: GPT Image 2.6 Sunburst')
  const models = await composer.openModels()
  const ended = models.getByRole('option', { name: 'GPT Image 2.5 Sunburst' })
  await expect(ended).toBeHidden()
  await composer.showUnavailable()
  await expect(ended).toHaveAttribute('aria-disabled', 'true')
  await ended.click({ force: true })
  await expect(models).toBeVisible()
  await app.window.keyboard.press('Escape')

  await app.chat.generate('after its end')
  expect(openai.paidRequests.at(-1)!.json).toMatchObject({ model: 'gpt-image-2.6-sunburst' })
  await expect(composer.notice('was shut down')).toBeHidden()
})

test('a model that the server does not know anymore leads to its successor, there and in the message box', async ({
  app,
  openai,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT Image 2.5 Sunburst')
  openai.next.fails({ status: 404, code: 'model_not_found', message: 'The model does not exist.' })
  const failed = await app.chat.ask('a heron')
  await failed.failsWithCharge('none')

  await failed.alert.getByRole('button', { name: 'Use GPT Image 2.6 Sunburst', exact: true }).click()

  await expect(composer.model).toHaveAccessibleName('Model: GPT Image 2.6 Sunburst')
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests.at(-1)!.json).toMatchObject({ model: 'gpt-image-2.6-sunburst' })
})

test('the list is searched by typing, chosen from by keyboard, begins at the model in use, and goes where one goes on', async ({
  app,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT-5.4 Mini')
  const models = await composer.openModels()
  await expect(models.getByRole('option', { name: 'GPT-5.4 Mini', exact: true })).toBeInViewport()
  await app.window.keyboard.type('sun')
  await expect(models.getByRole('option')).toHaveText(['GPT Image 2.5 Sunburst', 'GPT Image 2.6 Sunburst'])
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Enter')
  await expect(composer.model).toHaveAccessibleName('Model: GPT Image 2.6 Sunburst')
  // Users can keep typing after a choice or a click; closing the list without a choice returns the focus.
  await expect(composer.message).toBeFocused()
  await composer.openModels()
  await app.window.keyboard.press('Escape')
  await expect(composer.model).toBeFocused()
  await composer.openModels()
  await composer.message.click()
  await expect(models).toBeHidden()
  await expect(composer.message).toBeFocused()
})

test('models of the latest chats are one click away, and each model is in the list once', async ({ app }) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT Image 2')
  await app.chat.generate('a heron')
  await app.chat.sidebar.newChat.click()
  await composer.chooseModel('GPT-6.1 Terra')
  const models = await composer.openModels()
  await expect(models.getByRole('option', { name: 'GPT Image 2', exact: true })).toHaveCount(1)
  await app.window
    .getByRole('group', { name: 'Recent models' })
    .getByRole('button', { name: 'GPT Image 2', exact: true })
    .click()
  await expect(composer.model).toHaveAccessibleName('Model: GPT Image 2')
})

test('a favorite is first in the list, starred by pointer or by keyboard, selected once, and kept', async ({ app }) => {
  const { composer } = app.chat
  let models = await composer.openModels()
  const favorites = models.getByRole('group', { name: 'Favorites' })
  await app.window.keyboard.type('terra')
  await expect(models.getByRole('option')).toHaveText(['GPT-6.1 Terra'])
  await app.window.keyboard.press('Tab')
  await app.window.keyboard.press('Enter')
  await expect(favorites.getByRole('option')).toHaveText(['GPT-6.1 Terra'])
  await expect(app.window.getByRole('button', { name: 'Remove GPT-6.1 Terra from favorites' })).toBeFocused()
  await app.window.keyboard.press('Escape')

  models = await composer.openModels()
  // The focused row also shows a star, until the pointer moves to another row.
  const name = app.window.getByText('GPT Image 2', { exact: true })
  const row = models.getByRole('group', { name: 'OpenAI' }).locator('[data-row]').filter({ has: name })
  await row.hover()
  await row.getByTitle('Add to favorites').click()
  await expect(favorites.getByRole('option')).toHaveText(['GPT Image 2', 'GPT-6.1 Terra'])
  await favorites.getByRole('option', { name: 'GPT Image 2', exact: true }).click()

  await app.restart()
  await app.chat.composer.chooseModel('Demo Text')
  models = await app.chat.composer.openModels()
  await models
    .getByRole('group', { name: 'Favorites' })
    .getByRole('option', { name: 'GPT-6.1 Terra', exact: true })
    .click()
  models = await app.chat.composer.openModels()
  await expect(models.getByRole('option', { name: 'GPT-6.1 Terra', exact: true })).toHaveCount(2)
  await expect(models.getByRole('option', { selected: true })).toHaveText(['GPT-6.1 Terra'])
})

test('an option says after its name what the model can do', async ({ app }) => {
  const models = await app.chat.composer.openModels()
  await expect(models.getByRole('option', { name: 'GPT Image 2', exact: true })).toHaveAccessibleDescription(
    /Edits and combines images.*Live previews.*\$/,
  )
  await expect(models.getByRole('option', { name: 'Demo Text', exact: true })).not.toHaveAccessibleDescription(/Edits/)
})

test('cheapest first sorts each connection by what is chosen now, from the top of the list, and is kept', async ({
  app,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT-6 Astra')
  let models = await composer.openModels()
  const images = models.getByRole('group', { name: 'OpenAI' }).getByRole('option', { name: /^GPT Image/ })
  const texts = models.getByRole('group', { name: 'OpenAI' }).getByRole('option', { name: /^GPT-/ })
  await expect(images.first()).toHaveText('GPT Image (recommended)')
  await expect(texts.first()).toHaveText('GPT-6.1 Terra')
  await expect(models.getByRole('option', { name: 'GPT-6 Astra', exact: true })).toBeInViewport()
  await app.window.getByRole('button', { name: 'Cheapest first', exact: true }).click()
  // Free counts as cheapest.
  await expect(models.getByRole('option').first()).toHaveText('Demo Image')
  await expect(models.getByRole('option').first()).toBeInViewport()
  await expect(texts.first()).toHaveText('GPT-6 Luna')
  await expect(texts.last()).toHaveText('GPT-6 Astra')
  await app.window.keyboard.press('Escape')

  await app.restart()
  models = await app.chat.composer.openModels()
  await expect(models.getByRole('option').first()).toHaveText('Demo Image')
  await app.window.getByRole('button', { name: 'Cheapest first', exact: true }).click()
  await expect(models.getByRole('option').first()).toHaveText('GPT Image (recommended)')
})

test('one thing has one price: in the list, among the options, and beside Send', async ({ app }) => {
  const { composer } = app.chat
  await composer.message.fill('a heron')
  await expect(composer.estimate).toHaveText('≈ $0.019')
  const models = await composer.openModels()
  await expect(models.getByRole('option', { name: 'GPT Image (recommended)' })).toHaveAccessibleDescription(/\$0\.019/)
  await expect(app.window.getByText('Prices for 1 image, 1024 × 1024, medium, 2 previews')).toBeVisible()
  await app.window.keyboard.press('Escape')
  const options = await composer.openImageOptions()
  await expect(options.getByRole('combobox', { name: 'Quality' })).toHaveAccessibleDescription(/medium ?\$0\.019/)
  await expect(options).toContainText('1 image, 2 previews≈ $0.019')
})

test.describe('without a key', () => {
  test.use({ keys: { openai: false, blob: false } })

  test('the demo comes first, and one line says what all the others need', async ({ app }) => {
    const models = await app.chat.composer.openModels()
    await expect(models.getByRole('option').nth(0)).toHaveText('Demo Image')
    await expect(models.getByRole('option').nth(1)).toHaveText('Demo Text')
    await expect(models.getByRole('option', { name: 'GPT Image 2.5 Flare' })).toBeVisible()
    await expect(app.window.getByText(/^\d+ models need a key for OpenAI/)).toBeVisible()
    await app.window.getByRole('button', { name: 'Add key', exact: true }).click()
    await expect(app.settings.openAiKey).toBeFocused()
  })

  test('the notice of the demo is dismissed once and for all', async ({ app }) => {
    const notice = app.window.getByText('Demo mode: works offline and draws sample landscapes.')
    await app.window.getByRole('main').getByRole('button', { name: 'Dismiss', exact: true }).click()
    await expect(notice).toBeHidden()
    await app.restart()
    await expect(app.chat.composer.model).toHaveAccessibleName('Model: Demo Image')
    await expect(app.window.getByText('Demo mode: works offline and draws sample landscapes.')).toBeHidden()
  })
})
