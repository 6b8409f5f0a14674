import { expect, test } from '../fixtures'
import { soundPng } from '../stand-ins/images'
import { ChatSettings } from '../pages/chat-settings'

test('a text model makes an image in its answer: asked for, previewed, kept, priced and shown again', async ({
  app,
  openai,
  profile,
}) => {
  const { chat, window } = app
  await chat.composer.chooseModel('GPT-6.1 Terra')
  const settings = new ChatSettings(window)
  await settings.open()
  await settings.dialog.getByRole('switch', { name: 'Images in chat', exact: true }).click()
  await settings.dialog.getByRole('combobox', { name: 'Image model', exact: true }).selectOption('GPT Image 2.6 Flare')
  await settings.dialog.getByRole('combobox', { name: 'Image quality', exact: true }).selectOption('low')
  await expect(settings.dialog).toContainText('per image')
  await settings.close()

  const png = soundPng({ width: 1024, height: 1024, seed: 7 })
  const making = openai.next.textWithImage(['Here is ', 'your lighthouse.'], { png })
  const answer = await chat.ask('Draw a lighthouse and describe it')
  await making.stalled
  await expect(answer.preview).toBeVisible()
  await expect(answer.root.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(1)
  making.continue()
  await answer.becomes('done')
  await expect(answer.root).toContainText('Here is your lighthouse.')
  const image = answer.root.locator('[data-attachment-id] img')
  await expect(image).toBeVisible()
  await expect.poll(() => profile.holds(png)).toBe(true)
  expect(openai.paidRequests[0]?.json).toMatchObject({
    tools: [{ type: 'image_generation', model: 'gpt-image-2.6-flare', quality: 'low' }],
  })

  const details = await answer.openDetails()
  await expect(details.getByRole('row', { name: /^Image model, output images 639 tokens/ })).toBeVisible()
  await window.keyboard.press('Escape')

  await app.reload()
  await chat.openLatest()
  await expect(chat.lastAnswer.root).toContainText('Here is your lighthouse.')
  await expect(chat.lastAnswer.root.locator('[data-attachment-id] img')).toBeVisible()
})
