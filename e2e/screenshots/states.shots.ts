/**
 * Walks the app through its states and saves a screenshot of each, in two sizes and both themes. Not a test: for visual
 * review.
 *
 *     npm run e2e -- --config e2e/screenshots/playwright.config.ts
 *
 * The screenshots go to `test-results/screenshots`, or to the folder in `EASEL_SCREENSHOTS`.
 */
import type { Spending } from '../../src/shared/spending'
import { expect, test } from '../fixtures'
import { AnswerCard } from '../pages/answer-card'
import { CommandPalette } from '../pages/command-palette'
import { aSpending, enterSpendings } from '../ledger'
import { noisyPng } from '../stand-ins/images'
import { photographer } from './photographer'

const looks = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 1400, height: 900 },
  { theme: 'light', width: 900, height: 600 },
  { theme: 'dark', width: 900, height: 600 },
] as const

const prompt = 'A lighthouse at dusk, gouache on rough paper, the sea almost still'
const longText = [
  '# How a lighthouse works\n\nA lamp alone is seen for a mile. **The lens** does the rest: it gathers light that would be lost and sends it out as one beam, as *Augustin Fresnel* found in 1822.\n\n',
  '## Parts\n\n1. The lamp\n2. The lens\n3. The clockwork that turns it\n\n- nested\n  - deeper\n\n> Every light has its own rhythm, so that sailors know which one they see.\n\n',
  '| Light | Height | Range |\n|---|---:|---:|\n| Eddystone | 49 m | 17 nmi |\n| Kõpu | 36 m | 26 nmi |\n\n',
  '```ts\nexport function visibleRange(height: number): number {\n  return 2.08 * Math.sqrt(height) // nautical miles\n}\n```\n\nInline `code`, a [link](https://example.com), and the end.\n',
]

