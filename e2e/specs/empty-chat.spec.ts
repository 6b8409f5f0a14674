import { expect, test } from '../fixtures'

test.use({ keys: { openai: true, blob: false } })

test('a new chat offers prompts that fill the message box and change with the next new chat', async ({ app }) => {
  const { chat } = app
  const starters = app.window.getByRole('list', { name: 'Starter prompts' })
  await expect(starters.getByRole('listitem')).not.toHaveCount(0)
  const first = await starters.innerText()
  await starters.getByRole('button').first().click()
  await expect(chat.composer.message).not.toBeEmpty()

  await chat.generate('a paper boat')
  await chat.sidebar.newChat.click()
  await expect(starters).toBeVisible()
  expect(await starters.innerText()).not.toBe(first)
})

test('with a text model chosen, the prompts are questions', async ({ app }) => {
  await expect(app.window.getByRole('heading', { name: 'What would you like to see?' })).toBeVisible()
  await app.chat.composer.chooseModel('Demo Text')
  await expect(app.window.getByRole('heading', { name: 'What would you like to know?' })).toBeVisible()
})

test('a new chat shows the latest images, newest first, and each opens its chat at the answer', async ({ app }) => {
  const { chat } = app
  const recent = app.window.getByRole('list', { name: 'Recent images' })
  await expect(recent).toHaveCount(0)
  const answer = await chat.generate('a paper boat')
  await chat.generate('a kite')
  await chat.sidebar.newChat.click()

  await expect(recent.getByRole('button')).toHaveCount(2)
  await expect(recent.getByRole('button').first()).toHaveAccessibleName('Open the chat at this image: a kite')
  await recent.getByRole('button', { name: 'a paper boat' }).click()
  await expect(chat.questions.first()).toHaveText(/a paper boat/)
  await expect(answer.root).toBeFocused()
})

test('a deleted chat leaves the latest images', async ({ app }) => {
  const { chat } = app
  await chat.generate('a paper boat')
  await chat.sidebar.delete('a paper boat')
  await expect(app.window.getByRole('heading', { name: 'What would you like to see?' })).toBeVisible()
  await expect(app.window.getByRole('list', { name: 'Recent images' })).toHaveCount(0)
})

test('on Linux the interface is set in Inter, with figures of one width', async ({ app }) => {
  test.skip(process.platform !== 'linux', 'the other systems have a font of their own')
  const { widths, isLoaded } = await app.window.evaluate(async () => {
    await document.fonts.ready
    const measure = (text: string): number => {
      const span = document.body.appendChild(document.createElement('span'))
      span.className = 'tabular absolute'
      span.textContent = text
      const { width } = span.getBoundingClientRect()
      span.remove()
      return width
    }
    return { widths: [measure('1111'), measure('0000')], isLoaded: document.fonts.check('14px "Inter Variable"') }
  })
  expect(isLoaded).toBe(true)
  expect(widths[0]).toBeCloseTo(widths[1] ?? 0, 1)
})
