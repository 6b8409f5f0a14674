import { expect, test } from '../fixtures'

const PAGES = ['Providers', 'General', 'Images', 'Budget', 'Text prices', 'Data']

for (const [width, height] of [
  [1400, 900],
  [480, 700],
] as const) {
  test(`one page per section, with one heading each, ${width} wide`, async ({ app }) => {
    await app.settings.open()
    await app.resize(width, height)
    for (const page of PAGES) {
      await app.settings.turnTo(page)
      for (const other of PAGES.filter((name) => name !== page)) {
        await expect(app.settings.root.getByRole('region', { name: other, exact: true })).not.toBeInViewport()
      }
      const heading = app.settings.root.getByRole('heading', { name: page, exact: true })
      await expect(heading).toHaveCount(1)
      await expect(heading).toBeInViewport()
    }
  })
}

test('the page stays whole when the window gets another width', async ({ app }) => {
  await app.settings.open()
  await app.settings.turnTo('Images')
  for (const [width, height] of [
    [480, 800],
    [1400, 900],
  ] as const) {
    await app.resize(width, height)
    await expect(app.settings.root.getByRole('heading', { name: 'Images', exact: true })).toBeInViewport({ ratio: 1 })
    await expect(app.settings.root.getByRole('region', { name: 'Budget', exact: true })).not.toBeInViewport()
  }
})

test('the tab of the page stays in view when the window gets narrower', async ({ app }) => {
  await app.settings.open()
  await app.resize(1400, 900)
  await app.settings.turnTo('Bin')
  await app.resize(480, 800)
  await expect(app.settings.root.getByRole('button', { name: 'Bin', exact: true })).toBeInViewport({ ratio: 1 })
})

test('whatever brings a field into view turns to its page, whole', async ({ app }) => {
  await app.settings.open()
  await app.settings.dailyCap.fill('5')
  await expect(app.settings.root.getByRole('button', { name: 'Budget', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await expect(app.settings.root.getByRole('region', { name: 'Budget', exact: true })).toBeInViewport({ ratio: 1 })
  await expect(app.settings.root.getByRole('region', { name: 'Providers', exact: true })).not.toBeInViewport()
  await app.settings.blobToken.fill('vercel_blob_rw_Another_secret')
  await expect(app.settings.root.getByRole('region', { name: 'Data', exact: true })).toBeInViewport({ ratio: 0.9 })
  await app.settings.saveAndClose()
})

test('a field that is brought to either edge of the view turns to its own page', async ({ app }) => {
  await app.settings.open()
  const section = (name: string) => app.settings.root.getByRole('button', { name, exact: true })
  for (const inline of ['start', 'end', 'center', 'nearest'] as const) {
    await app.settings.turnTo('Providers')
    await app.settings.root
      .getByRole('switch', { name: 'Check spelling' })
      .evaluate((element, inline) => element.scrollIntoView({ inline }), inline)
    await expect(section('General')).toHaveAttribute('aria-current', 'page')
    await expect(app.settings.root.getByRole('heading', { name: 'General', exact: true })).toBeInViewport({ ratio: 1 })
  }
})

test('Tab stays on the page that is shown: list, fields, Save', async ({ app }) => {
  const { root, save } = app.settings
  await app.settings.open()
  await app.settings.turnTo('Budget')
  await app.window.keyboard.press('Tab')
  await expect(app.settings.dailyCap).toBeFocused()
  await app.window.keyboard.type('3')
  for (let presses = 0; presses < 4; presses += 1) await app.window.keyboard.press('Tab')
  await expect(save).toBeFocused()
  await app.window.keyboard.press('Shift+Tab')
  await expect(root.getByRole('button', { name: 'Export all spending as CSV…' })).toBeFocused()
})

test('theme, switches and choices act at once; only what is typed waits for Save', async ({ app }) => {
  const { root, save } = app.settings
  await app.settings.open()
  await app.settings.turnTo('General')
  await expect(save).toBeHidden()
  await root.getByRole('combobox', { name: 'Theme' }).selectOption('Dark')
  await expect(app.window.locator('html')).toHaveAttribute('data-theme', 'dark')
  await root.getByRole('combobox', { name: 'New chats start with' }).selectOption('GPT-6.1 Terra')
  await app.settings.turnTo('Budget')
  await expect(save).toBeVisible()
  await app.settings.close()

  await app.restart()
  await expect(app.window.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(app.chat.composer.model).toHaveAccessibleName('Model: GPT-6.1 Terra')
})

test('the model of one’s choice starts every new chat, and “last used” goes back to what was used', async ({ app }) => {
  const { chat, settings } = app
  await settings.open()
  await settings.root.getByRole('combobox', { name: 'New chats start with' }).selectOption('GPT Image 2')
  await settings.close()
  await expect(chat.composer.model).toHaveAccessibleName('Model: GPT Image 2')
  await chat.composer.chooseModel('GPT-6.1 Terra')
  await (await chat.ask('a question')).becomes('done')
  await chat.sidebar.newChat.click()
  await expect(chat.composer.model).toHaveAccessibleName('Model: GPT Image 2')

  await settings.open()
  await settings.root.getByRole('combobox', { name: 'New chats start with' }).selectOption('Last used model')
  await settings.close()
  await expect(chat.composer.model).toHaveAccessibleName('Model: GPT-6.1 Terra')
})

test('the last page stays open when a narrow window gets wide', async ({ app }) => {
  await app.settings.open()
  await app.settings.turnTo('Bin')
  for (const [width, height] of [
    [480, 800],
    [900, 600],
    [480, 800],
    [1400, 900],
  ] as const) {
    await app.resize(width, height)
    await expect(app.settings.root.getByRole('heading', { name: 'Bin', exact: true })).toBeInViewport({ ratio: 1 })
  }
})
