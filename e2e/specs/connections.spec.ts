import type { Locator } from '@playwright/test'
import type { EaselApp } from '../app'
import { expect, test } from '../fixtures'
import { OpenAiStandIn } from '../stand-ins/openai'

const prompt = 'a heron in the reeds'

const office = OpenAiStandIn.start
test.describe.configure({ timeout: 120_000 })

async function openAdding(app: EaselApp): Promise<Locator> {
  await app.settings.open()
  await app.settings.root.getByRole('button', { name: 'Add connection', exact: true }).click()
  return app.window.getByRole('dialog', { name: 'Add connection' })
}

async function addOffice(app: EaselApp, address: string, key: string): Promise<void> {
  const dialog = await openAdding(app)
  await dialog.getByRole('combobox', { name: 'Service' }).selectOption('OpenAI')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Office')
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address)
  await dialog.getByLabel('API key', { exact: true }).fill(key)
  await dialog.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(dialog.getByRole('status')).toContainText(/works/i)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toBeHidden()
}

async function chooseInMenu(app: EaselApp, connection: string, item: string): Promise<void> {
  const more = app.settings.root.getByRole('button', { name: `More for ${connection}`, exact: true })
  // Like the wheel: Playwright's own scrolling also moves sideways, to the next page and back.
  await more.evaluate((button) => button.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' }))
  await more.click()
  await app.window.getByRole('menuitem', { name: item, exact: true }).click()
}

test('a second connection of a service has its own key, address and place in the model list', async ({
  app,
  openai,
}) => {
  const server = await office()
  server.key = 'sk-office-0123456789'
  await addOffice(app, server.baseUrl, server.key)
  const list = app.settings.root.getByRole('list', { name: 'Connections' })
  await expect(list.getByRole('listitem', { name: 'Office', exact: true })).toContainText('Key kept until you quit')
  await expect(list.getByRole('listitem', { name: 'OpenAI', exact: true })).toContainText('environment')

  await chooseInMenu(app, 'Office', 'Move up')
  await chooseInMenu(app, 'Office', 'Move up')
  await app.settings.close()
  const models = await app.chat.composer.openModels()
  await expect(models.getByRole('group').first()).toHaveAccessibleName('Office')
  await models.getByRole('group', { name: 'Office' }).getByRole('option', { name: 'GPT Image 2.5 Flare' }).click()
  await (await app.chat.ask(prompt)).becomes('done')

  expect(server.paidRequests).toHaveLength(1)
  expect(openai.paidRequests).toHaveLength(0)
  await server.stop()
})

test('a connection that is turned off offers nothing; of a removed one the chats stay and offer another model', async ({
  app,
}) => {
  const server = await office()
  await addOffice(app, server.baseUrl, server.key)
  await app.settings.close()
  const models = await app.chat.composer.openModels()
  await models.getByRole('group', { name: 'Office' }).getByRole('option', { name: 'GPT Image 2.5 Flare' }).click()
  const answer = await app.chat.generate(prompt)

  await app.settings.open()
  await chooseInMenu(app, 'Office', 'Turn off')
  await expect(app.settings.root.getByRole('listitem', { name: 'Office', exact: true })).toContainText('Off')
  await app.settings.close()
  await app.chat.composer.openModels()
  await expect(models.getByRole('group', { name: 'Office' })).toHaveCount(0)
  await app.window.keyboard.press('Escape')

  await app.settings.open()
  await chooseInMenu(app, 'Office', 'Remove')
  await expect(app.settings.root.getByRole('alert')).toContainText('Chats that used it stay readable')
  await app.settings.root.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(app.settings.root.getByRole('listitem', { name: 'Office', exact: true })).toHaveCount(0)
  await app.settings.close()

  await expect(answer.image(prompt)).toBeVisible()
  await expect(app.chat.composer.notice(/its connection was removed/)).toBeVisible()
  await (await app.chat.ask('another heron')).becomes('done')
  expect(server.paidRequests).toHaveLength(1)
  await server.stop()
})

test('a name that is taken, a wrong address and a key of another vendor are said before anything is saved', async ({
  app,
}) => {
  await app.settings.open()
  await app.settings.root.getByRole('button', { name: 'More for OpenAI', exact: true }).click()
  // Its key is in the environment, which would create it again at once.
  await expect(app.window.getByRole('menuitem', { name: 'Turn off', exact: true })).toBeVisible()
  await expect(app.window.getByRole('menuitem', { name: 'Remove', exact: true })).toHaveCount(0)
  await app.window.keyboard.press('Escape')
  await app.settings.close()
  const dialog = await openAdding(app)
  await dialog.getByRole('combobox', { name: 'Service' }).selectOption('OpenAI')
  await dialog.getByRole('textbox', { name: 'Name' }).fill(' openai')
  await expect(dialog.getByText('Another connection has this name.')).toBeVisible()
  await dialog.getByLabel('API key', { exact: true }).fill(' "sk-ant-abcdefgh12345678"\n')
  await expect(dialog.getByText('This looks like a key for Anthropic, not for OpenAI.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog).toBeVisible()

  await dialog.getByRole('textbox', { name: 'Name' }).fill('Office')
  const address = dialog.getByRole('textbox', { name: 'Address' })
  await address.fill('not an address')
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('“not an address” isn’t a web address')
  await address.fill('192.168.1.5:8080/v1/images/generations')
  await expect(dialog.getByRole('alert')).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(dialog.getByRole('status').last()).toContainText('needs https:// in front')
  await dialog.getByRole('button', { name: 'Use it', exact: true }).click()
  await expect(address).toHaveValue('http://192.168.1.5:8080/v1')

  const key = dialog.getByLabel('API key', { exact: true })
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('sk-proj-abc_DEF12\n  3456abcdef\n'))
  await key.fill('')
  await key.press('ControlOrMeta+v')
  await expect(key).toHaveValue('sk-proj-abc_DEF123456abcdef')
  await expect(key).toHaveAccessibleDescription('Removed spaces.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(app.settings.root.getByRole('list', { name: 'Connections' }).getByRole('listitem')).toHaveCount(2)
})
