import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures'
import { soundPng } from '../stand-ins/images'
import { ChatSettings } from '../pages/chat-settings'

/** Turns on images in chat, with GPT Image 2.6 Flare at low quality. */
async function switchOn(window: Page): Promise<void> {
  const settings = new ChatSettings(window)
  await settings.open()
  await settings.dialog.getByRole('switch', { name: 'Images in chat', exact: true }).click()
  await settings.dialog.getByRole('combobox', { name: 'Image model', exact: true }).selectOption('GPT Image 2.6 Flare')
  await settings.dialog.getByRole('combobox', { name: 'Image quality', exact: true }).selectOption('low')
  await expect(settings.dialog).toContainText('per image')
  await settings.close()
}

test('a text model makes an image in its answer: asked for, previewed, kept, priced and shown again', async ({
  app,
  openai,
  profile,
}) => {
  const { chat, window } = app
  await chat.composer.chooseModel('GPT-6.1 Terra')
  await switchOn(window)

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

test('the image that was made goes along with the next message, visibly, with its price, so that it can be changed', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  const { composer } = chat
  await composer.chooseModel('GPT-6.1 Terra')
  await switchOn(window)
  const png = soundPng({ width: 1024, height: 1024, seed: 8 })
  openai.next.textWithImage(['Here it is.'], { png }).continue()
  await (await chat.ask('Draw a lighthouse')).becomes('done')

  await expect(composer.attached.getByRole('listitem')).toHaveCount(1)
  await expect(window.getByText('Editing: Draw a lighthouse', { exact: true })).toBeVisible()
  await expect(window.getByText(/^Adds .*\$/)).toBeVisible()
  await expect(window.getByText('Sends 1 image,')).toBeVisible()
  openai.next.textWithImage(['Pink.'], { png: soundPng({ width: 1024, height: 1024, seed: 9 }) }).continue()
  await (await chat.ask('Make the sky pink')).becomes('done')
  const asked = openai.paidRequests[1]?.json as { readonly input: unknown } | undefined
  expect(asked?.input).toEqual([
    { role: 'user', content: 'Draw a lighthouse' },
    { role: 'assistant', content: 'Here it is.' },
    {
      role: 'user',
      content: [
        { type: 'input_text', text: 'Make the sky pink' },
        { type: 'input_image', image_url: `data:image/png;base64,${png.toString('base64')}`, detail: 'auto' },
      ],
    },
  ])
  await expect(window.getByText('Editing: Make the sky pink', { exact: true })).toBeVisible()
  await expect(window.getByText(/^Adds .*\$0\.[0-9]*[1-9]/)).toBeVisible()
})

test('an image that the user takes out stays out, over a restart too, until it is wanted again', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  const { composer } = chat
  await composer.chooseModel('GPT-6.1 Terra')
  await switchOn(window)
  openai.next.textWithImage(['Here it is.'], { png: soundPng({ width: 1024, height: 1024, seed: 8 }) }).continue()
  await (await chat.ask('Draw a lighthouse')).becomes('done')
  await composer.attached.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(composer.attached).toHaveCount(0)

  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.lastAnswer.root).toContainText('Here it is.')
  await expect(app.chat.composer.attached).toHaveCount(0)
  const again = app.window.getByRole('button', { name: 'Edit the last image', exact: true })
  await again.click()
  await expect(app.chat.composer.attached.getByRole('listitem')).toHaveCount(1)
  await app.chat.composer.attached.getByRole('button', { name: 'Remove', exact: true }).click()
  await (await app.chat.ask('Why lighthouses?')).becomes('done')
  expect(JSON.stringify(openai.paidRequests[1]?.json)).not.toContain('input_image')
})
