import { expect, test } from '../fixtures'
import { aSpending, enterSpendings } from '../ledger'

const PAID = 'a lighthouse at dusk'
const FREE = 'a paper boat on a puddle'
const LOST = 'a harbour in fog'
const ASKED = 'How do lighthouses work?'

test('the page tells what was spent on what, and what is unknown', async ({ app, openai }) => {
  const { usage, chat } = app
  await chat.composer.chooseModel('GPT Image 2.5 Flare')
  await chat.generate(PAID)
  openai.next.resetsConnection()
  await (await chat.ask(LOST)).failsWithCharge('unknown')
  await chat.composer.chooseModel('Demo Image')
  await chat.generate(FREE)
  await chat.composer.chooseModel('GPT-6.1 Terra')
  openai.next.text(['With a lamp and a lens.'])
  await (await chat.ask(ASKED)).becomes('done')

  await usage.open.click()
  await expect(usage.figure('Spent')).toHaveText('$0.019')
  await expect(usage.figure('Today')).toHaveText('$0.019')
  // The period is this month, so its figure appears only once.
  await expect(usage.figure('This month')).toHaveCount(0)
  await expect(usage.figure('Images')).toHaveText('2')
  await expect(usage.figure('Text answers')).toHaveText('1')
  await expect(usage.root).toContainText('Not included: up to $0.019 for 1 answer that may have been billed.')
  await expect(usage.chart).toHaveAttribute('aria-valuetext', /: \$0\.019$/)
  await expect(usage.model('GPT Image 2.5 Flare')).toHaveText('GPT Image 2.5 Flare1 image100%$0.019')
  await expect(usage.model('Demo Image')).toHaveText('Demo Image1 imageFree')
  await expect(usage.model('GPT-6.1 Terra')).toHaveText('GPT-6.1 Terra1 text answer0%<$0.001')

  await expect(usage.rows).toHaveCount(4)
  await expect(usage.rows.first()).toContainText(ASKED)
  await expect(usage.run(ASKED)).toContainText('<$0.001')
  await expect(usage.run(FREE)).toContainText('Free')
  await expect(usage.run(LOST)).toContainText('≤ $0.019')
  await expect(usage.run(PAID)).toContainText('$0.019')
})

test('a run leads to its answer, also to an older version in another chat, by keyboard alone', async ({ app }) => {
  const { usage, chat } = app
  const old = await chat.generate(PAID)
  const id = await old.id()
  await old.root.hover()
  await old.root.getByRole('button', { name: /^Regenerate/ }).click()
  await expect(chat.conversation.getByText('2/2')).toBeVisible()
  await chat.lastAnswer.becomes('done')
  await chat.sidebar.newChat.click()

  await app.window.keyboard.press('Control+u')
  await expect(usage.rows).toHaveCount(2)
  await usage.modelFilter.focus()
  await app.window.keyboard.press('Tab')
  await app.window.keyboard.press('ArrowDown')
  await expect(usage.runs.getByRole('button').last()).toBeFocused()
  await app.window.keyboard.press('Enter')

  await expect(usage.root).toBeHidden()
  await expect(chat.answer(id).root).toBeFocused()
  await expect(chat.answer(id).root).toBeInViewport()
  await expect(chat.conversation.getByText('1/2')).toBeVisible()
})

test('an answer far up a long chat is gone to', async ({ app }) => {
  const { chat } = app
  await chat.composer.chooseModel('GPT-6.1 Terra')
  const first = await chat.ask(ASKED)
  await first.becomes('done')
  const id = await first.id()
  for (let number = 1; number <= 10; number += 1) await (await chat.ask(`And then? ${number}`)).becomes('done')
  // A chat that is opened again starts at its end.
  await app.restart()
  await app.chat.sidebar.chat().click()
  await expect(app.chat.answers.last()).toBeInViewport()
  await expect(app.chat.answer(id).root).not.toBeInViewport()

  await app.usage.open.click()
  await app.usage.run(ASKED).click()
  await expect(app.chat.answer(id).root).toBeFocused()
  await expect(app.chat.answer(id).root).toBeInViewport()
  await expect(app.chat.questions.first()).toBeInViewport()
})

