import { readFile } from 'node:fs/promises'
import { answerSaveDialog, suggestedName } from '../dialogs'
import { expect, test } from '../fixtures'

/** With this length, one image costs 19,195 micro-dollars: 5 tokens in, 439 and two previews of 100 out. */
const PROMPT = 'a lighthouse at dusk'

test(
  'at a cap nothing is sent, and raising it lets the same request through',
  { tag: '@core' },
  async ({ app, openai }) => {
    await app.settings.limit({ daily: '0.02' })
    const first = await app.chat.generate(PROMPT)
    await expect(first.cost).toHaveText('$0.019')

    const { composer } = app.chat
    await composer.submit(PROMPT)
    await expect(composer.refusal).toContainText('<$0.001 of your $0.020 daily cap is left.')
    await expect(composer.refusal).toContainText('This can cost up to $0.019.')
    await expect(composer.message).toHaveValue(PROMPT)
    await expect(app.chat.questions).toHaveCount(1)
    expect(openai.paidRequests).toHaveLength(1)

    await composer.refusal.getByRole('button', { name: 'Raise the cap…' }).click()
    await expect(app.settings.dailyCap).toBeFocused()
    await app.settings.dailyCap.fill('0.03839')
    await app.settings.save.click()
    await expect(composer.refusal).toHaveCount(0)
    await expect(composer.message).toHaveValue(PROMPT)
    await composer.send.click()
    await expect(app.chat.answers).toHaveCount(2)
    await app.chat.lastAnswer.becomes('done')
    expect(openai.paidRequests).toHaveLength(2)
  },
)

test(
  'at a cap the amount is not even asked about, and neither Retry nor Send changes the history',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { composer } = app.chat
    const first = await app.chat.generate(PROMPT)
    await app.settings.limit({ daily: '0.02', askAbove: '0.01' })
    await composer.submit(PROMPT)
    await expect(composer.refusal).toBeVisible()
    await expect(app.spending.question).toHaveCount(0)
    await composer.refusal.getByRole('button', { name: 'Dismiss' }).click()
    await expect(composer.refusal).toHaveCount(0)

    await first.regenerate.click()
    await expect(composer.refusal).toBeVisible()
    await expect(app.chat.answers).toHaveCount(1)
    await expect(app.chat.lastAnswer.image(PROMPT)).toBeVisible()
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test('the banner is quiet at four fifths of a cap and clear at the cap, also after a restart', async ({ app }) => {
  const { spending } = app
  await app.settings.limit({ monthly: '0.02' })
  await expect(spending.banner).toBeHidden()
  await app.chat.generate(PROMPT)
  await expect(spending.banner).toContainText('$0.019 of your $0.020 monthly cap is used.')
  await expect(spending.raiseCap).toBeVisible()
  await spending.dismissBanner.click()
  await expect(spending.banner).toBeHidden()

  await app.restart()
  await expect(app.spending.total).toHaveText('$0.019 today')
  await expect(app.spending.banner).toBeHidden()
  await app.settings.limit({ monthly: '0.019195' })
  await expect(app.spending.banner).toContainText('You’ve reached your $0.019 monthly cap.')
  await app.spending.raiseCap.click()
  await expect(app.settings.monthlyCap).toBeFocused()
})

test('Details take the cost apart, each amount as elsewhere, and know the sum to the micro-dollar', async ({ app }) => {
  const answer = await app.chat.generate(PROMPT)
  const details = await answer.openDetails()
  const rows = app.window.getByRole('table', { name: 'Cost', exact: true }).getByRole('row')
  await expect(rows).toHaveText([
    /Part/,
    'Input text5 tokens<$0.001',
    'Output images439 tokens$0.013',
    'Previews200 tokens$0.006',
    'Total$0.019',
  ])
  await expect(app.window.getByText('Computed from usage.', { exact: true })).toBeVisible()
  await details.getByText('Technical').click()
  await expect(details.getByText('Exact cost')).toBeVisible()
  await expect(details.getByText('$0.019195')).toBeVisible()
})

test('a notice makes room for a panel that opens where it is', async ({ app }) => {
  await app.chat.generate(PROMPT)
  await app.settings.limit({ daily: '5' })
  const notice = app.window.getByRole('status').filter({ hasText: 'Settings saved' })
  await expect(notice).toBeVisible()
  // It stays while the pointer is over it.
  await notice.dispatchEvent('pointerover')
  await app.spending.total.click()
  await expect(app.spending.panel).toBeVisible()
  await expect
    .poll(async () => {
      const [one, other] = [await notice.boundingBox(), await app.spending.panel.boundingBox()]
      return (
        one && other && one.y + one.height > other.y && other.y + other.height > one.y && one.x + one.width > other.x
      )
    })
    .toBe(false)
})

test(
  'a dearer request than allowed waits for a yes, with the amount, by keyboard alone',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { composer } = app.chat
    await app.settings.limit({ askAbove: '0.01' })
    await composer.message.fill(PROMPT)
    await composer.message.press('Enter')
    await expect(app.spending.question).toContainText(
      'This can cost up to $0.019. That’s above your $0.010 confirmation amount.',
    )
    await expect(app.spending.send).toHaveText('Send for about $0.019')
    await app.window.keyboard.press('Escape')
    await expect(app.spending.question).toBeHidden()
    await expect(composer.message).toBeFocused()
    await expect(composer.message).toHaveValue(PROMPT)
    expect(openai.paidRequests).toHaveLength(0)

    await composer.message.press('Enter')
    await expect(app.spending.send).toBeFocused()
    await app.window.keyboard.press('Enter')
    await expect(app.chat.answers).toHaveCount(1)
    await app.chat.lastAnswer.becomes('done')
    await expect(composer.message).toHaveValue('')

    await app.chat.lastAnswer.regenerate.click()
    await app.spending.cancel.click()
    expect(openai.paidRequests).toHaveLength(1)
    await app.chat.lastAnswer.regenerate.click()
    await app.spending.send.click()
    await expect(app.chat.lastAnswer.root).toContainText('2/2')
    await app.chat.lastAnswer.becomes('done')
    expect(openai.paidRequests).toHaveLength(2)
  },
)

