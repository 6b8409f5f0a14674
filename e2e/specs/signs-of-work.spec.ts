/** What the system shows and does while answers are in progress, and when they're done. */
import type { EaselApp } from '../app'
import { clickNotification, printNotifications } from '../dialogs'
import { expect, test } from '../fixtures'

const prompt = 'a heron in the reeds'

function isAwake(app: EaselApp): Promise<boolean> {
  return app.electron.evaluate(({ powerSaveBlocker }) =>
    [...Array(20).keys()].some((id) => powerSaveBlocker.isStarted(id)),
  )
}

/** As if another app were in the foreground. */
async function leave(app: EaselApp): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getFocusedWindow = () => null
  })
}

test('the computer does not fall asleep while an answer is made, and may again afterwards', async ({ app, openai }) => {
  const stalled = openai.next.stallsAfterPreview(1)
  await expect.poll(() => isAwake(app)).toBe(false)
  const answer = await app.chat.ask(prompt)
  await stalled.stalled
  await expect.poll(() => isAwake(app)).toBe(true)

  stalled.continue()
  await answer.becomes('done')

  await expect.poll(() => isAwake(app)).toBe(false)
})

test('the dock or taskbar shows that an answer is being made', async ({ app, openai }) => {
  await app.electron.evaluate(({ BrowserWindow }) => {
    const shown: number[] = []
    Reflect.set(globalThis, 'easelProgress', shown)
    BrowserWindow.prototype.setProgressBar = (progress) => void shown.push(progress)
  })
  const progress = () => app.electron.evaluate(() => Reflect.get(globalThis, 'easelProgress') as number[])
  const stalled = openai.next.stallsAfterPreview(1)
  const answer = await app.chat.ask(prompt)
  await stalled.stalled
  await expect.poll(() => progress()).toEqual([2])

  stalled.continue()
  await answer.becomes('done')
  await expect.poll(() => progress()).toEqual([2, -1])
})

test('an answer that comes while Easel is not in front is announced and counted on the dock; a click leads to it', async ({
  app,
}) => {
  await printNotifications(app)
  await app.electron.evaluate(({ app: easel }) => {
    easel.setBadgeCount = (count) => {
      Reflect.set(globalThis, 'easelBadge', count)
      return true
    }
  })
  const badge = () => app.electron.evaluate(() => Reflect.get(globalThis, 'easelBadge') as number | undefined)
  await leave(app)
  const answer = await app.chat.generate(prompt)
  await expect.poll(() => app.output).toContain(`NOTIFICATION ${prompt} | 1 image is ready.`)
  await app.chat.sidebar.newChat.click()
  await app.settings.open()

  if (process.platform !== 'win32') expect(await badge()).toBe(1)
  await clickNotification(app)
  await app.electron.evaluate(({ app: easel }) => easel.emit('browser-window-focus'))
  if (process.platform !== 'win32') expect(await badge()).toBe(0)

  await expect(app.settings.root).toHaveCount(0)
  await expect(answer.image(prompt)).toBeVisible()
})

test('a failure is announced as well; nothing is said in front of the user, or to one who wants none', async ({
  app,
  openai,
}) => {
  await printNotifications(app)
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getFocusedWindow = () => BrowserWindow.getAllWindows()[0]!
  })
  await app.chat.generate('seen')
  await leave(app)
  openai.next.cutsBody({ afterBytes: 40 })
  await (await app.chat.ask('missed')).failsWithCharge('unknown')
  await expect.poll(() => app.output).toContain('NOTIFICATION seen | The answer failed.')
  expect(app.output).not.toContain('NOTIFICATION seen | 1 image is ready.')

  await app.settings.open()
  const notify = app.window.getByRole('switch', { name: 'Notify me when an answer is ready' })
  await notify.click()
  await expect(notify).not.toBeChecked()
  await app.window.keyboard.press('Escape')
  await app.chat.generate('unwanted')
  expect(app.output.match(/NOTIFICATION/g)).toHaveLength(1)
})

test('spelling is checked, and its dictionary fetched, only once it is turned on', async ({ app }) => {
  test.skip(process.platform === 'darwin', 'macOS has its own.')
  const state = () =>
    app.electron.evaluate(({ session: { defaultSession } }) => ({
      isOn: defaultSession.isSpellCheckerEnabled(),
      languages: defaultSession.getSpellCheckerLanguages(),
    }))
  await app.electron.evaluate(({ session }) =>
    session.defaultSession.setSpellCheckerDictionaryDownloadURL('http://127.0.0.1:9/'),
  )
  expect(await state()).toEqual({ isOn: false, languages: [] })

  await app.settings.open()
  const spelling = () => app.window.getByRole('switch', { name: 'Check spelling' })
  await spelling().click()
  await expect.poll(state).toEqual({ isOn: true, languages: ['en-US'] })

  await app.window
    .getByRole('group', { name: 'Dictionaries' })
    .getByRole('checkbox', { name: 'German', exact: true })
    .check()
  await expect.poll(state).toEqual({ isOn: true, languages: ['de'] })

  await app.restart()
  expect(await state()).toEqual({ isOn: true, languages: ['de'] })
  await app.settings.open()
  await spelling().click()
  await expect.poll(state).toEqual({ isOn: false, languages: [] })
})
