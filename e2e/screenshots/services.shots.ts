/** What services do besides making images: see `states.shots.ts`. */
import { expect, test as base } from '../fixtures'
import { ChatSettings } from '../pages/chat-settings'
import { aBill, FAL_KEY, FalStandIn } from '../stand-ins/fal'
import { soundPng } from '../stand-ins/images'
import { photographer, type Look } from './photographer'

const looks: readonly Look[] = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 900, height: 600 },
  { theme: 'light', width: 480, height: 800 },
]

const test = base.extend<{ fal: FalStandIn }>({
  fal: async ({ usualLaunch }, use) => {
    const fal = await FalStandIn.start()
    Object.assign(usualLaunch.env ?? {}, { FAL_KEY, FAL_QUEUE_URL: fal.baseUrl, FAL_API_URL: fal.apiUrl })
    await use(fal)
    await fal.stop()
  },
  app: async ({ fal: _first, launch }, use) => {
    await use(await launch())
  },
})

for (const look of looks) {
  test(`a cost that is reported afterwards, ${look.theme} ${look.width}`, async ({ app, fal }) => {
    const shoot = await photographer(app, look)
    fal.isAdmin = true
    await app.chat.composer.chooseModel('FLUX 3 Klein')
    fal.willMake({ images: [soundPng({ width: 1024, height: 1024 })] })
    const answer = await app.chat.generate('a harbor at night')
    await shoot('90-cost-estimated')
    fal.bills.push(aBill(fal.jobs[0], 0.0071))
    await expect(answer.cost).toHaveAttribute('data-source', 'reported', { timeout: 60_000 })
    await shoot('91-cost-reported-later')
    await answer.openDetails()
    await shoot('92-cost-reported-details')
  })

  test(`images in chat that are changed, ${look.theme} ${look.width}`, async ({ app, openai }) => {
    const shoot = await photographer(app, look)
    await app.chat.composer.chooseModel('GPT-6.1 Terra')
    const settings = new ChatSettings(app.window)
    await settings.open()
    await settings.dialog.getByRole('switch', { name: 'Images in chat', exact: true }).click()
    await shoot('93-images-in-chat')
    await settings.close()
    const png = soundPng({ width: 1024, height: 1024, seed: 8 })
    openai.next.textWithImage(['Here is a lighthouse on a cliff.'], { png }).continue()
    await (await app.chat.ask('Draw a lighthouse on a cliff above a stormy sea')).becomes('done')
    await app.chat.composer.message.fill('Make the sky pink')
    await shoot('94-image-goes-along')
    openai.next.textWithImage(['The sky is pink now.'], { png: soundPng({ width: 1024, height: 1024 }) }).continue()
    await app.chat.composer.message.press('Enter')
    await expect(app.chat.lastAnswer.root).toContainText('The sky is pink now.')
    await shoot('95-image-changed')
  })
}
