/** Improving a prompt, from the question to the proposal: see `states.shots.ts`. */
import { expect, test } from '../fixtures'
import { ImproveDialog } from '../pages/improve-dialog'
import { photographer, type Look } from './photographer'

const looks: readonly Look[] = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 900, height: 600 },
  { theme: 'dark', width: 480, height: 800 },
]

for (const look of looks) {
  test(`improve a prompt, ${look.theme} ${look.width}`, async ({ app, openai }) => {
    const improve = new ImproveDialog(app.window)
    await app.chat.composer.chooseModel('GPT Image 2.5 Flare')
    const shoot = await photographer(app, look)
    await app.chat.composer.message.fill('a lighthouse at night, with a small boat')
    await expect(improve.open).toBeVisible()
    await shoot('95-improve-button')
    await improve.open.click()
    await improve.model.selectOption({ label: 'GPT-6.1 Terra' })
    await shoot('96-improve-dialog')
    openai.next.fails({ status: 400, message: 'No such thing.', code: 'invalid_request' })
    await improve.ask.click()
    await expect(improve.dialog.getByRole('alert')).toBeVisible()
    await shoot('97-improve-failed')
    openai.next.text([
      'a white lighthouse on a black cliff at night, its beam through thin fog, with a small wooden boat below, calm sea, ',
      'long exposure, cool blue light with one warm window, wide shot',
    ])
    await improve.again.click()
    await expect(improve.proposal).toBeVisible()
    await shoot('98-improve-proposal')
  })
}
