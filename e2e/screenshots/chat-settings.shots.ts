/** The chat settings, answers about images, and answers with images: see `states.shots.ts`. */
import { expect, test } from '../fixtures'
import { ChatSettings } from '../pages/chat-settings'
import { photographer, type Look } from './photographer'

const looks: readonly Look[] = [
  { theme: 'light', width: 1400, height: 900 },
  { theme: 'dark', width: 1400, height: 900 },
  { theme: 'light', width: 900, height: 600 },
  { theme: 'dark', width: 480, height: 800 },
]

for (const look of looks) {
  test(`chat settings, ${look.theme} ${look.width}`, async ({ app, openai }) => {
    const shoot = await photographer(app, look)
    const settings = new ChatSettings(app.window)
    await app.chat.composer.chooseModel('GPT-6.1 Terra')
    await settings.open()
    await shoot('70-chat-settings-empty')
    await settings.instructions.fill(
      'You help a publisher of children’s books. Answer in plain English, in at most five sentences, and end with one question.',
    )
    await settings.effort.selectOption('high')
    await settings.maxOutput.fill('4')
    await shoot('71-chat-settings')
    await settings.maxOutput.fill('4000')
    await settings.close()
    openai.next.text(['A fox who collects lost hats would do. Shall it live in a town or in the woods?'])
    await (await app.chat.ask('Suggest a hero for a picture book')).becomes('done')
    await expect(settings.inForce).toBeAttached()
    await shoot('72-instructions-on')
    await settings.open()
    await settings.effort.selectOption('max')
    await settings.close()
    openai.next.fails({
      status: 400,
      code: 'unsupported_value',
      param: 'reasoning.effort',
      message: "Unsupported value: 'max' is not supported with the 'gpt-6.1-terra' model.",
    })
    await (await app.chat.ask('Another one')).failsWithCharge('none')
    await shoot('73-setting-refused')
  })
}
