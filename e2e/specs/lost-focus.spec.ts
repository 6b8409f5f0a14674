/** Where the focus goes when a press disables the pressed button: never to nothing, where keys have no effect. */
import { expect, test } from '../fixtures'
import { CompareDialog } from '../pages/compare-dialog'

test('the keys of an image work on after its last Next and Zoom out, and so do those of a comparison after Fit', async ({
  app,
}) => {
  const { chat, lightbox, window } = app
  const first = await chat.generate('a lighthouse at dusk')
  await first.regenerate.click()
  await chat.lastAnswer.becomes('done')
  await chat.generate('a pier at noon')
  await chat.lastAnswer.image('a pier at noon').click()
  await lightbox.previous.click()
  await expect(lightbox.previous).toBeDisabled()
  await window.keyboard.press('ArrowRight')
  await expect(lightbox.position).toHaveText('2 of 2')
  await window.keyboard.press('+')
  await lightbox.root.getByRole('button', { name: 'Zoom out', exact: true }).click()
  await expect(lightbox.root.getByRole('button', { name: 'Zoom out', exact: true })).toBeDisabled()
  await window.keyboard.press('ArrowLeft')
  await expect(lightbox.position).toHaveText('1 of 2')
  await lightbox.close.click()

  await chat.answers.first().getByRole('button', { name: 'Compare', exact: true }).click()
  const compare = new CompareDialog(window)
  await window.keyboard.press('+')
  await compare.button('Fit to window').click()
  await expect(compare.button('Fit to window')).toBeDisabled()
  await window.keyboard.press('+')
  await expect(compare.button('Fit to window')).toBeEnabled()
})

test('Reset leaves the image options open, and the keyboard in them', async ({ app }) => {
  const { chat, window } = app
  await chat.composer.setNumber('Images', 3)
  const options = await chat.composer.openImageOptions()
  await options.getByRole('button', { name: 'Reset', exact: true }).press('Enter')
  await expect(options.getByRole('spinbutton', { name: 'Images' })).toHaveValue('1')
  await expect(options).toBeFocused()
  await window.keyboard.press('Escape')
  await expect(options).toBeHidden()
})

test('a button in a dialog that is disabled while it works has the focus again afterwards, unless one has gone on', async ({
  app,
  openai,
}) => {
  const { settings, window } = app
  await settings.open()
  await settings.turnTo('Providers')
  const openAi = settings.root.getByRole('listitem', { name: 'OpenAI', exact: true })
  const button = openAi.getByRole('button', { name: 'Test', exact: true })
  await button.press('Enter')
  await expect(openAi.getByRole('status')).toContainText('Works')
  await expect(button).toBeFocused()

  const list = openai.nextList.answers(async (exchange, answer) => {
    if (await answer.stall(exchange)) await exchange.json(200, openai.models)
  })
  await button.press('Enter')
  await list.stalled
  await expect(button).toBeDisabled()
  await window.keyboard.press('Tab')
  await expect(settings.openAiBaseUrl).toBeFocused()
  list.continue()
  await expect(button).toBeEnabled()
  await expect(settings.openAiBaseUrl).toBeFocused()
})
