import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures'
import { askedIn, writeLongChats } from '../long-chats'
import { readPixel, readPixels } from '../read-pixels'

/** Returns the highlighted texts on screen, in reading order, with the current one in brackets. */
function readMarks(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const current = [...(CSS.highlights.get('find-current') ?? [])].map(String)
    const all = [...(CSS.highlights.get('find') ?? [])].map(String)
    return [...all, `[${current.join()}]`]
  })
}

/** Returns the share of pixels of a highlight's first match that don't have the color of the space before it. */
async function readMarkedShare(page: Page, name: 'find' | 'find-current'): Promise<number> {
  const { x, y, width, height } = await page.evaluate(
    (highlight) => ([...CSS.highlights.get(highlight)!][0] as Range).getBoundingClientRect().toJSON() as DOMRect,
    name,
  )
  const space = 3
  const image = await readPixels(await page.screenshot({ clip: { x: x - space, y, width: width + space, height } }))
  const before = readPixel(image, 0, 0)
  const count = image.width * image.height
  const marked = Array.from({ length: count }, (_, at) => readPixel(image, at, 0).join() !== before.join())
  return marked.filter(Boolean).length / count
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
  // Nothing below the upper edge of the view has it, so it begins at the first of all.
  await expect(bar.getByRole('status')).toHaveText('1/3')
  await expect.poll(() => readMarks(app.window)).toEqual(['Harbor', 'harbor', 'harbor', '[Harbor]'])
  await expect(app.chat.questions.filter({ hasText: 'Harbor' })).toBeInViewport()
  await expect.poll(() => readMarkedShare(app.window, 'find-current')).toBeGreaterThan(0.7)

  await app.window.keyboard.press('Enter')
  await expect(bar.getByRole('status')).toHaveText('2/3')
  await expect.poll(() => readMarkedShare(app.window, 'find')).toBeGreaterThan(0.7)
  await app.window.keyboard.press('Shift+Enter')
  await expect(bar.getByRole('status')).toHaveText('1/3')

  await app.window.keyboard.press('Shift+Enter')
  await expect(bar.getByRole('status')).toHaveText('3/3')
  await app.window.keyboard.press('Enter')
  await expect(bar.getByRole('status')).toHaveText('1/3')
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

test.describe('in a long chat', () => {
  test.beforeEach(async ({ profile }) => void (await writeLongChats(profile, { text: 40 })))

  test('a search begins at what is read, goes on from its match while the word changes, and from the view once that has moved', async ({
    app,
  }) => {
    await app.chat.open('A long talk')
    await expect(app.chat.questions.last()).toHaveText(askedIn(40))
    const scroller = app.window.locator('main [data-container]')
    await scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }))
    await expect.poll(() => readFirst(app.chat.questions)).toBeGreaterThan(5)
    await expect.poll(() => readFirst(app.chat.questions)).toBeLessThan(36)
    await app.window.keyboard.press('ControlOrMeta+F')
    const bar = app.window.getByRole('search')
    const place = bar.getByRole('status')
    await expect(bar.getByRole('searchbox')).toBeFocused()
    const first = await readFirst(app.chat.questions)
    await app.window.keyboard.type('quest')
    await expect(place).toHaveText(`${first}/40`)
    await app.window.keyboard.type('ion')
    await expect(place).toHaveText(`${first}/40`)
    await app.window.keyboard.press('Enter')
    await expect(place).toHaveText(`${first + 1}/40`)
    await app.window.keyboard.press('Shift+Enter')
    await app.window.keyboard.press('Shift+Enter')
    await expect(place).toHaveText(`${first - 1}/40`)
    await app.window.keyboard.type('x')
    await expect(place).toHaveText('No matches')
    await app.window.keyboard.press('Backspace')
    await expect(place).toHaveText(`${first - 1}/40`)

    await scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
    await expect.poll(() => readFirst(app.chat.questions)).toBeGreaterThan(36)
    const last = await readFirst(app.chat.questions)
    await bar.getByRole('searchbox').fill('quest')
    await expect(place).toHaveText(`${last}/40`)
  })
})

/** The number of the first question whose words are below the upper edge of the view; 0 where there's none. */
function readFirst(questions: Locator): Promise<number> {
  return questions.evaluateAll((articles) => {
    const edge = articles[0]?.closest('main [data-container]')?.getBoundingClientRect().top ?? 0
    const texts = articles.flatMap((article) => [...article.querySelectorAll('[data-selectable]')])
    const first = texts.find((text) => text.getBoundingClientRect().top >= edge)
    return Number(/Question (\d+)/.exec(first?.textContent ?? '')?.[1] ?? 0)
  })
}

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
