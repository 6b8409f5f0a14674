import type { Locator } from '@playwright/test'
import { expectAccessible } from '../axe'
import { expect, test } from '../fixtures'
import { CompareDialog } from '../pages/compare-dialog'
import { soundPng } from '../stand-ins/images'
import { spreadFingers } from '../touch'

const prompt = 'a lighthouse at dusk'

test('two versions share zoom and place, what differs stands out, and the chat goes on with the chosen one', async ({
  app,
}) => {
  const { chat } = app
  await chat.composer.chooseModel('GPT Image 2')
  const first = await chat.generate(prompt)
  await expect(first.root.getByRole('button', { name: 'Compare' })).toHaveCount(0)
  await chat.composer.chooseOption('Quality', 'high')
  await first.otherWays.click()
  await app.window.getByRole('menuitem').first().click()
  await chat.lastAnswer.becomes('done')
  await expect(chat.lastAnswer.root.getByText('2/2')).toBeVisible()

  await chat.lastAnswer.root.getByRole('button', { name: 'Compare', exact: true }).click()
  const compare = new CompareDialog(app.window)
  await expect(compare.images).toHaveCount(2)
  await expect(compare.facts('Version 1').locator('[data-different]')).toContainText([/Quality\s*medium/])
  await expect(compare.facts('Version 2').locator('[data-different]')).toContainText([/Quality\s*high/])
  await expect(compare.facts('Version 2').locator('[data-different]', { hasText: 'Model' })).toHaveCount(0)
  // What they have in common is shown once.
  await expect(compare.root.getByText(prompt, { exact: true })).toHaveCount(1)

  await app.window.keyboard.press('+')
  await app.window.keyboard.press('+')
  await app.window.keyboard.press('ArrowLeft')
  await expect.poll(() => readTransform(compare.images.first())).not.toBe('none none')
  const left = await readTransform(compare.images.first())
  await expect.poll(() => readTransform(compare.images.last())).toBe(left)
  await app.window.keyboard.press('0')
  await expect(compare.button('Fit to window')).toBeDisabled()
  await spreadFingers(compare.root.locator('[data-pane]').first())
  await expect(compare.root.getByText('400%')).toBeVisible()
  await expect.poll(() => readTransform(compare.images.last())).toBe(await readTransform(compare.images.first()))
  await compare.button('Fit to window').click()

  await compare.facts('Version 1').getByRole('button', { name: 'Go on with this one' }).click()
  await expect(compare.root).toBeHidden()
  await expect(chat.lastAnswer.root.getByText('1/2')).toBeVisible()
  await expect(chat.composer.message).toBeFocused()
  await expect(app.window.getByRole('list', { name: 'Attached images' }).getByRole('listitem')).toHaveCount(1)
})

test('several images of one answer can be laid over each other, four at a time', async ({ app, openai }) => {
  await app.chat.composer.setNumber('Images', 5)
  openai.next.image({ images: [1, 2, 3, 4, 5].map((seed) => soundPng({ width: 256, height: 256, seed })) })
  const answer = await app.chat.ask(prompt)
  await answer.becomes('done')
  await answer.root.getByRole('button', { name: 'Compare', exact: true }).click()
  const compare = new CompareDialog(app.window)
  await expect(compare.images).toHaveCount(4)

  await expectAccessible(app, 'four images compared')

  // In a narrow window the zoom is on the images instead of in the bar.
  await app.resize(480, 800)
  await compare.button('Zoom in').click()
  await expect(compare.root.getByText('140%')).toBeInViewport()
  await expectAccessible(app, 'four images compared in a narrow window')
  await compare.button('Fit to window').click()
  await compare.choose('Difference')
  await compare.button('Amplify').click()
  await expect(compare.button('Amplify')).toHaveAttribute('aria-pressed', 'true')
  await compare.button('Amplify').click()
  await app.resize(1400, 900)

  await compare.choose('Slider')
  await expect(compare.images).toHaveCount(2)
  await expectAccessible(app, 'two images with an edge')
  await compare.edge.press('Home')
  await expect(compare.edge).toHaveAttribute('aria-valuenow', '0')
  await compare.edge.press('ArrowRight')
  await expect(compare.edge).toHaveAttribute('aria-valuenow', '2')

  await compare.choose('Flicker')
  const visible = compare.images.filter({ visible: true })
  await expect(visible).toHaveAccessibleName(/image 1:/)
  await compare.root.locator('[data-pane]').click()
  await expect(visible).toHaveAccessibleName(/image 2:/)
  await compare.button('Flicker').press('Space')
  await expect(visible).toHaveAccessibleName(/image 3:/)

  await compare.choose('Side by side')
  await compare.strip.getByRole('button', { name: 'Version 1, image 1' }).click()
  await compare.strip.getByRole('button', { name: 'Version 1, image 5' }).click()
  await expect(compare.images).toHaveCount(4)
  await expect(compare.facts('Version 1, image 5')).toBeVisible()
  await compare.choose('Difference')
  await expect(compare.images).toHaveCount(2)
  await expect(compare.root.getByRole('region')).toHaveCount(2)
  await compare.button('Amplify').click()
  await expect(compare.button('Amplify')).toHaveAttribute('aria-pressed', 'true')
})

function readTransform(image: Locator): Promise<string> {
  return image.evaluate((element) => {
    const { scale, translate } = getComputedStyle(element)
    return `${scale} ${translate}`
  })
}
