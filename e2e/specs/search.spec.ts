import { expect, test } from '../fixtures'

test.beforeEach(async ({ app, openai }) => {
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
  const answers = ['# Fog\n\nIn **fog** a horn, | a | b |', `${'Sand. '.repeat(300)}\n\nThe *harbor* sleeps.`, 'Waves.']
  for (const text of answers) openai.next.text([text])
  for (const question of ['What of fog?', 'Tell me a story', 'And the sea?']) {
    await (await app.chat.ask(question)).becomes('done')
  }
  await app.chat.sidebar.newChat.click()
  await app.chat.composer.chooseModel('GPT Image (recommended)')
  await app.chat.generate('a boat in the fog')
})

test(
  'a search finds words in titles, questions and answers, and leads to the message',
  { tag: '@core' },
  async ({ app }) => {
    const { sidebar, composer } = app.chat
    await app.window.keyboard.press('ControlOrMeta+Shift+F')
    await expect(sidebar.search).toBeFocused()
    await app.window.keyboard.type('harbor')
    await expect(sidebar.results.getByRole('link')).toHaveCount(1)
    await expect(sidebar.results.locator('mark')).toHaveText(['harbor'])
    await expect(sidebar.results).not.toContainText('*')

    await sidebar.results.getByRole('link').click()
    const answer = app.chat.answers.filter({ hasText: 'sleeps' })
    await expect(answer.getByText('sleeps')).toBeInViewport()
    await expect(answer).toHaveAttribute('data-sought', '')
    await expect(answer).not.toHaveAttribute('data-sought', '')

    // Anything typed after that goes into the message.
    await app.window.keyboard.type('Why?')
    await expect(composer.message).toHaveValue('Why?')
  },
)

test('several messages of a chat are found, and arrows and Enter choose among them', async ({ app }) => {
  const { sidebar } = app.chat
  await sidebar.search.fill('fog')
  await expect(sidebar.results.getByRole('link')).toHaveCount(3)
  await expect(sidebar.results.getByRole('link').nth(2)).toContainText('In fog a horn')

  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowDown', 'ArrowDown']) {
    await app.window.keyboard.press(key)
  }
  await expect(sidebar.search).toHaveAttribute('aria-activedescendant', 'search-results-2')
  await app.window.keyboard.press('Enter')
  await expect(app.chat.answers.filter({ hasText: 'a horn' })).toHaveAttribute('data-sought', '')

  await sidebar.search.fill('boat')
  await expect(sidebar.results.getByRole('link')).toHaveCount(1)
  await app.window.keyboard.press('Enter')
  await expect(app.chat.questions).toHaveText([/a boat in the fog/])
})

test('Escape leaves the search and then goes to the message box', async ({ app }) => {
  const { sidebar, composer } = app.chat
  await sidebar.search.fill('nothing like this')
  await expect(app.window.getByText('No chats found')).toBeVisible()
  await app.window.keyboard.press('Escape')
  await expect(sidebar.search).toHaveValue('')
  await expect(sidebar.search).toBeFocused()
  await app.window.keyboard.press('Escape')
  await expect(composer.message).toBeFocused()
})

test('parts of words are found without their accents, and filters narrow what is found', async ({ app, openai }) => {
  const { sidebar } = app.chat
  const filters = sidebar.root.getByRole('group', { name: 'Filters' })
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
  openai.next.text(['Ein Häuschen am Leuchtturm im Fogland.'])
  await (await app.chat.ask('Was steht dort?')).becomes('done')

  await sidebar.search.fill('hauschen turm')
  await expect(sidebar.results.getByRole('link')).toHaveCount(1)
  await expect(sidebar.results.locator('mark')).toHaveText(['Häuschen', 'turm'])

  await sidebar.search.fill('fog')
  await expect(sidebar.results.getByRole('link')).toHaveCount(4)
  await filters.getByRole('button', { name: 'Has image' }).click()
  await expect(sidebar.results.getByRole('link')).toHaveText([/a boat in the fog/])
  await filters.getByRole('button', { name: 'Has image' }).click()
  await filters.getByRole('button', { name: 'This chat' }).click()
  await expect(sidebar.results.getByRole('link')).toHaveText([/a boat in the fog/, /Fogland/])
  await filters.getByRole('combobox', { name: 'Date' }).selectOption('Past week')
  await expect(sidebar.results.getByRole('link')).toHaveCount(2)

  await sidebar.search.press('Escape')
  await sidebar.search.fill('fog')
  await expect(sidebar.results.getByRole('link')).toHaveCount(4)
})

test('a result in another version of a question leads to that version', async ({ app }) => {
  await app.chat.lastQuestion.beginEdit()
  await app.chat.lastQuestion.box.fill('a ship under the stars')
  await app.window.keyboard.press('Enter')
  await app.chat.lastAnswer.becomes('done')
  await expect(app.chat.questions).toHaveText([/a ship under the stars/])

  await app.chat.sidebar.search.fill('a boat in')
  await app.chat.sidebar.results.getByRole('link').click()
  await expect(app.chat.questions).toHaveText([/a boat in the fog/])
  await expect(app.chat.questions.first()).toHaveAttribute('data-sought', '')
})