test('the total above says what today cost, and what is unknown in words', async ({ app, openai }) => {
  const { total, panel } = app.spending
  await expect(total).toBeHidden()
  await app.chat.generate(PROMPT)
  await expect(total).toHaveText('$0.019 today')

  openai.next.image({ usage: null })
  await app.chat.generate(PROMPT)
  await expect(total).toHaveText('$0.019 today')

  await app.chat.sidebar.newChat.click()
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
  await (await app.chat.ask('Why is the sky blue?')).becomes('done')
  await total.click()
  await expect(panel).toContainText('Today$0.019 + up to $0.019')
  await expect(panel).toContainText('1 answer without a reported cost: up to $0.019')
  await expect(panel.getByRole('definition').first()).toHaveText('<$0.001')
})

test('everything spent is exported as CSV, where the user wants it', async ({ app, openai, profile }) => {
  const id = await (await app.chat.generate(PROMPT)).id()
  openai.next.image({ usage: null })
  await app.chat.generate(PROMPT)
  const path = profile.beside('spending.csv')
  await answerSaveDialog(app, path)
  await app.settings.open()
  await app.settings.root.getByRole('button', { name: 'Export all spending as CSV…', exact: true }).click()
  // The notice about it disappears after a few seconds; the file stays.
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toMatch(/\r\n$/)

  expect(await suggestedName(app)).toMatch(/^easel-usage-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.csv$/)
  const [header, first, second] = (await readFile(path, 'utf8')).split('\r\n')
  expect(header).toMatch(/^time,kind,model,/)
  expect(first).toContain(`,done,1,charged,0.019195,,5,0,639,0,${id},`)
  expect(second).toContain(',done,1,unknown,,0.019195,,,,,')
})

test('the banner comes and goes without moving what is being read', async ({ app }) => {
  for (let count = 0; count < 3; count += 1) await app.chat.generate(PROMPT)
  await app.chat.conversation.hover()
  await app.window.mouse.wheel(0, -500)
  const first = app.chat.answers.nth(1)
  const readTop = () => first.evaluate((element) => element.getBoundingClientRect().top)
  await expect(app.window.getByRole('button', { name: 'Jump to latest' })).toBeVisible()
  const before = await readTop()
  await app.settings.limit({ daily: '0.06' })
  await expect(app.spending.banner).toBeVisible()
  expect(await readTop()).toBe(before)
  await app.spending.dismissBanner.click()
  await expect(app.spending.banner).toBeHidden()
  expect(await readTop()).toBe(before)

  // Crossing four fifths again is worth another warning.
  await app.settings.limit({ daily: '1' })
  await app.settings.limit({ daily: '0.06' })
  await expect(app.spending.banner).toBeVisible()
})

test(
  'a text is estimated and counted by list prices, and by the prices that the user has entered',
  { tag: '@core' },
  async ({ app }) => {
    await app.chat.composer.chooseModel('GPT-6.1 Terra')
    // Up to 8,192 tokens at $5 per million.
    await expect(app.chat.composer.estimate).toHaveText('up to $0.041')
    const listed = await app.chat.ask('Why is the sky blue?')
    await listed.becomes('done')
    await expect(listed.cost).toHaveText('<$0.001')
    await expect(listed.cost).toHaveAttribute('data-source', 'computed')

    await app.settings.open()
    await app.settings.root.getByRole('spinbutton', { name: 'GPT-6.1 Terra: Input text', exact: true }).fill('1000')
    await expect(app.settings.save).toBeDisabled()
    await app.settings.root.getByRole('spinbutton', { name: 'GPT-6.1 Terra: Output text', exact: true }).fill('8000')
    await app.settings.save.click()
    await listed.regenerate.click()
    await expect(app.chat.lastAnswer.root).toContainText('2/2')
    await app.chat.lastAnswer.becomes('done')
    await expect(app.chat.lastAnswer.cost).toHaveText(/^\$0\.\d+$/)
    await expect(app.spending.total).toHaveText(/^\$0\.\d+ today$/)
  },
)

test('a request that a cap refuses is not asked about first', async ({ app, openai }) => {
  await app.settings.limit({ daily: '0.01', askAbove: '0.005' })
  await app.chat.composer.submit(PROMPT)
  await expect(app.window.getByText(/of your \$0\.010 daily cap is left/)).toBeVisible()
  await expect(app.spending.question).toBeHidden()
  expect(openai.paidRequests).toEqual([])
})
