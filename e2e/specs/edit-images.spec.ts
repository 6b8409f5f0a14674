import { expect, test } from '../fixtures'
import { noisyPng } from '../stand-ins/images'

const made = noisyPng({ width: 96, height: 64, seed: 5 })

test('an answer’s image is attached in one click, shown, priced, and sent as an edit', async ({ app, openai }) => {
  const { chat } = app
  const { composer } = chat
  openai.next.image({ images: [made], previews: [] })
  const first = await chat.generate('a harbor at dawn')
  const before = await composer.estimate.textContent()
  await first.image('a harbor at dawn').hover()
  if (process.env['SHOTS']) await app.window.screenshot({ path: `${process.env['SHOTS']}/1-hover.png` })
  await first.editImage.click()
  await expect(composer.message).toBeFocused()
  await expect(composer.attached.getByRole('listitem')).toHaveCount(1)
  await expect(app.window.getByText('Editing: a harbor at dawn')).toBeVisible()
  expect(await composer.estimate.textContent()).not.toBe(before)
  if (process.env['SHOTS']) await app.window.screenshot({ path: `${process.env['SHOTS']}/2-editing.png` })

  const second = await chat.generate('make it night')
  await expect(composer.attached).toHaveCount(0)
  expect(openai.paidRequests.map(({ path }) => path)).toEqual(['/v1/images/generations', '/v1/images/edits'])
  expect(openai.paidRequests[1]?.form?.files).toEqual([expect.objectContaining({ field: 'image', bytes: made })])
  const thumbnails = chat.questions.last().getByRole('list', { name: 'Attached images' })
  await expect(thumbnails.getByRole('img')).toHaveCount(1)
  if (process.env['SHOTS']) await app.window.screenshot({ path: `${process.env['SHOTS']}/3-answer.png` })

  await second.regenerate.click()
  await expect.poll(() => openai.paidRequests.length).toBe(3)
  expect(openai.paidRequests[2]?.path).toBe('/v1/images/edits')
  expect(openai.paidRequests[2]?.form?.files[0]?.bytes).toEqual(made)
})
