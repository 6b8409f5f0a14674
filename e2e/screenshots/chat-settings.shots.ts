/** The chat settings, answers about images, and answers with images: see `states.shots.ts`. */
import { expect, test } from '../fixtures'
import { ChatSettings } from '../pages/chat-settings'
import { soundPng } from '../stand-ins/images'
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

for (const look of looks) {
  test(`images seen, ${look.theme} ${look.width}`, async ({ app, openai }) => {
    const shoot = await photographer(app, look)
    const { composer } = app.chat
    await composer.chooseModel('GPT-6.1 Terra')
    const buffer = soundPng({ width: 600, height: 400, seed: 4 })
    await composer.files.setInputFiles({ name: 'harbor.png', mimeType: 'image/png', buffer })
    await expect(app.window.getByText('Sends 1 image,')).toBeVisible()
    await composer.message.fill('What would you change in this image?')
    await shoot('74-image-attached')
    openai.next.answers((exchange) => {
      const text = 'The sky is even. I would darken its upper edge, so that the eye stays at the horizon, and then'
      const response = {
        incomplete_details: { reason: 'max_output_tokens' },
        output: [{ type: 'message', content: [{ type: 'output_text', text }] }],
        usage: { input_tokens: 820, output_tokens: 64, output_tokens_details: { reasoning_tokens: 40 } },
      }
      const events = [
        { type: 'response.reasoning_summary_text.delta', delta: 'The image is a soft gradient.' },
        { type: 'response.incomplete', response },
      ]
      const body = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
      return exchange.send(200, 'text/event-stream', body)
    })
    await composer.send.click()
    await app.chat.lastAnswer.becomes('done')
    await expect(app.window.getByRole('button', { name: 'Continue', exact: true })).toBeVisible()
    await shoot('75-image-seen-cut-short')
    await composer.chooseModel('Demo Text')
    await expect(app.window.getByText('Earlier images stay out')).toBeVisible()
    await shoot('76-images-left-out')
  })
}
