/** Long chats: the page keeps few elements, and nothing moves unless the user scrolls. */
import type { Locator, Page } from '@playwright/test'
import type { EaselApp } from '../app'
import { expect, test } from '../fixtures'
import { askedIn, writeLongChats } from '../long-chats'

const EXCHANGES = 150
/** About the page's own frame plus two screens above and below, and never the whole chat. */
const MOST_ELEMENTS = 3_000

test.describe('a chat of 300 messages', () => {
  test.beforeEach(async ({ profile }) => void (await writeLongChats(profile, { text: EXCHANGES, images: 4 })))

  test('scrolled through with the wheel, it has few elements, moves only by the wheel and is never empty', async ({
    app,
  }) => {
    test.slow()
    await app.chat.open('A long talk')
    const seen = await followWheel(app, -600, () => isAtTop(app))
    expect(seen.wrongWay).toBe(0)
    expect(seen.empty).toBe(0)
    expect(Math.abs(seen.travelled - seen.height) / seen.height).toBeLessThan(0.02)
    await expect.poll(() => countElements(app.window)).toBeLessThan(MOST_ELEMENTS)
    await expect(question(app, 1)).toBeInViewport()
    await expect(question(app, 1)).toHaveAttribute('aria-posinset', '1')
    await expect(question(app, 1)).toHaveAttribute('aria-setsize', String(2 * EXCHANGES))
    await expect(question(app, 75)).toHaveCount(0)
  })

  test('the keyboard goes to both ends, and "Jump to latest" to the last answer', async ({ app }) => {
    await app.chat.open('A long talk')
    await expect(question(app, EXCHANGES)).toBeVisible()
    await scroller(app).focus()
    await app.window.keyboard.press('Home')
    await expect(question(app, 1)).toBeInViewport()
    await app.window.keyboard.press('PageDown')
    await expect(question(app, 1)).not.toBeInViewport()
    await app.window.keyboard.press('End')
    await expect(app.chat.lastAnswer.root.getByRole('button', { name: 'Copy answer' })).toBeInViewport()
    await app.window.keyboard.press('Home')
    await app.window.getByRole('button', { name: 'Jump to latest' }).click()
    await expect(app.chat.lastAnswer.root.getByRole('button', { name: 'Copy answer' })).toBeInViewport()
  })

  test('words are found in messages that are not in the page, and so is what a search leads to', async ({ app }) => {
    await app.chat.open('A long talk')
    await expect(question(app, EXCHANGES)).toBeVisible()
    await app.window.keyboard.press('ControlOrMeta+F')
    const bar = app.window.getByRole('search')
    await expect(bar.getByRole('searchbox')).toBeFocused()
    await bar.getByRole('searchbox').fill('Question 1:')
    await expect(bar.getByRole('status')).toHaveText('1/1')
    await expect(question(app, 1)).toBeInViewport()
    // 1, 10 to 19 and 100 to 150.
    await bar.getByRole('searchbox').fill('Question 1')
    await expect(bar.getByRole('status')).toHaveText('1/62')
    await expect(question(app, 1)).toBeInViewport()
    await app.window.keyboard.press('F3')
    await expect(question(app, 10)).toBeInViewport()
    await app.window.keyboard.press('Shift+F3')
    await app.window.keyboard.press('Shift+F3')
    await expect(bar.getByRole('status')).toHaveText('62/62')
    await expect(question(app, EXCHANGES)).toBeInViewport()
    await app.window.keyboard.press('Escape')

    await app.chat.sidebar.search.fill('hill 40?')
    await app.chat.sidebar.results.getByRole('link').filter({ hasText: 'hill 40' }).first().click()
    await expect(question(app, 40)).toBeInViewport()
    await expect(question(app, 40)).toBeFocused()
  })

  test('the place is kept over a reload, and while another chat is open', async ({ app }) => {
    await app.chat.open('A long talk')
    await goTo(app, 60)
    await app.window.mouse.wheel(0, 35)
    await expect.poll(() => app.profile.text('session.json')).toMatch(/"place":\{"messageId":"[^"]*0120"/)
    const top = await readTop(question(app, 60))
    await app.reload()
    await expect(question(app, 60)).toBeInViewport()
    await expect.poll(async () => Math.abs((await readTop(question(app, 60))) - top)).toBeLessThan(2)
    await app.chat.open('Many images')
    await expect(question(app, 60)).toHaveCount(0)
    await app.chat.open('A long talk')
    await expect(question(app, 60)).toBeInViewport()
    await expect.poll(async () => Math.abs((await readTop(question(app, 60))) - top)).toBeLessThan(2)
  })

  test('when the window gets narrower and wider, what is at the upper edge stays there', async ({ app }) => {
    await app.chat.open('A long talk')
    await goTo(app, 60)
    for (const width of [620, 1_100, 760]) {
      await app.resize(width, 700)
      await expect.poll(async () => Math.abs(await topInView(app, 60))).toBeLessThan(2)
    }
  })

  test('in the middle of a long answer, neither another width nor zooming the page moves what is read', async ({
    app,
  }) => {
    await app.chat.open('A long talk')
    await goTo(app, 60)
    const read = app.chat.answers.filter({ hasText: 'hill 60 lies' }).locator('p').first()
    await scroller(app).evaluate((element) => element.scrollBy({ top: 150 }))
    await expect(question(app, 60)).not.toBeInViewport()
    const readShare = (): Promise<number> =>
      read.evaluate((element) => {
        const { top, height } = element.getBoundingClientRect()
        return (element.closest('[data-container]')!.getBoundingClientRect().top - top) / height
      })
    const share = await readShare()
    expect(share).toBeGreaterThan(0.1)
    const expectHeld = (): Promise<void> =>
      expect.poll(async () => Math.abs((await readShare()) - share)).toBeLessThan(0.02)
    for (const width of [480, 1_300, 1_100]) {
      await app.resize(width, 700)
      await expectHeld()
    }
    for (const factor of [1.25, 1.5, 0.8, 1]) {
      await app.electron.evaluate(
        ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(wanted),
        factor,
      )
      await app.window.waitForFunction((width) => Math.abs(innerWidth - width) < 2, 1_100 / factor)
      await expectHeld()
    }
  })

  test('what has the focus stays in the page, wherever the view is', async ({ app }) => {
    await app.chat.open('A long talk')
    await goTo(app, 60)
    const copy = app.chat.answers.filter({ hasText: 'hill 60 lies' }).getByRole('button', { name: 'Copy answer' })
    await copy.focus()
    await scroller(app).evaluate((element) => element.scrollTo({ top: 0 }))
    await expect(question(app, 1)).toBeInViewport()
    await expect(question(app, 61)).toHaveCount(0)
    await expect(copy).toBeFocused()
    await app.window.keyboard.press('Tab')
    await expect(
      app.chat.answers.filter({ hasText: 'hill 60 lies' }).getByRole('button', { name: 'Details' }),
    ).toBeFocused()
    await expect(question(app, 60)).toBeAttached()
  })

  test('what is selected from one end to the other is copied whole', async ({ app }) => {
    await app.chat.open('A long talk')
    await goTo(app, 148)
    await expect(question(app, 148)).toBeVisible()
    await question(app, 148)
      .getByText(askedIn(148))
      .click({ position: { x: 1, y: 8 } })
    await scroller(app).focus()
    await app.window.keyboard.press('Home')
    await expect(question(app, 1)).toBeInViewport()
    await question(app, 1)
      .getByText(askedIn(1))
      .click({ position: { x: 1, y: 8 }, modifiers: ['Shift'] })
    await app.window.keyboard.press('ControlOrMeta+C')
    const copied = (): Promise<string> => app.electron.evaluate(({ clipboard }) => clipboard.readText())
    await expect.poll(copied).toContain(askedIn(1))
    const text = await copied()
    for (const number of [2, 40, 75, 147]) expect(text).toContain(askedIn(number))
    expect(text).not.toContain(askedIn(148))
    expect(text).toContain('const houses = 80')
  })

  test('"Select all" and a copy have the whole chat, and a selection made after it only what it covers', async ({
    app,
  }) => {
    await app.chat.open('A long talk')
    await goTo(app, 60)
    await question(app, 60).getByText(askedIn(60)).click()
    await app.window.keyboard.press('ControlOrMeta+A')
    await app.window.keyboard.press('ControlOrMeta+C')
    const copied = (): Promise<string> => app.electron.evaluate(({ clipboard }) => clipboard.readText())
    await expect.poll(copied).toContain(askedIn(60))
    const text = await copied()
    for (const number of [1, 2, 75, EXCHANGES]) expect(text).toContain(askedIn(number))

    await question(app, 60).getByText(askedIn(60)).click({ clickCount: 3 })
    await app.window.keyboard.press('ControlOrMeta+C')
    await expect.poll(async () => (await copied()).trim()).toBe(askedIn(60))
  })
})

test('images that turn out to have another shape move nothing that is in view', async ({ profile, launch }) => {
  await writeLongChats(profile, { images: 30, isShapeWrong: true })
  const app = await launch()
  await app.chat.open('Many images')
  // Each image is lower than its row says, which is only known once it has loaded.
  const seen = await followWheel(app, -300, () => isAtTop(app))
  expect(seen.wrongWay).toBe(0)
  expect(seen.empty).toBe(0)
  await expect(app.chat.questions.filter({ hasText: /^Image 1$/ })).toBeInViewport()
  await expect.poll(() => countElements(app.window)).toBeLessThan(MOST_ELEMENTS)
})

test('the lightbox returns to the image that it shows, however far that is from the first', async ({
  profile,
  launch,
}) => {
  await writeLongChats(profile, { images: 30 })
  const app = await launch()
  await app.chat.open('Many images')
  await app.chat.lastAnswer.image('Image 30').click()
  await expect(app.lightbox.position).toHaveText('30 of 30')
  for (let at = 29; at >= 4; at -= 1) {
    await app.window.keyboard.press('ArrowLeft')
    await expect(app.lightbox.position).toHaveText(`${at} of 30`)
  }
  await app.lightbox.close.click()
  const answer = app.chat.answers.filter({ has: app.window.getByRole('img', { name: 'Image 4', exact: true }) })
  await expect(answer.getByRole('img', { name: 'Image 4', exact: true })).toBeInViewport()
  await expect(answer.getByRole('button', { name: 'Enlarge' })).toBeFocused()
})

/** The question with this number, if it's in the page. */
function question(app: EaselApp, number: number): Locator {
  return app.chat.questions.filter({ hasText: askedIn(number) })
}

function scroller(app: EaselApp): Locator {
  return app.window.locator('main [data-container]')
}

/** Scrolls to a question by its number, so that its top edge is at the top of the view. */
async function goTo(app: EaselApp, number: number): Promise<void> {
  const share = (number - 1) / EXCHANGES
  await scroller(app).evaluate((element, part) => element.scrollTo({ top: part * element.scrollHeight }), share)
  await expect(async () => {
    const [shown] = await app.chat.questions.allTextContents()
    const first = Number(/Question (\d+)/.exec(shown ?? '')?.[1])
    if (await question(app, number).count()) return
    await scroller(app).evaluate((element, by) => element.scrollBy({ top: by }), 500 * (number - first))
    throw new Error('not there yet')
  }).toPass()
  await question(app, number).evaluate((element) => element.scrollIntoView({ block: 'start' }))
  await expect.poll(async () => Math.abs(await topInView(app, number))).toBeLessThan(1)
}

function readTop(element: Locator): Promise<number> {
  return element.evaluate((found) => found.getBoundingClientRect().top)
}

async function topInView(app: EaselApp, number: number): Promise<number> {
  return (await readTop(question(app, number))) - (await readTop(scroller(app)))
}

function isAtTop(app: EaselApp): Promise<boolean> {
  return scroller(app).evaluate((element) => element.scrollTop === 0)
}

function countElements(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('*').length)
}

