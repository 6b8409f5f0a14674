import type { Locator } from '@playwright/test'
import { expect, test } from '../fixtures'

test('an empty prompt cannot be sent', { tag: '@core' }, async ({ app, openai }) => {
  const { composer, answers } = app.chat

  await expect(composer.send).toBeDisabled()
  await composer.message.fill('  \n ')
  await expect(composer.send).toBeDisabled()
  await composer.message.press('Enter')
  // Also not if it only looks empty: a zero-width space, a direction mark, a Hangul filler.
  await composer.message.fill('\u200b \u202e\u3164')
  await expect(composer.send).toBeDisabled()
  await composer.message.press('Enter')

  await expect(answers).toHaveCount(0)
  expect(openai.paidRequests).toEqual([])
})

test(
  'a prompt over 32,000 characters is named before sending, and nothing of it is lost',
  { tag: '@core' },
  async ({ app, openai }) => {
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
  },
)

test('Enter sends, Shift+Enter breaks the line', { tag: '@core' }, async ({ app, openai }) => {
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

test(
  'a prompt with markup, quotes and other scripts is shown and sent as it was typed',
  { tag: '@core' },
  async ({ app, openai }) => {
    const prompt = `<b>"тест"</b> & 猫 'שלום' \\n %s \${x} <script>globalThis.pwned = 1</script>`

    const answer = await app.chat.generate(prompt)

    await expect(app.chat.questions.last()).toContainText(prompt)
    await expect(answer.image(prompt)).toBeVisible()
    expect(openai.paidRequests[0]!.json).toMatchObject({ prompt })
    expect(await app.window.evaluate(() => 'pwned' in globalThis)).toBe(false)
  },
)

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

test('half characters and control characters neither break a request nor what is shown of it', async ({
  app,
  openai,
}) => {
  const { chat, window } = app
  await chat.composer.chooseModel('GPT-6.1 Terra')
  openai.next.text(['Half \ud83d, \u0007bell, \u202eturned\u202c, done.\n'])
  const answer = await chat.ask('Half \ud83d, \u0007bell, \u0000null, \u202eturned')
  await answer.becomes('done')
  await expect(answer.root).toContainText('done.')
  const sent = JSON.stringify(openai.paidRequests[0]!.json)
  expect(sent).not.toMatch(/\p{Cs}/u)
  expect(sent).toContain('null')
  // Characters that reverse the text direction stay out of the title.
  await expect(chat.sidebar.chat()).toHaveText('Half \ufffd, bell, null, turned')
  await expect.poll(() => window.title()).not.toContain('\u202e')

  await app.restart()
  await app.chat.openLatest()
  await expect(app.chat.lastAnswer.root).toContainText('done.')
})

test(
  'Enter that ends a word of an input method sends nothing, in the message box, an edit and a title',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { chat, window } = app
    await chat.composer.chooseModel('GPT-6.1 Terra')
    await (await chat.ask('灯台')).becomes('done')
    const confirm = (box: Locator) =>
      box.evaluate((element) => {
        element.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
        )
      })
    await chat.composer.message.fill('とうだい')
    await confirm(chat.composer.message)
    await expect(chat.composer.message).toHaveValue('とうだい')

    const question = chat.questions.first()
    await question.hover()
    await question.getByRole('button', { name: 'Edit prompt', exact: true }).click()
    await confirm(question.getByRole('textbox'))
    await expect(question.getByRole('textbox')).toHaveValue('灯台')
    await window.keyboard.press('Escape')

    await chat.sidebar.chat().dblclick()
    const title = chat.sidebar.root.getByRole('textbox', { name: 'Title', exact: true })
    await title.fill('とうだい')
    await confirm(title)
    await expect(title).toHaveValue('とうだい')
    await window.keyboard.press('Enter')
    await expect(chat.sidebar.chat()).toHaveText('とうだい')
    expect(openai.paidRequests).toHaveLength(1)
  },
)
