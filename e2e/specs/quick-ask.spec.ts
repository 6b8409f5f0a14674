import { findViolations } from '../axe'
import { expect, test } from '../fixtures'

test('a question from any app: keys are chosen or refused, Escape hides the window, Enter asks in a new chat', async ({
  app,
  openai,
}) => {
  const { chat, settings, window } = app
  await chat.composer.chooseModel('GPT-6.1 Terra')
  await chat.ask('An earlier chat')
  await chat.lastAnswer.becomes('done')
  // Keys can't be pressed outside of any window here, so call the handler that Easel registers.
  await app.electron.evaluate(({ globalShortcut }) => {
    globalShortcut.register = (keys, act) => {
      Object.assign(globalThis, { pressQuickAsk: act })
      return keys !== 'Alt+Space'
    }
  })
  await settings.open()
  const keys = settings.root.getByRole('combobox', { name: 'Quick ask', exact: true })
  await expect(keys).toHaveValue('off')
  await keys.selectOption('Alt+Space')
  await expect(settings.root.getByRole('alert')).toHaveText('Alt+Space belongs to another app. Choose other keys.')
  await expect(keys).toHaveValue('off')
  await keys.selectOption('Ctrl+Shift+Space')
  await expect(keys).toHaveValue('CommandOrControl+Shift+Space')
  await expect(settings.root.getByRole('alert')).toHaveCount(0)
  await window.keyboard.press('Escape')
  await expect(settings.root).toBeHidden()

  const press = () => app.electron.evaluate(() => (globalThis as unknown as { pressQuickAsk(): void }).pressQuickAsk())
  await chat.sidebar.newChat.click()
  const price = await chat.composer.estimate.innerText()
  const opened = app.electron.waitForEvent('window')
  await press()
  const small = await opened
  const question = small.getByRole('textbox', { name: 'Question', exact: true })
  const isShown = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((one) => one.isVisible() && one.webContents.getURL().includes('quick-ask')),
    )
  await expect.poll(isShown).toBe(true)
  await expect(question).toBeFocused()
  // It shows which model will answer and at what price, before and during typing, and what can't be asked.
  const hint = small.getByRole('status')
  expect(await findViolations({ window: small })).toEqual([])
  await expect(question).toHaveAccessibleDescription(`GPT-6.1 Terra · ${price}`)
  await expect(hint).toHaveText('Enter asks in a new chat. Esc hides this window.')
  await question.fill('x'.repeat(20_001))
  await expect(hint).toHaveText('Too long: 20,001 of 20,000 characters. Shorten it to ask.')
  await question.press('Enter')
  await question.fill('\u200b')
  await question.press('Enter')
  await expect(hint).toHaveText('Enter asks in a new chat. Esc hides this window.')
  await small.keyboard.press('Escape')
  await expect.poll(isShown).toBe(false)

  await press()
  await expect.poll(isShown).toBe(true)
  await question.fill('What is a pier?')
  await question.press('Enter')
  await expect.poll(isShown).toBe(false)
  await expect(chat.lastAnswer.root).toContainText('Hello from the stand-in.')
  await expect(window.getByRole('article', { name: 'You' })).toHaveCount(1)
  await expect(window.getByRole('article', { name: 'You' })).toContainText('What is a pier?')
  expect(JSON.stringify(openai.paidRequests.at(-1)?.json)).not.toContain('An earlier chat')
  await settings.open()
  await settings.turnTo('Budget')
  await settings.dailyCap.fill('0.001')
  await settings.save.click()
  await expect(settings.root).toBeHidden()
  await press()
  await expect(hint).toHaveText('This would exceed your daily cap. Enter opens Easel.')
  await small.keyboard.press('Escape')
  await expect.poll(isShown).toBe(false)
  // It's a separate page that can't request anything about chats.
  const refused = await small.evaluate(() =>
    (window as unknown as { easel: { request(name: string): Promise<{ ok: boolean }> } }).easel.request(
      'settings.read',
    ),
  )
  expect(refused.ok).toBe(false)

  // The app ends with its main window, even if the quick-ask window still exists.
  const ended = app.hasEnded()
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((one) => !one.webContents.getURL().includes('quick-ask'))
      ?.close(),
  )
  await ended
})
