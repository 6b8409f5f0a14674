import { rm } from 'node:fs/promises'
import { expectAccessible } from '../axe'
import { expect, test } from '../fixtures'
import { soundPng } from '../stand-ins/images'

test('an image knows what it was made from and what was made from it, across chats, and any step can be gone on from', async ({
  app,
  openai,
}) => {
  const { chat } = app
  openai.next.image({ images: [soundPng({ seed: 1 })] })
  const first = await chat.generate('a lighthouse')
  for (const [prompt, seed] of [
    ['make the sky pink', 2],
    ['add a boat', 3],
  ] as const) {
    await chat.lastAnswer.image(prompt === 'add a boat' ? 'make the sky pink' : 'a lighthouse').hover()
    await chat.lastAnswer.editImage.click()
    await expect(chat.composer.attached.getByRole('listitem')).toHaveCount(1)
    openai.next.image({ images: [soundPng({ seed })] })
    await (await chat.ask(prompt)).becomes('done')
  }
  // The last image was made in two steps.
  const strip = chat.lastAnswer.root.getByRole('group', { name: 'Made from' })
  await expect(strip.getByRole('button', { name: /^Step/ })).toHaveCount(2)
  await expect(first.root.getByRole('group', { name: 'Made from' })).toHaveCount(0)

  await app.window.getByRole('button', { name: 'New chat' }).first().click()
  await expect(chat.answers).toHaveCount(0)
  await app.chat.openLatest()
  await expect(chat.answers).toHaveCount(3)

  await chat.lastAnswer.root.getByRole('button', { name: 'Image history' }).click()
  const history = app.window.getByRole('dialog', { name: 'Image history' })
  const step = (prompt: string) => history.getByRole('group', { name: prompt, exact: true })
  await expect(step('a lighthouse')).toContainText('Branch: $')
  await expect(step('add a boat')).toHaveAttribute('aria-current', 'true')
  await expectAccessible(app, 'image history')

  await step('a lighthouse').getByRole('button', { name: 'Edit image' }).click()
  await expect(history).toBeHidden()
  await expect(chat.composer.attached.getByRole('listitem')).toHaveCount(1)
  openai.next.image({ images: [soundPng({ seed: 4 })] })
  await (await chat.ask('at noon')).becomes('done')

  await first.choose('Image history')
  await expect(step('at noon')).toBeVisible()
  await expect(step('make the sky pink')).toContainText('Branch: $')
  await step('make the sky pink').getByRole('button', { name: 'Show in chat' }).click()
  await expect(history).toBeHidden()
  await expect(chat.answers.nth(1)).toBeInViewport()
})

test('a step says which of several images of an answer it was made from', async ({ app, openai }) => {
  const { chat } = app
  openai.next.image({ images: [1, 2, 3].map((seed) => soundPng({ seed })) })
  await chat.composer.setNumber('Images', 3)
  const first = await chat.ask('a lighthouse')
  await first.becomes('done')
  await chat.composer.setNumber('Images', 1)
  await first.root.getByRole('img', { name: 'a lighthouse' }).nth(1).click()
  await app.lightbox.root.getByRole('button', { name: 'Edit image' }).click()
  openai.next.image({ images: [soundPng({ seed: 4 })] })
  await (await chat.ask('make the sky pink')).becomes('done')
  await chat.lastAnswer.choose('Image history')
  const history = app.window.getByRole('dialog', { name: 'Image history' })
  await expect(history.getByRole('group', { name: 'make the sky pink' })).toContainText('From image 2')
  await expect(history.getByRole('group', { name: 'a lighthouse' })).not.toContainText('From')
})

test('a step whose file is missing shows an icon in its place, not a broken image', async ({
  app,
  openai,
  profile,
}) => {
  const { chat } = app
  for (const [prompt, seed] of [
    ['a lighthouse', 1],
    ['make the sky pink', 2],
    ['add a boat', 3],
  ] as const) {
    openai.next.image({ images: [soundPng({ seed })] })
    await (await chat.ask(prompt)).becomes('done')
    await chat.lastAnswer.image(prompt).hover()
    await chat.lastAnswer.editImage.click()
    await expect(chat.composer.attached.getByRole('listitem')).toHaveCount(1)
  }
  app.problems.expect(/easel-image:/)
  await profile.deleteObjects()
  await rm(profile.path('thumbnails'), { recursive: true })
  // A reload would show them from Chromium's memory cache.
  await app.restart()
  await app.chat.openLatest()

  const broken = () =>
    app.window.evaluate(() => [...document.images].filter((image) => image.complete && image.naturalWidth === 0).length)
  const strip = app.chat.lastAnswer.root.getByRole('group', { name: 'Made from' })
  await expect(strip.locator('svg.lucide-image-off')).toHaveCount(2)
  await expect.poll(broken).toBe(0)
  await strip.getByRole('button', { name: 'Image history' }).click()
  const history = app.window.getByRole('dialog', { name: 'Image history' })
  await expect(history.locator('svg.lucide-image-off')).not.toHaveCount(0)
  await expect.poll(broken).toBe(0)
})