interface Followed {
  /** How far the visible content moved, in pixels. */
  readonly travelled: number
  /** How much of that was against the wheel's direction. */
  readonly wrongWay: number
  /** Frames without any message in view. */
  readonly empty: number
  /** The scrollable height. */
  readonly height: number
}

/** Turns the wheel until `isDone`, and tracks the visible content from frame to frame. */
async function followWheel(app: EaselApp, by: number, isDone: () => Promise<boolean>): Promise<Followed> {
  const following = await scroller(app).evaluateHandle((box) => {
    const seen = { travelled: 0, wrongWay: 0, empty: 0, isWatching: true, height: 0 }
    const view = box.getBoundingClientRect()
    let followed: Element | undefined
    let top = 0
    const frame = (): void => {
      if (!seen.isWatching) return
      if (followed?.isConnected) {
        const moved = followed.getBoundingClientRect().top - top
        seen.travelled += Math.abs(moved)
        // Anything below a pixel is rounding.
        if (moved < -1) seen.wrongWay -= moved
      }
      followed = [...box.querySelectorAll('article')].find((article) => {
        const at = article.getBoundingClientRect()
        return at.bottom > view.top && at.top < view.bottom
      })
      if (!followed) seen.empty += 1
      top = followed?.getBoundingClientRect().top ?? 0
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    return { seen, box }
  })
  await scroller(app).hover()
  while (!(await isDone())) await app.window.mouse.wheel(0, by)
  return following.evaluate(({ seen, box }) => {
    seen.isWatching = false
    return { ...seen, height: box.scrollHeight - box.clientHeight }
  })
}