test('the price of an answer stays when its chat is deleted', async ({ app }) => {
  const { usage, chat } = app
  await chat.generate(PAID)
  await chat.sidebar.delete(PAID)
  await usage.open.click()
  await expect(usage.rows).toHaveText(/Not in your chats anymore.*\$0\.019$/)
  await expect(usage.figure('Spent')).toHaveText('$0.019')
})

test('Escape goes back to where one was, and an empty month says so', async ({ app }) => {
  const { usage } = app
  await usage.open.click()
  await expect(usage.root).toContainText(/Nothing in /)
  await expect(usage.figure('Spent')).toHaveCount(0)
  await usage.root.getByRole('button', { name: 'Back to your chat' }).click()
  await expect(usage.root).toBeHidden()
  await usage.open.click()
  await app.window.keyboard.press('Escape')
  await expect(usage.root).toBeHidden()
  await expect(usage.open).toBeFocused()
})

test('the total in the bar leads to the page, and the page back to it', { tag: '@core' }, async ({ app }) => {
  const { usage, spending } = app
  await app.chat.generate(PAID)
  await spending.total.click()
  await spending.panel.getByRole('button', { name: 'Usage…' }).click()
  await expect(usage.figure('Today')).toHaveText('$0.019')
  await expect(spending.panel).toBeHidden()
  await app.window.keyboard.press('Escape')
  await expect(spending.total).toBeFocused()
})

test('other periods, single models and single days are chosen by keyboard', async ({ launch, profile }) => {
  const lastMonth = daysOfLastMonth()
  await enterSpendings(profile, [
    aSpending({ at: lastMonth[0], cost: 1_250_000 }),
    aSpending({ at: lastMonth[0], cost: 250_000, model: 'openai:gpt-image-2' }),
    aSpending({ at: lastMonth[1], cost: 500_000, model: 'openai:gpt-image-2' }),
    aSpending({ at: lastMonth[1], model: 'openai:gone-by-now', outcome: 'failed', charge: 'none' }),
  ])
  const { usage, window } = await launch()
  await usage.open.click()
  await expect(usage.root).toContainText(/Nothing in /)
  await usage.period.focus()
  await window.keyboard.press('ArrowDown')
  await expect(usage.figure('Spent')).toHaveText('$2.00')
  await expect(usage.figure('This month')).toHaveText('$0')
  await expect(usage.rows).toHaveCount(4)
  await expect(usage.model('gone-by-now')).toContainText('$0')

  await usage.chart.focus()
  await window.keyboard.press('Home')
  await expect(usage.chart).toHaveAttribute('aria-valuetext', / \p{L}+ 1: \$1\.50$/u)
  await window.keyboard.press('ArrowRight')
  await expect(usage.chart).toHaveAttribute('aria-valuetext', / \p{L}+ 2: \$0\.500$/u)

  await usage.modelButton('GPT Image 2').press('Enter')
  await expect(usage.rows).toHaveCount(2)
  await expect(usage.modelFilter).toHaveValue('openai:gpt-image-2')
  await usage.modelButton('GPT Image 2').press('Enter')
  await expect(usage.rows).toHaveCount(4)
})

test('of ten thousand runs only those in view are there, down to the last', async ({ launch, profile }) => {
  const [first, second] = daysOfLastMonth()
  const many = Array.from({ length: 9_999 }, () => aSpending({ at: second, cost: 10_000 }))
  await enterSpendings(profile, [aSpending({ at: first, cost: 12_345 }), ...many])
  const { usage } = await launch()
  await usage.open.click()
  await usage.period.selectOption('Last month')
  await expect(usage.figure('Spent')).toHaveText('$100.00')
  await expect(usage.runs).toBeAttached()
  await expect.poll(() => usage.rows.count()).toBeLessThan(60)
  await usage.runs.evaluate((list) => list.scrollIntoView({ block: 'end' }))
  await expect(usage.rows.last()).toContainText('$0.012')
  await expect(usage.rows.last()).toHaveAttribute('aria-posinset', '10000')
  await expect.poll(() => usage.rows.count()).toBeLessThan(60)
})

/** Noon of the first two days, so that no clock change moves it to another day. */
function daysOfLastMonth(): readonly [number, number] {
  const now = new Date()
  const findNoon = (day: number): number => new Date(now.getFullYear(), now.getMonth() - 1, day, 12).getTime()
  return [findNoon(1), findNoon(2)]
}
