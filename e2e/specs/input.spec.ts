import { expect, test } from '../fixtures'

test('an empty prompt cannot be sent', async ({ app, openai }) => {
  const { composer, answers } = app.chat

  await expect(composer.send).toBeDisabled()
  await composer.message.fill('  \n ')
  await expect(composer.send).toBeDisabled()
  await composer.message.press('Enter')
  // Nor one that only looks empty: a zero-width space, a direction mark, a Hangul filler.
  await composer.message.fill('\u200b \u202e\u3164')
  await expect(composer.send).toBeDisabled()
  await composer.message.press('Enter')

  await expect(answers).toHaveCount(0)
  expect(openai.paidRequests).toEqual([])
})

test('a prompt over 32,000 characters is named before sending, and nothing of it is lost', async ({ app, openai }) => {
  const { composer, answers } = app.chat
  const long = 'a'.repeat(32_001)

  await composer.message.fill(long)
  await expect(composer.send).toBeDisabled()
  await expect(app.window.getByText(/32,000/)).toBeVisible()
  await composer.message.press('Enter')
  await expect(answers).toHaveCount(0)
  await expect(composer.message).toHaveValue(long)
  expect(openai.paidRequests).toEqual([])

  await composer.message.fill('a'.repeat(32_000))
  await expect(composer.send).toBeEnabled()
})

test('Enter sends, Shift+Enter breaks the line', async ({ app, openai }) => {
  const { composer } = app.chat
  await composer.message.pressSequentially('one')
  await composer.message.press('Shift+Enter')
  await composer.message.pressSequentially('two')
  await expect(composer.message).toHaveValue('one\ntwo')
  await composer.message.press('Enter')

  await expect(composer.message).toHaveValue('')
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests[0]!.json).toMatchObject({ prompt: 'one\ntwo' })
})

test('what was begun is kept per chat and over a restart', async ({ app }) => {
  await app.chat.generate('the first chat')
  await app.chat.composer.message.fill('unsent in the first')
  await app.chat.sidebar.newChat.click()
  await expect(app.chat.composer.message).toHaveValue('')
  await app.chat.composer.message.fill('unsent in a new one')

  await app.chat.open('the first chat')
  await expect(app.chat.composer.message).toHaveValue('unsent in the first')

  await app.restart()
  await app.chat.open('the first chat')
  await expect(app.chat.composer.message).toHaveValue('unsent in the first')
  await app.chat.sidebar.newChat.click()
  await expect(app.chat.composer.message).toHaveValue('unsent in a new one')
})

test('pasting while an answer is being made neither sends nor loses anything', async ({ app, openai }) => {
  const stalled = openai.next.stallsBeforeHeaders()
  const answer = await app.chat.ask('the first')
  await app.chat.composer.message.fill('the second')
  await stalled.stalled
  stalled.continue()

  await answer.becomes('done')
  await expect(app.chat.composer.message).toHaveValue('the second')
  expect(openai.paidRequests).toHaveLength(1)
})

test('a prompt with markup, quotes and other scripts is shown and sent as it was typed', async ({ app, openai }) => {
  const prompt = `<b>"тест"</b> & 猫 'שלום' \\n %s \${x} <script>globalThis.pwned = 1</script>`

  const answer = await app.chat.generate(prompt)

  await expect(app.chat.questions.last()).toContainText(prompt)
  await expect(answer.image(prompt)).toBeVisible()
  expect(openai.paidRequests[0]!.json).toMatchObject({ prompt })
  expect(await app.window.evaluate(() => 'pwned' in globalThis)).toBe(false)
})

test('the choice of model and options is remembered in its chat', async ({ app, openai }) => {
  await app.chat.composer.chooseModel('GPT Image 2.5 Sunburst')
  await app.chat.composer.chooseOption('Quality', 'low')
  await app.chat.generate('the first')

  await app.restart()
  await app.chat.open('the first')
  await app.chat.generate('the second')

  expect(openai.paidRequests[1]!.json).toMatchObject({ model: 'gpt-image-2.5-sunburst', quality: 'low' })
})

test('17,000 emoji are 17,000 characters: they can be sent', async ({ app, openai }) => {
  const { composer } = app.chat
  await composer.message.fill('🦊'.repeat(32_001))
  await expect(composer.send).toBeDisabled()
  await expect(app.window.getByText(/32,001 of 32,000/)).toBeVisible()
  await composer.message.fill('🦊'.repeat(17_000))
  await expect(composer.send).toBeEnabled()
  await composer.send.click()
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests).toHaveLength(1)
})