for (const look of looks) {
  const name = `${look.theme}-${look.width}x${look.height}`

  test.describe(`without keys, ${name}`, () => {
    test.use({ keys: { openai: false, blob: false } })

    test('first run and demo', async ({ app }) => {
      const shoot = await photographer(app, look)
      await shoot('01-first-run')
      await app.chat.generate('A paper boat on a puddle')
      await shoot('02-demo-image')
      const demo = app.chat.lastAnswer
      await demo.image('A paper boat on a puddle').hover()
      await demo.paintMask.click()
      await app.maskEditor.isReady()
      await app.maskEditor.drag([0.42, 0.4], [0.58, 0.45])
      await shoot('05-mask-brush')
      await app.maskEditor.button('Rectangle').press('Enter')
      await shoot('06-mask-rectangle')
      await app.maskEditor.finish()
      await app.chat.composer.message.fill('A paper swan')
      await shoot('07-mask-attached')
      await app.chat.composer.send.click()
      await app.chat.lastAnswer.becomes('done')
      await shoot('08-mask-answer')
      await app.chat.composer.chooseModel('Demo Text')
      await (await app.chat.ask('What can Easel do?')).becomes('done')
      await shoot('03-demo-text')
      await app.settings.open()
      await shoot('04-settings-empty')
    })
  })

  test(`from empty to done, ${name}`, async ({ app, openai }) => {
    const shoot = await photographer(app, look)
    await shoot('10-empty')
    await app.chat.composer.model.click()
    await expect(app.window.getByRole('listbox')).toBeVisible()
    await shoot('11-model-list')
    await app.window.keyboard.press('Escape')
    await app.chat.composer.openImageOptions()
    await shoot('12-image-options')
    await app.window.keyboard.press('Escape')

    const stalled = openai.next.stallsAfterPreview(0, { images: [noisyPng({ width: 1024, height: 1024 })] })
    const answer = await app.chat.ask(prompt)
    await stalled.stalled
    await shoot('13-placeholder')
    stalled.continue()
    await answer.becomes('done')
    await shoot('14-done')
    await answer.more.click()
    await shoot('14-image-menu')
    await app.window.keyboard.press('Escape')
    await answer.openDetails()
    await shoot('14-details')
    await app.window.keyboard.press('Escape')
    await answer.image(prompt).click()
    await expect(app.lightbox.image).toBeVisible()
    await shoot('14-lightbox')
    await app.lightbox.togglePanel.click()
    await shoot('14-lightbox-panel')
    await app.lightbox.close.click()

    const second = openai.next.stallsAfterPreview(1)
    await app.chat.composer.submit('The same in winter, with snow on the rocks')
    await second.stalled
    await expect(app.chat.lastAnswer.preview).toBeVisible()
    await shoot('15-preview')
    await app.chat.lastAnswer.stop.click()
    await app.chat.lastAnswer.becomes('cancelled')
    await shoot('16-stopped')

    await app.chat.composer.setNumber('Images', 3)
    await (await app.chat.ask('Three studies of a fishing boat')).becomes('done')
    await shoot('17-several')
    await app.chat.composer.setNumber('Images', 10)
    await (await app.chat.ask('Ten studies of a fishing boat')).becomes('done')
    await shoot('17-ten')
    await app.chat.composer.setNumber('Images', 1)
    await app.chat.composer.chooseOption('Size', '1536x1024')
    await app.chat.generate('A wide view over the harbour')
    await shoot('18-wide')
    await app.chat.composer.chooseOption('Size', '1024x1536')
    await app.chat.generate('A tall tower in the mist')
    await shoot('18-tall')

    await app.chat.composer.message.fill(`${'A very long prompt that goes on and on. '.repeat(40)}\n${'x'.repeat(300)}`)
    await shoot('19-long-prompt-typed')
    await (
      await app.chat.ask(`${'A very long prompt that goes on and on. '.repeat(40)}${'x'.repeat(300)}`)
    ).becomes('done')
    await shoot('20-long-prompt-sent')
    await app.chat.composer.message.fill('y'.repeat(32_001))
    await shoot('21-prompt-too-long')
    await app.chat.composer.message.fill('')
    await app.settings.open()
    await shoot('22-settings')
  })

  test(`questions, search and commands, ${name}`, async ({ app }) => {
    const shoot = await photographer(app, look)
    await app.chat.generate(prompt)
    await app.chat.lastQuestion.beginEdit()
    await shoot('25-question-edited')
    await app.chat.lastQuestion.box.fill('The same lighthouse at dawn')
    await app.window.keyboard.press('Enter')
    await app.chat.lastAnswer.becomes('done')
    await shoot('26-question-versions')
    await app.chat.sidebar.search.fill('lighthouse')
    await expect(app.chat.sidebar.results.getByRole('link').first()).toBeVisible()
    await shoot('27-search-results')
    await app.chat.sidebar.search.fill('')
    const palette = new CommandPalette(app.window)
    await palette.open()
    await shoot('28-commands')
    await palette.box.fill('set')
    await shoot('29-commands-found')
  })

  test(`failures, ${name}`, async ({ app, openai, blob }) => {
    const shoot = await photographer(app, look)
    openai.next.fails({ status: 401, code: 'invalid_api_key', message: 'Incorrect API key provided.' })
    await (await app.chat.ask(prompt)).becomes('failed')
    await shoot('30-key-rejected')
    openai.next.fails({
      status: 429,
      code: 'rate_limit_exceeded',
      message: 'Rate limit reached for gpt-image in organization org-1.',
      headers: { 'retry-after': '40' },
    })
    await (await app.chat.ask(prompt)).becomes('failed')
    await shoot('31-rate-limited')
    openai.next.fails({ status: 429, code: 'insufficient_quota', message: 'You exceeded your current quota.' })
    await (await app.chat.ask(prompt)).becomes('failed')
    await shoot('32-no-credit')
    openai.next.fails({
      status: 400,
      code: 'moderation_blocked',
      message: 'Your request was rejected by the safety system.',
      more: { moderation_details: { moderation_stage: 'input', categories: ['violence'] } },
    })
    await (await app.chat.ask(prompt)).becomes('failed')
    await shoot('33-refused')
    openai.next.fails({ status: 500, message: 'The server had an error while processing your request.' })
    const down = await app.chat.ask(prompt)
    await down.becomes('failed')
    await down.root.getByRole('button', { name: 'Details' }).click()
    await shoot('34-server-error-details')
    openai.next.answersNotAnImage()
    await (await app.chat.ask(prompt)).becomes('failed')
    await shoot('35-damaged')
    const broken = openai.next.stallsAfterPreview(2)
    const salvaged = await app.chat.ask(prompt)
    await broken.stalled
    await expect(salvaged.preview).toBeVisible()
    broken.breakOff()
    await salvaged.becomes('failed')
    await shoot('36-broken-off-with-preview')
    blob.always.isDown()
    const kept = await app.chat.generate(prompt)
    await kept.uploadBecomes('failed')
    await shoot('37-upload-failed')
    await salvaged.retry.click()
    await app.chat.lastAnswer.becomes('done')
    await expect(app.chat.conversation.getByText('2/2')).toBeVisible()
    await app.chat.lastAnswer.image(prompt).evaluate((image: HTMLImageElement) => image.decode())
    await shoot('38-versions')
  })

  test(`text and many chats, ${name}`, async ({ app, openai }) => {
    const shoot = await photographer(app, look)
    await app.chat.composer.chooseModel('GPT-6.1 Terra')
    const stalled = openai.next.textThatStalls(longText.slice(0, 2), longText.slice(2))
    const answer = await app.chat.ask('How do lighthouses work?')
    await stalled.stalled
    await expect(answer.root.getByRole('listitem').first()).toBeVisible()
    await shoot('40-text-streaming')
    stalled.continue()
    await answer.becomes('done')
    await shoot('41-text-done')
    for (const title of ['Logo ideas for a bakery', 'Storyboard', 'Kacheln für das Bad', '猫の絵', 'x'.repeat(120)]) {
      await app.chat.sidebar.newChat.click()
      await (await app.chat.ask(title)).becomes('done')
    }
    await shoot('42-many-chats')
    await app.chat.sidebar.newChat.click()
    await shoot('43-new-chat')
  })

  test(`money, ${name}`, async ({ app, openai }) => {
    const shoot = await photographer(app, look)
    await app.settings.limit({ daily: '0.045', askAbove: '0.03' })
    await app.useTheme(look.theme)
    await app.chat.generate(prompt)
    openai.next.image({ usage: null })
    await app.chat.generate(prompt)
    await expect(app.spending.banner).toBeVisible()
    await shoot('50-cap-near')
    await app.spending.total.click()
    await expect(app.spending.panel).toBeVisible()
    await shoot('51-spending')
    await app.window.keyboard.press('Escape')
    await new AnswerCard(app.chat.answers.first()).openDetails()
    await shoot('52-cost-details')
    await app.window.keyboard.press('Escape')
    await app.chat.composer.submit(prompt)
    await expect(app.chat.composer.refusal).toBeVisible()
    await shoot('53-held-back')
    await app.settings.limit({ daily: '0.03' })
    await app.useTheme(look.theme)
    await expect(app.spending.raiseCap).toBeVisible()
    await shoot('54-cap-reached')
    // If a cap blocks the request, the confirmation doesn't appear.
    await app.settings.limit({ daily: '5' })
    await app.useTheme(look.theme)
    await app.chat.composer.setNumber('Images', 4)
    await app.chat.composer.submit(prompt)
    await expect(app.spending.question).toBeVisible()
    await shoot('55-ask-first')
    await app.window.keyboard.press('Escape')
    await app.settings.limit({ daily: '0.03' })
    await app.useTheme(look.theme)
    // By keyboard: the pointer is still where Save was, over the price, whose tooltip covers the button.
    await app.spending.raiseCap.press('Enter')
    await shoot('56-settings-budget')
  })
}

