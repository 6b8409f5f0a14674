/** A batch, from its table to its grid: see `states.shots.ts`. */
import { expect, test } from '../fixtures'
import { Batch } from '../pages/batch'
import { photographer, type Look } from './photographer'

const looks: readonly Look[] = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 900, height: 600 },
  { theme: 'dark', width: 480, height: 800 },
]

const PROMPT = 'a {fruit: pear, plum, quince, fig} on {ground: linen, slate, oak}, {light: dawn, noon}, gouache'

for (const look of looks) {
  test(`batch, ${look.theme} ${look.width}`, async ({ app, openai }) => {
    const batch = new Batch(app.window)
    await app.settings.limit({ daily: '0.20' })
    await app.chat.composer.chooseModel('GPT Image 2.5 Flare')
    const shoot = await photographer(app, look)
    await app.chat.composer.message.fill(PROMPT)
    await expect(batch.open).toBeVisible()
    await shoot('90-batch-button')
    await batch.plan(PROMPT)
    await batch.choose('Models', 'Demo Image').check()
    await expect(batch.table.getByRole('row')).not.toHaveCount(1)
    await shoot('91-batch-dialog')
    openai.next.fails({ status: 400, message: 'Blocked by our safety system.', code: 'moderation_blocked' })
    await batch.start.click()
    await expect(batch.region).toBeVisible()
    await expect(batch.button(/^Resume/)).toBeVisible({ timeout: 120_000 })
    await expect(batch.results.getByRole('img').first()).toBeVisible()
    await shoot('92-batch-paused')
    await batch.button('Cancel batch').click()
    await expect(batch.button('Cancel batch')).toBeHidden()
    await shoot('93-batch-canceled')
    await batch.button('Show as chat').click()
    await expect(batch.showGrid).toBeVisible()
    await shoot('94-batch-chat')
  })
}
