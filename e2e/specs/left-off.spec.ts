/** Users continue where they left off: after a reload, a crash, a kill and a restart. */
import type { EaselApp } from '../app'
import { holdWrites } from '../database'
import { expect, test } from '../fixtures'
import { ChatSettings } from '../pages/chat-settings'

/** Waits until main has saved it, which takes a moment: a kill before that loses it. */
async function isKept(app: EaselApp, what: RegExp): Promise<void> {
  await expect.poll(() => app.profile.text('session.json')).toMatch(what)
}

/** Returns a message's top edge, in pixels below the top of the conversation's view. */
async function readPlace(app: EaselApp, id: string): Promise<number> {
  return app.chat.answer(id).root.evaluate((element) => Math.round(element.getBoundingClientRect().top))
}

/** Fills several screens of a chat and scrolls to its first answer. */
async function scrollBack(app: EaselApp): Promise<{ readonly id: string; readonly top: number }> {
  for (const name of ['one', 'two', 'three', 'four']) await app.chat.generate(`study ${name} of a heron`)
  const first = app.chat.answers.first()
  await first.evaluate((element) => element.scrollIntoView({ block: 'start' }))
  await app.chat.conversation.hover()
  await app.window.mouse.wheel(0, 60)
  const id = (await first.getAttribute('data-message-id'))!
  await expect(app.window.getByRole('button', { name: /^Jump to/ })).toBeVisible()
  await isKept(app, /"place":\{"messageId"/)
  return { id, top: await readPlace(app, id) }
}

test(
  'a reload, a crash of the page, a restart and a kill all come back to the same chat at the same place',
  { tag: '@core' },
  async ({ app }) => {
    const { id, top } = await scrollBack(app)
    const isThere = async (): Promise<void> => {
      await expect(app.chat.answer(id).root).toBeInViewport()
      await expect.poll(async () => Math.abs((await readPlace(app, id)) - top)).toBeLessThan(4)
    }
    await app.reload()
    await isThere()
    await app.restart()
    await isThere()
    await app.kill()
    await app.start()
    await isThere()
    await app.crashPage()
    await isThere()
  },
)

test(
  'a draft typed in a new chat, and the one in another chat, survive a kill a moment later',
  { tag: '@core' },
  async ({ app }) => {
    await app.chat.generate('a heron in the reeds')
    await app.chat.composer.message.fill('the same at night')
    await app.chat.sidebar.newChat.click()
    await app.chat.composer.message.pressSequentially('something entirely new')
    await isKept(app, /something entirely new/)
    await app.kill()
    await app.start()

    await expect(app.chat.composer.message).toHaveValue('something entirely new')
    await expect(app.chat.questions).toHaveCount(0)
    await app.chat.open('a heron in the reeds')
    await expect(app.chat.composer.message).toHaveValue('the same at night')
  },
)

test('a hidden sidebar, the window and the options of a new chat survive a kill', async ({ app }) => {
  await app.window.getByRole('button', { name: 'Hide sidebar' }).click()
  await app.chat.composer.chooseOption('Quality', 'high')
  await app.resize(1_000, 700)
  await isKept(app, /"sidebar":false.*"quality":"high"|"quality":"high".*"sidebar":false/s)
  await expect.poll(() => app.profile.text('window.json')).toMatch(/"width":1\d\d\d/)
  const size = await app.window.evaluate(() => [innerWidth, innerHeight])
  await app.kill()
  await app.start()

  await expect(app.chat.sidebar.root).toBeHidden()
  await expect(app.window.getByRole('button', { name: 'Show sidebar' })).toBeVisible()
  await expect(app.chat.composer.imageOptions).toHaveAccessibleDescription(/high/)
  await expect.poll(() => app.window.evaluate(() => [innerWidth, innerHeight])).toEqual(size)
})

test('a kill in mid-run comes back to the run, whatever became of it', { tag: '@core' }, async ({ app, openai }) => {
  const stalled = openai.next.stallsBeforeHeaders()
  const id = await (await app.chat.ask('a heron in the reeds')).id()
  await stalled.stalled
  await app.kill()
  await app.start()
  await app.chat.answer(id).failsWithCharge('unknown')
  await expect(app.chat.answer(id).root).toBeInViewport()
})

test('with a new chat at every launch, a start begins with one, and a reload goes on', async ({ app }) => {
  await app.chat.generate('a heron in the reeds')
  await app.settings.open()
  await app.settings.turnTo('General')
  await app.settings.root.getByRole('combobox', { name: 'On launch' }).selectOption('New chat')
  await app.window.keyboard.press('Escape')
  await app.reload()
  await expect(app.chat.questions).toHaveCount(1)
  await app.restart()
  await expect(app.chat.questions).toHaveCount(0)
  await expect(app.chat.sidebar.chat('a heron in the reeds')).toBeVisible()
})

test('a quit keeps what was done right before it, however busy the database is', async ({ app }) => {
  const prompt = 'a heron in the reeds'
  await app.chat.generate(prompt)
  await app.chat.lastAnswer.regenerate.click()
  await expect(app.chat.lastAnswer.root.getByText('2/2')).toBeVisible()
  await app.chat.lastAnswer.becomes('done')
  await app.gallery.open()
  await expect(app.gallery.cells).toHaveCount(2)
  await app.gallery.cells.first().click()
  await holdWrites(app.window)
  await app.window.keyboard.press('5')
  await app.gallery.back.click()
  await app.chat.lastAnswer.previousVersion.click()
  await expect(app.chat.lastAnswer.root.getByText('1/2')).toBeVisible()
  const before = new ChatSettings(app.window)
  await before.open()
  await before.afterPrompt.fill('gouache')
  await app.restart()

  await expect(app.chat.lastAnswer.root.getByText('1/2')).toBeVisible()
  const settings = new ChatSettings(app.window)
  await settings.open()
  await expect(settings.afterPrompt).toHaveValue('gouache')
  await settings.close()
  await app.gallery.open()
  await app.gallery.rating.selectOption('5 stars')
  await expect(app.gallery.cells).toHaveCount(1)
  await app.gallery.back.click()

  await holdWrites(app.window)
  await app.chat.sidebar.chat().press('F2')
  await app.window.getByRole('textbox', { name: 'Title' }).fill('Birds')
  await app.closeWindow()
  await app.start()
  await expect(app.chat.sidebar.chat('Birds')).toBeVisible()
})