const narrow = { theme: 'light', width: 480, height: 800 } as const

for (const look of [...looks, narrow]) {
  test(`usage, ${look.theme}-${look.width}x${look.height}`, async ({ launch, profile }) => {
    await enterSpendings(profile, someSpendings())
    const app = await launch()
    const { usage } = app
    await app.settings.limit({ daily: '1.5', monthly: '40' })
    await app.chat.generate(prompt)
    const shoot = await photographer(app, look)
    await app.window.keyboard.press('Control+u')
    await expect(usage.rows.first()).toBeVisible()
    await shoot('60-usage')
    await usage.period.selectOption('Last 90 days')
    await expect(usage.root.getByRole('heading', { level: 2 })).toContainText('–')
    await usage.chart.press('Home')
    await shoot('61-usage-day')
    await usage.modelButton('GPT Image 2.6 Sunburst').click()
    await shoot('62-usage-model')
    await usage.modelFilter.selectOption('All models')
    await usage.modelFilter.evaluate((filter) => filter.scrollIntoView({ block: 'start' }))
    await shoot('63-usage-runs')
    await usage.period.selectOption('Last 12 months')
    await shoot('64-usage-months')
    await app.window.keyboard.press('Escape')
  })

  test(`usage of nothing, ${look.theme}-${look.width}x${look.height}`, async ({ app }) => {
    const shoot = await photographer(app, look)
    await app.window.keyboard.press('Control+u')
    await expect(app.usage.root.getByRole('heading', { level: 2 })).toBeVisible()
    await shoot('65-usage-empty')
    await app.window.keyboard.press('Escape')
    await app.chat.generate(prompt)
    await app.window.keyboard.press('Control+u')
    await expect(app.usage.rows).toHaveCount(1)
    await shoot('66-usage-first-run')
  })
}

/**
 * Four months of a user who works on weekdays and prefers one model: the same data in every call, except for the ids.
 */
function someSpendings(): Spending[] {
  const models = [
    'gpt-image-2.5-flare',
    'gpt-image-2.6-sunburst',
    'gpt-image-2',
    'a-model-with-a-long-name-that-is-gone-by-now',
  ]
  const today = new Date().setHours(9, 0, 0, 0)
  return Array.from({ length: 120 }, (_, index) => 120 - index).flatMap((daysAgo) => {
    const morning = new Date(today).setDate(new Date(today).getDate() - daysAgo)
    const weekday = new Date(morning).getDay()
    const count = weekday === 0 || weekday === 6 ? 0 : (daysAgo * 7) % 11
    return Array.from({ length: count }, (_, index) => {
      const number = daysAgo * 11 + index * 5
      const facts = {
        at: morning + index * 600_000,
        model: `openai:${models[[0, 0, 0, 1, 0, 2, 1, 0, 0, 3, 1][number % 11] ?? 0]}`,
      } as const
      if (number % 41 === 0) return aSpending({ ...facts, outcome: 'failed', charge: 'unknown', atMost: 80_000 })
      if (number % 37 === 0) return aSpending({ ...facts, outcome: 'failed', charge: 'none' })
      return aSpending({ ...facts, cost: 13_200 + ((number * 7_919) % 190_000) })
    })
  })
}
