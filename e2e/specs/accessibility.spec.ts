import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EaselApp } from '../app'
import { PROJECT } from '../electron'
import { expect, test } from '../fixtures'

const axe = readFileSync(join(PROJECT, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')

for (const [width, height] of [
  [900, 600],
  [1400, 900],
] as const) {
  test(`every state is accessible, light and dark: ${width} x ${height}`, async ({ app, openai }) => {
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
    // Away from what explains it, which may cover the message box.
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
    await app.window.keyboard.press('Escape')

    await app.settings.open()
    for (const page of ['Providers', 'General', 'Images', 'Budget', 'Text prices', 'Storage']) {
      await app.settings.turnTo(page)
      await expectAccessible(app, `settings, ${page}`)
    }
    await app.window.keyboard.press('Escape')

    await app.chat.composer.chooseModel('GPT Image (recommended)')
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

test('everything can be done from the keyboard', async ({ app }) => {
  await expect(app.chat.composer.message).toBeFocused()
  await app.window.keyboard.type('a lighthouse at dusk')
  await app.window.keyboard.press('Enter')
  await app.chat.lastAnswer.becomes('done')
  await expect(app.chat.composer.message).toBeFocused()
})

interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** Checks what is on screen in both themes, so that each state has to be reached only once. */
async function expectAccessible(app: EaselApp, state: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.useTheme(theme)
    // Soft, so that one run names what is wrong in every state.
    expect.soft(await findViolations(app), `axe, state "${state}", ${theme}`).toEqual([])
  }
}

async function findViolations({ window }: EaselApp): Promise<string[]> {
  // What fades in is judged when it is there; what moves forever is not waited for.
  await window.waitForFunction(() =>
    document.getAnimations().every(({ effect, playState }) => {
      return playState !== 'running' || effect?.getComputedTiming().endTime === Infinity
    }),
  )
  if (!(await window.evaluate(() => 'axe' in globalThis))) await window.evaluate(axe)
  const violations = await window.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: { resultTypes: string[] }): Promise<{ violations: Violation[] }> }
    }
    // Only violations are read, so axe needn't collect the details of everything that is right.
    return (await axe.run({ resultTypes: ['violations'] })).violations
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('; ')}`)
}
