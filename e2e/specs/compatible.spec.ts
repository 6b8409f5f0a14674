import { expect, test as base } from '../fixtures'
import { CompatibleStandIn } from '../stand-ins/compatible'

const prompt = 'a heron in the reeds'

const test = base.extend<{ server: CompatibleStandIn }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  server: async ({}, use) => {
    const server = await CompatibleStandIn.start()
    await use(server)
    await server.stop()
  },
})

test('a server of one’s own is added without a key, says what it has, and makes images and texts', async ({
  app,
  server,
  openai,
}) => {
  server.models = ['sdxl-turbo', 'llama3:8b', 'mystery', 'nomic-embed-text']
  await app.settings.open()
  await app.settings.root.getByRole('button', { name: 'Add connection', exact: true }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Add connection' })
  await dialog.getByRole('combobox', { name: 'Service' }).selectOption('OpenAI-compatible server')
  await dialog.getByRole('button', { name: 'LocalAI' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('LocalAI')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Attic')
  // Without the version the Test finds where the API is.
  await dialog.getByRole('textbox', { name: 'Address' }).fill(server.origin)
  await dialog.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(dialog.getByRole('status')).toContainText(`${server.baseUrl} works`)
  await dialog.getByRole('button', { name: 'Use it', exact: true }).click()
  await expect(dialog.getByRole('textbox', { name: 'Address' })).toHaveValue(server.baseUrl)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toBeHidden()

  const item = app.settings.root.getByRole('listitem', { name: 'Attic', exact: true })
  const types = item.getByRole('list', { name: 'Models' })
  const typeOf = (model: string) =>
    types.getByRole('listitem', { name: model, exact: true }).getByRole('combobox', { name: 'Type' })
  await expect(typeOf('sdxl-turbo')).toHaveValue('image')
  await expect(typeOf('llama3:8b')).toHaveValue('text')
  await expect(typeOf('nomic-embed-text')).toHaveValue('hidden')
  await typeOf('mystery').selectOption('image')
  await app.settings.saveAndClose()

  const models = await app.chat.composer.openModels()
  const group = models.getByRole('group', { name: 'Attic' })
  await expect(group.getByRole('option')).toHaveText([/mystery/, /sdxl-turbo/, /llama3:8b/])
  await group.getByRole('option', { name: 'mystery' }).click()
  const answer = await app.chat.ask(prompt)
  await answer.becomes('done')
  await expect(answer.image(prompt)).toBeVisible()
  await expect(answer.cost).toHaveAttribute('data-source', 'unknown')
  await expect(answer.cost).not.toContainText('$')

  await app.chat.composer.chooseModel('llama3:8b')
  await (await app.chat.ask('How do lighthouses work?')).becomes('done')
  await expect(app.chat.lastAnswer.root).toContainText('With a lamp and a lens.')
  expect(server.paidCalls.map(({ path, json }) => [path, json['model']])).toEqual([
    ['/v1/images/generations', 'mystery'],
    ['/v1/chat/completions', 'llama3:8b'],
  ])
  expect(openai.paidRequests).toHaveLength(0)

  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.composer.model).toHaveAccessibleName('Model: llama3:8b')
})

test('a router with thousands of models and a query in its address: a model with spaces in its name makes an image', async ({
  app,
  server,
}) => {
  const wanted = 'attic models/SDXL Turbo (fp16)'
  server.models = [...Array.from({ length: 5_000 }, (_, index) => `maker-${index % 97}/chat-${index}`), wanted]
  await app.settings.open()
  await app.settings.root.getByRole('button', { name: 'Add connection', exact: true }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Add connection' })
  await dialog.getByRole('combobox', { name: 'Service' }).selectOption('OpenAI-compatible server')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Router')
  await dialog.getByRole('textbox', { name: 'Address' }).fill(`${server.baseUrl}?api-version=2026-01`)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toBeHidden()
  const item = app.settings.root.getByRole('listitem', { name: 'Router', exact: true })
  await item.getByRole('searchbox').fill('sdxl')
  await expect(item.getByRole('list', { name: 'Models' }).getByRole('listitem')).toHaveCount(1)
  await app.settings.root.getByRole('button', { name: 'Close', exact: true }).click()

  await app.chat.composer.chooseModel(wanted)
  await (await app.chat.ask(prompt)).becomes('done')
  expect(server.paidCalls.map(({ path, json }) => [path, json['model']])).toEqual([
    ['/v1/images/generations?api-version=2026-01', wanted],
  ])
})

test('a server that says in a sentence what is wrong is quoted, and nothing is charged', async ({ app, server }) => {
  await app.settings.open()
  await app.settings.root.getByRole('button', { name: 'Add connection', exact: true }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Add connection' })
  await dialog.getByRole('combobox', { name: 'Service' }).selectOption('OpenAI-compatible server')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Attic')
  await dialog.getByRole('textbox', { name: 'Address' }).fill(`${server.baseUrl}/images/generations`)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(app.settings.root.getByRole('listitem', { name: 'sdxl-turbo', exact: true })).toBeVisible()
  await app.settings.close()

  server.fails = { status: 400, body: { error: 'this size needs more memory than there is' } }
  await app.chat.composer.chooseModel('sdxl-turbo')
  const answer = await app.chat.ask(prompt)
  await answer.failsWithCharge('none')
  await expect(answer.alert).toContainText('this size needs more memory than there is')
  await expect(answer.alert).toContainText('Attic')
})
