import { writeFile } from 'node:fs/promises'
import { expectAccessible, findViolations } from '../axe'
import { expect, test } from '../fixtures'
import { NativeMenus } from '../native-menus'
import { RecoveryPage } from '../pages/recovery-page'
import { noisyPng } from '../stand-ins/images'

for (const [width, height] of [
  [900, 600],
  [1400, 900],
] as const) {
  test(`every state is accessible, light and dark: ${width} x ${height}`, async ({ app, openai }) => {
    // Thirty states in two themes: a second and a half each.
    test.setTimeout(300_000)
    await app.resize(width, height)

    await expectAccessible(app, 'empty')

    const stalled = openai.next.stallsAfterPreview(1)
    const answer = await app.chat.ask('a lighthouse at dusk')
    await expect(answer.preview).toBeVisible()
    await expectAccessible(app, 'streaming')
    stalled.continue()
    await answer.becomes('done')
    await answer.uploadBecomes('uploaded')
    await expectAccessible(app, 'done')

    const options = await app.chat.composer.openImageOptions()
    await options.getByRole('combobox', { name: 'Size' }).selectOption('Custom')
    await expectAccessible(app, 'image options with a size of one’s own')
    await app.chat.composer.closeImageOptions()
    await app.chat.composer.estimate.hover()
    await expectAccessible(app, 'estimate explained')
    // Away from elements with tooltips, which might cover the message box.
    await app.window.mouse.move(width / 2, 4)
    await answer.more.click()
    await expect(app.window.getByRole('menu', { name: 'More' })).toBeVisible()
    await expectAccessible(app, 'menu of an image')
    await app.window.keyboard.press('Escape')
    const details = await answer.openDetails()
    await details.getByText('Technical').click()
    await expectAccessible(app, 'details')
    await app.window.keyboard.press('Escape')
    await answer.image('a lighthouse at dusk').click()
    await app.lightbox.togglePanel.click()
    await expectAccessible(app, 'lightbox with its panel')
    await app.lightbox.close.click()

    await answer.image('a lighthouse at dusk').hover()
    await answer.editImage.click()
    await app.chat.composer.files.setInputFiles([
      { name: 'mine.png', mimeType: 'image/png', buffer: noisyPng({ width: 64, height: 64 }) },
    ])
    await expect(app.chat.composer.attached.getByRole('listitem')).toHaveCount(2)
    await expectAccessible(app, 'images attached')
    await app.chat.composer.message.press('Backspace')
    await expect(app.window.getByText('Editing: a lighthouse at dusk')).toBeVisible()
    await app.chat.composer.attached.getByRole('button', { name: 'Paint mask' }).click()
    await app.maskEditor.isReady()
    await app.maskEditor.drag([0.45, 0.45], [0.55, 0.55])
    await expectAccessible(app, 'mask editor')
    await app.maskEditor.button('Rectangle').press('Enter')
    await expect(app.maskEditor.status(/Rectangle at/)).toBeVisible()
    await expectAccessible(app, 'mask editor with a rectangle')
    await app.window.keyboard.press('Enter')
    await app.maskEditor.finish()
    await expectAccessible(app, 'mask attached')
    await app.chat.composer.attached.getByRole('button', { name: 'Remove mask' }).click()
    await expectAccessible(app, 'editing')
    await app.chat.composer.message.press('Backspace')

    await app.window.getByRole('heading', { level: 1 }).getByRole('button').click()
    await expectAccessible(app, 'menu of the chat')
    await app.window.keyboard.press('Escape')
    await app.chat.sidebar.search.fill('lighthouse')
    await expect(app.chat.sidebar.results.getByRole('link').first()).toBeVisible()
    await expectAccessible(app, 'search')
    await app.window.keyboard.press('Escape')
    await app.window.keyboard.press('ControlOrMeta+F')
    await app.window.getByRole('searchbox', { name: 'Find in chat' }).fill('dusk')
    await expectAccessible(app, 'find in chat')
    await app.window.keyboard.press('Escape')

    openai.next.fails({ status: 400, code: 'moderation_blocked', message: 'Rejected by the safety system.' })
    await (await app.chat.ask('a second prompt')).failsWithCharge('none')
    await expectAccessible(app, 'failed')

    await app.chat.composer.chooseModel('GPT-6.1 Terra')
    openai.next.text([
      '# Title\n\nText with `code`, a [link](https://example.com) and\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
    ])
    await (await app.chat.ask('a question')).becomes('done')
    await expectAccessible(app, 'text')

    await app.usage.open.click()
    await expect(app.usage.rows).toHaveCount(3)
    await expectAccessible(app, 'usage')
    await app.window.keyboard.press('Escape')

    await app.chat.composer.model.click()
    await expect(app.window.getByRole('listbox')).toBeVisible()
    await expectAccessible(app, 'model list')
    await app.chat.composer.showUnavailable()
    await expectAccessible(app, 'model list with what cannot be chosen')
    await app.window.keyboard.press('Escape')

    await app.chat.composer.useSeveral('GPT-6.1 Terra', 'Demo Text')
    await app.chat.composer.model.click()
    await expect(app.chat.composer.modelBox('Demo Text')).toBeChecked()
    await expectAccessible(app, 'model list with several chosen')
    await app.window.keyboard.press('Escape')
    for (const one of await app.chat.askSeveral('a question for two', 2)) await one.becomes('done')
    await expectAccessible(app, 'answers side by side')

    await app.settings.open()
    for (const page of ['Providers', 'General', 'Images', 'Budget', 'Text prices', 'Data']) {
      await app.settings.turnTo(page)
      await expectAccessible(app, `settings, ${page}`)
    }
    await app.settings.turnTo('Providers')
    await app.settings.root.getByRole('button', { name: 'More for OpenAI' }).click()
    await expectAccessible(app, 'menu of a connection')
    await app.window.keyboard.press('Escape')
    await app.settings.root.getByRole('button', { name: 'Add connection' }).click()
    const added = app.window.getByRole('dialog', { name: 'Add connection' })
    await added.getByRole('combobox', { name: 'Service' }).selectOption('OpenAI-compatible server')
    await added.getByRole('button', { name: 'Test' }).click()
    await expectAccessible(app, 'a new connection, tested without an address')
    await app.window.keyboard.press('Escape')
    await app.window.keyboard.press('Escape')
    await expect(app.settings.root).toBeHidden()

    await app.window.keyboard.press('ControlOrMeta+/')
    await expect(app.window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await expectAccessible(app, 'keyboard shortcuts')
    await app.window.keyboard.press('Escape')
    const menus = await NativeMenus.watch(app)
    await menus.pick('Help', 'About Easel')
    const about = app.window.getByRole('dialog', { name: 'About Easel' })
    await expect(about).toContainText('Version')
    await expectAccessible(app, 'about')
    await about.getByRole('button', { name: 'Report a problem' }).click()
    await expect(app.window.getByRole('textbox', { name: 'Details' })).toHaveValue(/Easel/)
    await expectAccessible(app, 'report a problem')
    await app.window.keyboard.press('Escape')

    await app.chat.composer.useOne('GPT Image (recommended)')
    await app.settings.limit({ daily: '0.02' })
    await expect(app.spending.banner).toBeVisible()
    await app.spending.total.click()
    await expect(app.spending.panel).toBeVisible()
    await expectAccessible(app, 'near the cap, with the spending panel')
    await app.window.keyboard.press('Escape')
    await app.chat.composer.submit('a third prompt')
    await expect(app.chat.composer.refusal).toBeVisible()
    await expectAccessible(app, 'refused before sending')
    await app.settings.limit({ daily: '0.01', askAbove: '0.01' })
    await expect(app.spending.raiseCap).toBeVisible()
    await expectAccessible(app, 'held back at the cap')
    await app.settings.limit({ daily: '' })
    await app.chat.composer.submit('a fourth prompt')
    await expect(app.spending.question).toBeVisible()
    await expectAccessible(app, 'asked first')
  })
}

test(
  'the pages that stand in for the chat are accessible',
  { tag: '@core' },
  async ({ app, launch, profile, usualLaunch }) => {
    app.problems.expect(/broken on purpose|error occurred in the/i)
    // Breaks rendering from now on.
    await app.window.addInitScript(() => {
      Object.defineProperty(globalThis, 'matchMedia', {
        get: () => {
          throw new Error('broken on purpose')
        },
      })
    })
    await app.window.reload()
    await expect(new RecoveryPage(app.window).reload).toBeVisible()
    // In one theme only: without `matchMedia` the page can't detect another.
    expect.soft(await findViolations(app), 'axe, the page that cannot be drawn').toEqual([])
    await app.kill()

    await writeFile(profile.path('profile.json'), JSON.stringify({ version: 99 }))
    const newer = await launch({ ...usualLaunch, showsNotice: true })
    await expect(newer.window.getByRole('alert')).toBeVisible()
    await expectAccessible(newer, 'a profile of a newer version')
  },
)

test(
  'where the system chooses the colors, buttons that are told by their color have an edge',
  { tag: '@core' },
  async ({ app }) => {
    await app.window.emulateMedia({ forcedColors: 'active' })
    await expect(app.chat.composer.send).toHaveCSS('border-top-width', '1px')
    // An icon has the color of the text next to it, which the system chose.
    const { sidebar } = app.chat
    const color = await sidebar.newChat.evaluate((button) => getComputedStyle(button).color)
    await expect(sidebar.newChat.locator('svg')).toHaveCSS('color', color)
    await app.settings.open()
    await expect(app.settings.save).toHaveCSS('border-top-width', '1px')
  },
)

test(
  'with reduced motion nothing moves: not the placeholder, not dialogs, not menus',
  { tag: '@core' },
  async ({ app, openai }) => {
    await app.window.emulateMedia({ reducedMotion: 'reduce' })
    const countMoving = () =>
      app.window.evaluate(
        () =>
          document.getAnimations().filter((animation) => {
            const { duration = 0 } = animation.effect?.getComputedTiming() ?? {}
            return animation.playState === 'running' && Number(duration) > 10
          }).length,
      )
    const stalled = openai.next.stallsAfterPreview(1)
    const answer = await app.chat.ask('a lighthouse at dusk')
    await expect(answer.preview).toBeVisible()
    expect(await countMoving()).toBe(0)
    await app.settings.open()
    expect(await countMoving()).toBe(0)
    await app.window.keyboard.press('Escape')
    await app.window.keyboard.press('ControlOrMeta+K')
    await expect(app.window.getByRole('dialog', { name: 'Commands', exact: true })).toBeVisible()
    expect(await countMoving()).toBe(0)
    await app.window.keyboard.press('Escape')
    stalled.continue()
    await answer.becomes('done')
  },
)

test('everything can be done from the keyboard', { tag: '@core' }, async ({ app }) => {
  await expect(app.chat.composer.message).toBeFocused()
  await app.window.keyboard.type('a lighthouse at dusk')
  await app.window.keyboard.press('Enter')
  await app.chat.lastAnswer.becomes('done')
  await expect(app.chat.composer.message).toBeFocused()
})
