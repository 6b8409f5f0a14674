import type { EaselApp } from '../app'
import { expectAccessible } from '../axe'
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

async function addServer(app: EaselApp, server: CompatibleStandIn, name: string): Promise<void> {
  await app.settings.open()
  await app.settings.root.getByRole('button', { name: 'Add connection', exact: true }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Add connection' })
  await dialog.getByRole('combobox', { name: 'Service' }).selectOption('OpenAI-compatible server')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('textbox', { name: 'Address' }).fill(server.baseUrl)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toBeHidden()
  const item = app.settings.root.getByRole('listitem', { name, exact: true })
  await expect(item.getByRole('list', { name: 'Models' })).toBeVisible()
  await app.settings.close()
}

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
  // Without the version in the address, Test finds the API.
  await dialog.getByRole('textbox', { name: 'Address' }).fill(server.origin)
  await dialog.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(dialog.getByRole('status')).toContainText(`${server.baseUrl} works`)
  await dialog.getByRole('button', { name: 'Use it', exact: true }).click()
  await expect(dialog.getByRole('textbox', { name: 'Address' })).toHaveValue(server.baseUrl)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toBeHidden()

  const item = app.settings.root.getByRole('listitem', { name: 'Attic', exact: true })
  const types = item.getByRole('list', { name: 'Models' })
  const findType = (model: string) =>
    types.getByRole('listitem', { name: model, exact: true }).getByRole('combobox', { name: 'Type' })
  await expect(findType('sdxl-turbo')).toHaveValue('image')
  await expect(findType('llama3:8b')).toHaveValue('text')
  await expect(findType('nomic-embed-text')).toHaveValue('hidden')
  await findType('mystery').selectOption('image')
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

test('in a list of thousands few rows are drawn, and all of them are reached by keys, by scrolling and by searching', async ({
  app,
  server,
}) => {
  server.models = [...Array.from({ length: 5_000 }, (_, index) => `chat-${index}`), 'Bonne Crème Brûlée']
  await addServer(app, server, 'Router')
  const { composer } = app.chat
  const models = await composer.openModels()
  const search = app.window.getByRole('searchbox', { name: 'Search models' })
  const group = models.getByRole('group', { name: 'Router' })
  const active = (): Promise<string | null> =>
    search.evaluate(
      (box) => document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.textContent ?? null,
    )
  await expect(search).toBeFocused()
  await expect.poll(() => models.getByRole('option').count()).toBeLessThan(100)

  // The last models of the connection, before the demo's two.
  await app.window.keyboard.press('End')
  for (let row = 0; row < 2; row += 1) await app.window.keyboard.press('ArrowUp')
  await expect.poll(active).toBe('chat-4999')
  const last = group.getByRole('option', { name: 'chat-4999', exact: true })
  await expect(last).toBeInViewport()
  const size = Number(await last.getAttribute('aria-setsize'))
  expect(size).toBeGreaterThan(5_000)
  await expect(last).toHaveAttribute('aria-posinset', String(size - 2))
  await app.window.keyboard.press('Home')
  await expect.poll(active).toBe('GPT Image (recommended)')

  await models.evaluate((list) => list.scrollTo({ top: list.scrollHeight / 2 }))
  await expect(group.getByRole('option', { name: 'chat-2500', exact: true })).toBeInViewport()
  await expect.poll(() => models.getByRole('option').count()).toBeLessThan(100)

  await search.fill('router chat-4321')
  await expect(models.getByRole('option')).toHaveText(['chat-4321'])
  await search.fill('creme brulee')
  await expect(models.getByRole('option')).toHaveText(['Bonne Crème Brûlée'])
  await search.fill('no such model')
  await expect(models).toContainText('No model found')
  await search.fill('chat-77')
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Enter')
  await expect(composer.model).toHaveAccessibleName('Model: chat-770')
  await composer.openModels()
  await expect(models.getByRole('option', { selected: true })).toHaveText(['chat-770'])
  await expect(models.getByRole('option', { selected: true })).toBeInViewport()
})

test('a model that the server drops after it was chosen: one sentence says so, and nothing is lost', async ({
  app,
  server,
}) => {
  await addServer(app, server, 'Attic')
  const { composer } = app.chat
  await composer.chooseModel('sdxl-turbo')
  server.models = ['flux-dev']
  server.fails = { status: 404, body: { error: { message: 'model "sdxl-turbo" not found' } } }
  const answer = await app.chat.ask(prompt)
  await answer.failsWithCharge('none')
  await expect(answer.alert).toContainText('This model isn’t available')
  await expect(app.window.getByRole('article', { name: 'You' })).toContainText(prompt)
  await answer.alert.getByRole('button', { name: 'Edit prompt' }).click()
  await expect(composer.message).toHaveValue(prompt)

  // Once the list is refreshed, the problem is shown before anything is sent.
  await app.settings.open()
  const item = app.settings.root.getByRole('listitem', { name: 'Attic', exact: true })
  await item.getByRole('button', { name: /^Attic/ }).click()
  await item.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(item.getByRole('listitem', { name: 'flux-dev', exact: true })).toBeVisible()
  await app.settings.close()
  await expect(
    composer.notice('Attic no longer lists sdxl-turbo. Choose another model, or try it anyway.'),
  ).toBeVisible()
  server.fails = undefined
  await composer.chooseModel('flux-dev')
  await expect(composer.notice('no longer lists')).toBeHidden()
  await expect(composer.message).toHaveValue(prompt)
  await composer.send.click()
  await app.chat.lastAnswer.becomes('done')
  expect(server.paidCalls.at(-1)?.json).toMatchObject({ model: 'flux-dev' })
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

test('the window of a model comes from its server’s list or from the user, whose figure wins', async ({
  app,
  server,
}) => {
  server.models = [{ id: 'told', max_model_len: 4096 }, { id: 'silent' }] as typeof server.models
  await addServer(app, server, 'Attic')
  const meter = app.window.getByRole('meter', { name: 'Context' })
  const line = app.chat.conversation.getByRole('separator', { name: 'Sent from here on' })
  const { composer } = app.chat
  await composer.chooseModel('silent')
  await (await app.chat.ask(`First ${'word '.repeat(2_000)}`)).becomes('done')
  await composer.message.fill(`Second ${'word '.repeat(2_000)}`)
  await expect(meter).toBeHidden()
  await composer.chooseModel('told')
  await expect(meter).toBeVisible()
  await expect(line).toContainText('2 older messages aren’t sent')

  await app.settings.open()
  const item = app.settings.root.getByRole('listitem', { name: 'Attic', exact: true })
  await item.locator('[aria-expanded=false]').first().click()
  const findBox = (name: string) =>
    item.getByRole('listitem', { name, exact: true }).getByRole('spinbutton', { name: 'Context window in tokens' })
  await expect(findBox('told')).toHaveAttribute('placeholder', '4,096')
  await findBox('silent').fill('plenty')
  await expect(app.settings.save).toBeDisabled()
  await findBox('silent').fill('4,096')
  await findBox('told').fill('64000')
  await expectAccessible(app, 'the models of a server of one’s own')
  await app.settings.saveAndClose()
  await expect(line).toHaveCount(0)
  await composer.chooseModel('silent')
  await expect(line).toContainText('2 older messages aren’t sent')
  await app.restart()
  const kept = app.chat.conversation.getByRole('separator', { name: 'Sent from here on' })
  await expect(kept).toContainText('2 older messages aren’t sent')
  await app.chat.composer.send.click()
  await expect(app.chat.answers).toHaveCount(2)
  await app.chat.lastAnswer.becomes('done')
  const sent = server.calls.findLast(({ path }) => path === '/v1/chat/completions')?.json as {
    readonly messages: readonly { readonly content: string }[]
  }
  expect(sent.messages.map(({ content }) => content.slice(0, 6))).toEqual(['Second'])
})
