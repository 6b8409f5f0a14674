/** Servers that aren't what was expected: a web page instead of an API, a missing key, different prices. */
import type { Locator } from '@playwright/test'
import type { EaselApp } from '../app'
import { expect, test as base } from '../fixtures'
import { CompatibleStandIn } from '../stand-ins/compatible'
import { OPENROUTER_KEY, OpenRouterStandIn } from '../stand-ins/openrouter'

const test = base.extend<{ server: CompatibleStandIn }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  server: async ({}, use) => {
    const server = await CompatibleStandIn.start()
    await use(server)
    await server.stop()
  },
})

async function fillServer(app: EaselApp, server: CompatibleStandIn): Promise<Locator> {
  await app.settings.open()
  await app.settings.root.getByRole('button', { name: 'Add connection', exact: true }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Add connection' })
  await dialog.getByRole('combobox', { name: 'Service' }).selectOption('OpenAI-compatible server')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Attic')
  await dialog.getByRole('textbox', { name: 'Address' }).fill(server.baseUrl)
  return dialog
}

/** Presses Test and returns the result. */
async function testServer(dialog: Locator): Promise<Locator> {
  await dialog.getByRole('button', { name: 'Test', exact: true }).click()
  return dialog.getByRole('status').last()
}

async function save(app: EaselApp, dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toBeHidden()
  await app.settings.close()
}

const NO_API = 'This address responds, but not with an API that Easel knows.'

for (const [status, tested, title, charge] of [
  // A sign-in page of a router or proxy. The request was redirected, so it isn’t known what it reached.
  [200, NO_API, 'The answer didn’t come from an API', 'unknown'],
  [403, NO_API, 'The answer didn’t come from an API', 'none'],
  [404, NO_API, 'There is no API at this address', 'none'],
  [502, 'The server had an error. Try again later.', 'Attic had a server error', 'unknown'],
] as const) {
  test(`a web page with ${status} in place of an API is named in Settings and in the answer`, async ({
    app,
    server,
  }) => {
    const dialog = await fillServer(app, server)
    server.isWebPage = status
    await expect(await testServer(dialog)).toHaveText(tested)
    server.isWebPage = undefined
    await save(app, dialog)

    server.isWebPage = status
    await app.chat.composer.chooseModel('sdxl-turbo')
    const image = await app.chat.ask('a heron')
    await image.failsWithCharge(charge)
    await expect(image.alert).toContainText(title)
    // At most the page's text, none of its markup.
    await expect(image.alert).not.toContainText(/[<>]|script|alert/)
    await app.chat.composer.chooseModel('llama3:8b')
    const text = await app.chat.ask('a heron, in words')
    await text.failsWithCharge(charge)
    await expect(text.alert).toContainText(title)
    expect(server.paidCalls).toHaveLength(2)
  })
}

test('a server of one’s own that needs a key says so, and works once it has one', async ({ app, server }) => {
  server.key = 'a-key-of-the-attic'
  const dialog = await fillServer(app, server)
  await expect(await testServer(dialog)).toHaveText('Enter a key first.')
  await dialog.getByLabel('API key', { exact: true }).fill('another-key')
  await expect(await testServer(dialog)).toHaveText('The server rejected this key.')
  await dialog.getByLabel('API key', { exact: true }).fill('')
  server.key = undefined
  await save(app, dialog)

  server.key = 'a-key-of-the-attic'
  await app.chat.composer.chooseModel('sdxl-turbo')
  const answer = await app.chat.ask('a heron')
  await answer.failsWithCharge('none')
  await expect(answer.alert).toContainText('Attic needs an API key')
  // Settings open at this connection, with the cursor in its key field.
  await answer.alert.getByRole('button', { name: 'Open settings', exact: true }).click()
  const key = app.settings.root.getByLabel('API key', { exact: true })
  await expect(key).toBeFocused()
  await key.fill(server.key)
  await app.settings.saveAndClose()
  await answer.retry.click()
  await app.chat.lastAnswer.becomes('done')
})

test('a price that changes under an estimate changes the estimate, and caps hold the new one', async ({ launch }) => {
  const openrouter = await OpenRouterStandIn.start()
  const app = await launch({
    env: { OPENROUTER_API_KEY: OPENROUTER_KEY, OPENROUTER_BASE_URL: openrouter.baseUrl },
  })
  const { composer } = app.chat
  await composer.chooseModel('Google: Nano Banana 2.1')
  await composer.chooseOption('Resolution', '2K')
  await composer.message.fill('a harbor at night')
  await expect(composer.estimate).toContainText('$0.050')
  await app.settings.limit({ daily: '0.1' })

  openrouter.price = 0.5
  await app.settings.open()
  const item = app.settings.root.getByRole('listitem', { name: 'OpenRouter', exact: true })
  await item.getByRole('button', { name: /^OpenRouter/ }).click()
  await item.getByRole('button', { name: 'Test', exact: true }).click()
  await app.settings.close()
  await expect(composer.estimate).toContainText('$0.500')
  await composer.send.click()
  await expect(composer.refusal).toContainText('cap')
  await expect(composer.message).toHaveValue('a harbor at night')
  expect(openrouter.paidRequests).toEqual([])
  await openrouter.stop()
})
