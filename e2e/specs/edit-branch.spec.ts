import { expect, test } from '../fixtures'
import { noisyPng } from '../stand-ins/images'

const prompt = 'a lighthouse at dusk'

test('an edited question gets an answer of its own, both are browsed, and the choice outlives a restart', async ({
  app,
  openai,
}) => {
  await app.chat.generate(prompt)
  const { lastQuestion } = app.chat
  await lastQuestion.beginEdit()
  await expect(lastQuestion.box).toHaveValue(prompt)
  await lastQuestion.box.fill('a lighthouse at dawn')
  await app.window.keyboard.press('Enter')
  await app.chat.lastAnswer.becomes('done')
  await expect(app.chat.questions).toHaveText([/a lighthouse at dawn/])
  await expect(app.chat.answers).toHaveCount(1)
  await expect(app.chat.composer.message).toBeFocused()
  expect(openai.paidRequests.map(({ json }) => (json as { prompt?: string }).prompt)).toEqual([
    prompt,
    'a lighthouse at dawn',
  ])

  await expect(lastQuestion.root).toContainText('2/2')
  await lastQuestion.previousVersion.click()
  await expect(app.chat.questions).toHaveText([/a lighthouse at dusk/])
  await expect(app.chat.lastAnswer.image(prompt)).toBeVisible()
  await expect(lastQuestion.nextVersion).toBeFocused()

  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.questions).toHaveText([/a lighthouse at dusk/])
  await app.chat.lastQuestion.nextVersion.click()
  await expect(app.chat.lastAnswer.image('a lighthouse at dawn')).toBeVisible()
})

test('Escape gives the question back as it was, and nothing is sent', async ({ app, openai }) => {
  await app.chat.generate(prompt)
  const { lastQuestion } = app.chat
  await lastQuestion.beginEdit()
  await expect(lastQuestion.send).toHaveAccessibleDescription(/^≈ \$/)
  await lastQuestion.box.fill('')
  await expect(lastQuestion.send).toBeDisabled()
  await app.window.keyboard.press('Escape')
  await expect(lastQuestion.box).toHaveCount(0)
  await expect(lastQuestion.edit).toBeFocused()
  await expect(app.chat.questions).toHaveText([/a lighthouse at dusk/])
  expect(openai.paidRequests).toHaveLength(1)
})

test('the price of an edited question to a text model is shown, without what comes after it', async ({ app }) => {
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
  const price = await app.chat.composer.estimate.innerText()
  expect(price).toContain('$')
  await (await app.chat.ask('Why?')).becomes('done')
  const buffer = Buffer.from('word '.repeat(50_000))
  await app.chat.composer.files.setInputFiles({ name: 'long.txt', mimeType: 'text/plain', buffer })
  await expect(app.window.getByRole('listitem', { name: 'long.txt' })).toBeVisible()
  await (await app.chat.ask('And then?')).becomes('done')
  const first = app.chat.question('Why?')
  await first.beginEdit()
  await expect(first.send).toHaveAccessibleDescription(price)
  await expect(app.chat.composer.estimate).not.toHaveText(price)
})

test('the images of a question stay with the edited one unless they are removed', async ({ app, openai }) => {
  await app.chat.composer.files.setInputFiles([
    { name: 'one.png', mimeType: 'image/png', buffer: noisyPng({ width: 64, height: 64, seed: 1 }) },
    { name: 'two.png', mimeType: 'image/png', buffer: noisyPng({ width: 64, height: 64, seed: 2 }) },
  ])
  await expect(app.chat.composer.attached.getByRole('listitem')).toHaveCount(2)
  await app.chat.generate('make it night')
  const { lastQuestion } = app.chat
  await lastQuestion.beginEdit()
  await expect(lastQuestion.images.getByRole('listitem')).toHaveCount(2)
  await lastQuestion.images.getByRole('button', { name: 'Remove' }).first().click()
  await lastQuestion.box.fill('make it day')
  await lastQuestion.send.click()
  await app.chat.lastAnswer.becomes('done')
  await expect(
    lastQuestion.root.getByRole('list', { name: 'Images in this message' }).getByRole('listitem'),
  ).toHaveCount(1)
  expect(openai.paidRequests.at(-1)?.path).toContain('/images/edits')
})

test('a branch has its own future, costs nothing, and shows the same images', async ({ app, openai }) => {
  await app.chat.generate(prompt)
  await app.chat.generate('now with snow')
  const spent = await app.chat.lastAnswer.cost.textContent()
  await app.chat.question(prompt).branch()
  await expect(app.chat.questions).toHaveText([/a lighthouse at dusk/])
  await expect(app.chat.answers).toHaveCount(0)
  // Ready to edit and send.
  await expect(app.chat.lastQuestion.box).toBeFocused()
  await expect(app.chat.lastQuestion.box).toHaveValue(prompt)
  await expect(app.chat.lastQuestion.send).toBeEnabled()

  await app.chat.sidebar.root.getByRole('link', { name: prompt, exact: true }).click()
  await expect(app.chat.questions).toHaveCount(2)
  await app.chat.lastAnswer.choose('Branch into a new chat')
  await expect(app.window.getByRole('heading', { name: /\(branch\)/ })).toBeVisible()
  await expect(app.chat.lastAnswer.image('now with snow')).toBeVisible()
  await expect(app.chat.lastAnswer.cost).toHaveText(spent!)
  await expect(app.chat.composer.message).toBeFocused()
  expect(openai.paidRequests).toHaveLength(2)

  await app.chat.generate('and a ship')
  await expect(app.chat.questions).toHaveCount(3)
  await app.restart()
  await app.chat.sidebar.root.getByRole('link', { name: prompt, exact: true }).click()
  await expect(app.chat.questions).toHaveCount(2)
})

test('what the last question of a branch is edited to takes its place, because it was never asked there', async ({
  app,
}) => {
  await app.chat.generate(prompt)
  await app.chat.question(prompt).branch()
  const { lastQuestion } = app.chat
  await expect(lastQuestion.box).toBeFocused()
  await lastQuestion.box.fill('a lighthouse at dawn')
  await app.window.keyboard.press('Enter')
  await app.chat.lastAnswer.becomes('done')
  await expect(app.chat.questions).toHaveText([/a lighthouse at dawn/])
  await expect(lastQuestion.previousVersion).toHaveCount(0)
  await expect(app.chat.conversation.getByText('2/2')).toHaveCount(0)

  // From here on there are two that were asked.
  await lastQuestion.beginEdit()
  await lastQuestion.box.fill('a lighthouse at noon')
  await app.window.keyboard.press('Enter')
  await app.chat.lastAnswer.becomes('done')
  await expect(lastQuestion.root).toContainText('2/2')
  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.lastQuestion.root).toContainText('2/2')
})
