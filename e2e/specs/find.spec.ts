import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures'

/** Returns the highlighted texts on screen, in reading order, with the current one in brackets. */
function readMarks(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const current = [...(CSS.highlights.get('find-current') ?? [])].map(String)
    const all = [...(CSS.highlights.get('find') ?? [])].map(String)
    return [...all, `[${current.join()}]`]
  })
}

test('words are found in the whole chat, also in messages that are not laid out yet', async ({ app, openai }) => {
  test.slow()
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
  openai.next.text(['The **har**bor lies still. A *harbor* again.\n\n- har\n- bor\n'])
  await (await app.chat.ask('Tell me of the Harbor')).becomes('done')
  for (let index = 0; index < 9; index += 1) {
    openai.next.text([`${'Sand and sea. '.repeat(60)}`])
    await (await app.chat.ask(`question ${index}`)).becomes('done')
  }
  await app.reload()
  await app.chat.open('Harbor')
  await expect(app.chat.questions.last()).toHaveText('question 8')
  await expect(app.chat.questions.filter({ hasText: 'Harbor' })).toHaveCount(0)

  await app.window.keyboard.press('ControlOrMeta+F')
  const bar = app.window.getByRole('search')
  await expect(bar.getByRole('searchbox', { name: 'Find in chat' })).toBeFocused()
  await app.window.keyboard.type('harbor')
  await expect(bar.getByRole('status')).toHaveText('3/3')
  await expect.poll(() => readMarks(app.window)).toEqual(['Harbor', 'harbor', 'harbor', '[harbor]'])

  await app.window.keyboard.press('Enter')
  await expect(bar.getByRole('status')).toHaveText('1/3')
  await expect(app.chat.questions.filter({ hasText: 'Harbor' })).toBeInViewport()
  await app.window.keyboard.press('F3')
  await expect(bar.getByRole('status')).toHaveText('2/3')
  await app.window.keyboard.press('Shift+F3')
  await app.window.keyboard.press('Shift+Enter')
  await expect(bar.getByRole('status')).toHaveText('3/3')
  await bar.getByRole('button', { name: 'Next match' }).click()
  await expect(bar.getByRole('status')).toHaveText('1/3')

  await bar.getByRole('searchbox').fill('nowhere')
  await expect(bar.getByRole('status')).toHaveText('No matches')
  await expect(bar.getByRole('button', { name: 'Next match' })).toBeDisabled()
  await expect.poll(() => readMarks(app.window)).toEqual(['[]'])

  await bar.getByRole('searchbox').press('Escape')
  await expect(bar).toHaveCount(0)
  await expect(app.chat.composer.message).toBeFocused()
})

test('what is typed right behind the keys of Find goes into the search, and not into the message', async ({ app }) => {
  await app.chat.generate('a heron in the reeds')
  // The code is fetched when the page is idle.
  await app.window.waitForFunction(() => document.querySelector('link[href*="FindBar"]'))
  await app.window.evaluate(() => new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve))))
  await app.window.keyboard.press('ControlOrMeta+F')
  await app.window.keyboard.type('heron')
  await expect(app.window.getByRole('searchbox', { name: 'Find in chat' })).toHaveValue('heron')
  await expect(app.chat.composer.message).toHaveValue('')
})

test('the bar covers nothing that cannot be scrolled to, and where one is reading nothing moves', async ({ app }) => {
  await app.chat.generate('a heron in the reeds at dawn, ink on rice paper, mist over the water')
  await app.resize(480, 800)
  await app.window.keyboard.press('ControlOrMeta+F')
  const bar = app.window.getByRole('searchbox', { name: 'Find in chat' })
  await expect(bar).toBeFocused()
  await expect
    .poll(async () => (await readBox(app.chat.questions.first())).top)
    .toBeGreaterThan((await readBox(bar)).bottom)
  await app.window.keyboard.press('Escape')
  await expect(bar).toBeHidden()

  await app.resize(480, 500)
  const scroller = app.window.locator('main [data-container]')
  await scroller.evaluate((element) => element.scrollTo({ top: 100 }))
  const before = await readBox(app.chat.questions.first())
  await app.window.keyboard.press('ControlOrMeta+F')
  await expect(bar).toBeFocused()
  expect((await readBox(app.chat.questions.first())).top).toBeCloseTo(before.top, 0)
  await app.window.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  expect((await readBox(app.chat.questions.first())).top).toBeCloseTo(before.top, 0)
})

function readBox(element: Locator): Promise<{ readonly top: number; readonly bottom: number }> {
  return element.evaluate((found) => {
    const { top, bottom } = found.getBoundingClientRect()
    return { top, bottom }
  })
}
