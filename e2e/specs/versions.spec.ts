import { expect, test } from '../fixtures'

const prompt = 'a lighthouse at dusk'

test('prompt, options and model of any answer come into the message box, and a draft comes back', async ({ app }) => {
  const { chat } = app
  const { composer } = chat
  await composer.chooseModel('GPT Image 2')
  await composer.chooseOption('Quality', 'high')
  const answer = await chat.generate(prompt)
  await composer.chooseModel('GPT Image 2.6 Flare')
  await composer.chooseOption('Quality', 'low')
  await composer.message.fill('a draft of something else')

  await answer.more.focus()
  await app.window.keyboard.press('Enter')
  await app.window.getByRole('menuitem', { name: 'Use prompt and options' }).press('Enter')
  await expect(composer.message).toHaveValue(prompt)
  await expect(composer.message).toBeFocused()
  await expect(composer.model).toHaveAccessibleName('Model: GPT Image 2')
  const options = await composer.openImageOptions()
  await expect(options.getByRole('combobox', { name: 'Quality' })).toHaveValue('high')
  await app.window.keyboard.press('Escape')

  const notice = app.window.getByRole('status').filter({ hasText: 'Your draft was replaced' })
  await notice.getByRole('button', { name: 'Undo' }).click()
  await expect(composer.message).toHaveValue('a draft of something else')
  await expect(composer.model).toHaveAccessibleName('Model: GPT Image 2.6 Flare')
})

test('what was brought into the message box survives a restart', async ({ app }) => {
  const { chat } = app
  await chat.composer.chooseModel('GPT Image 2')
  const answer = await chat.generate(prompt)
  await chat.composer.chooseModel('GPT Image 2.6 Flare')
  await answer.choose('Use prompt and options')
  await expect(chat.composer.message).toHaveValue(prompt)

  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.composer.message).toHaveValue(prompt)
  await expect(app.chat.composer.model).toHaveAccessibleName('Model: GPT Image 2')
})

test('a failed answer gives its prompt and options, too', async ({ app, openai }) => {
  openai.next.fails({ status: 500, message: 'Oh.' })
  const answer = await app.chat.ask(prompt)
  await answer.becomes('failed')
  await answer.choose('Use prompt and options')
  await expect(app.chat.composer.message).toHaveValue(prompt)
  await expect(app.window.getByRole('status').filter({ hasText: 'draft' })).toHaveCount(0)
})

test('changed options and another model make versions beside the first, and the chosen one is remembered', async ({
  app,
  openai,
}) => {
  const { chat } = app
  await chat.composer.chooseModel('GPT Image 2')
  const first = await chat.generate(prompt)
  await chat.composer.chooseOption('Quality', 'high')
  await chat.composer.chooseOption('Size', '1536x1024')

  const ways = first.otherWays
  await ways.focus()
  await app.window.keyboard.press('Enter')
  const menu = app.window.getByRole('menu', { name: 'Try another model' })
  await expect(menu.getByRole('menuitem').first()).toContainText(
    'With the current settings: GPT Image 2 · 1536x1024 · high',
  )
  await app.window.keyboard.press('Escape')
  await expect(ways).toBeFocused()

  await app.window.keyboard.press('Enter')
  await menu.getByRole('menuitem').first().click()
  await chat.lastAnswer.becomes('done')
  await expect(chat.lastAnswer.root.getByText('2/2')).toBeVisible()
  await expect(chat.lastAnswer.root).toContainText('1536 × 1024')

  await chat.lastAnswer.otherWays.click()
  await menu.getByRole('menuitem', { name: 'GPT Image 2.6 Flare' }).click()
  await chat.lastAnswer.becomes('done')
  await expect(chat.lastAnswer.root.getByText('3/3')).toBeVisible()
  expect(openai.paidRequests.map(({ json }) => json)).toMatchObject([
    { model: 'gpt-image-2', size: '1024x1024', quality: 'medium' },
    { model: 'gpt-image-2', size: '1536x1024', quality: 'high' },
    { model: 'gpt-image-2.6-flare', size: '1536x1024', quality: 'high' },
  ])

  await chat.lastAnswer.previousVersion.click()
  await expect(chat.lastAnswer.root.getByText('2/3')).toBeVisible()
  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.lastAnswer.root.getByText('2/3')).toBeVisible()
  await expect(app.chat.lastAnswer.image(prompt)).toBeVisible()
  await app.chat.lastAnswer.previousVersion.click()
  await expect(app.chat.lastAnswer.image(prompt)).toBeVisible()
})

test('versions are leafed through and asked for by keyboard, and the focus is never lost', async ({ app, openai }) => {
  const { chat } = app
  openai.next.fails({ status: 500, message: 'Oh.' })
  const failed = await chat.ask(prompt)
  await failed.becomes('failed')
  await failed.retry.focus()
  await app.window.keyboard.press('Enter')
  await chat.lastAnswer.becomes('done')
  await expect(chat.composer.message).toBeFocused()

  await chat.lastAnswer.otherWays.focus()
  await app.window.keyboard.press('Enter')
  await expect(app.window.getByRole('menu')).toBeVisible()
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Enter')
  await expect(chat.lastAnswer.root.getByText('3/3')).toBeVisible()
  await chat.lastAnswer.becomes('done')
  await expect(chat.composer.message).toBeFocused()

  await chat.lastAnswer.previousVersion.focus()
  await app.window.keyboard.press('Enter')
  await expect(chat.lastAnswer.root.getByText('2/3')).toBeVisible()
  await expect(chat.lastAnswer.previousVersion).toBeFocused()
  await app.window.keyboard.press('Enter')
  await expect(chat.lastAnswer.root.getByText('1/3')).toBeVisible()
  await expect(chat.lastAnswer.nextVersion).toBeFocused()
})
