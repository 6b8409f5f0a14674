/** How much of a chat fits into the model's context window, and what is left out. */
import { findViolations } from '../axe'
import { expect, test as base } from '../fixtures'
import { GEMINI_KEY, GeminiStandIn } from '../stand-ins/gemini'

const test = base.extend<{ gemini: GeminiStandIn }>({
  gemini: async ({ usualLaunch }, use) => {
    const gemini = await GeminiStandIn.start()
    Object.assign(usualLaunch.env ?? {}, { GEMINI_API_KEY: GEMINI_KEY, GOOGLE_GEMINI_BASE_URL: gemini.baseUrl })
    await use(gemini)
    await gemini.stop()
  },
  app: async ({ gemini: _first, launch }, use) => {
    await use(await launch())
  },
})

/** About 40 % of the stand-in models' 65,536 tokens. */
const long = (name: string): string => `${name} ${'word '.repeat(26_000)}`

interface Body {
  readonly contents: readonly { readonly role: string; readonly parts: readonly { readonly text: string }[] }[]
}

test('the meter appears when a chat fills the window, and a line shows from where on it is sent once it does not fit', async ({
  app,
  gemini,
}) => {
  const { composer } = app.chat
  const meter = app.window.getByRole('meter', { name: 'Context' })
  const line = app.chat.conversation.getByRole('separator', { name: 'Sent from here on' })
  await composer.chooseModel('Gemini 3.1 Pro')
  await (await app.chat.ask(long('First'))).becomes('done')
  await expect(meter).toBeHidden()

  await (await app.chat.ask(long('Second'))).becomes('done')
  await expect(meter).toHaveText('79%')
  await expect(line).toHaveCount(0)

  // Shown before sending, so that nothing is left out unnoticed.
  await composer.message.fill(long('Third'))
  await expect(line).toContainText('2 older messages aren’t sent')
  // The line may be out of view.
  await expect(meter).toHaveText('79%2 not sent')
  await app.resize(480, 900)
  await meter.hover()
  const hint = app.window.locator('[popover][aria-hidden="true"]:popover-open')
  await expect.poll(async () => (await hint.boundingBox())?.x).toBeGreaterThanOrEqual(4)
  const { x, width } = (await hint.boundingBox())!
  expect(x + width).toBeLessThanOrEqual(476)
  const [left, right] = await Promise.all([meter.boundingBox(), composer.send.boundingBox()])
  expect(left!.y).toBe(right!.y)
  await composer.send.click()
  await expect(app.chat.answers).toHaveCount(3)
  await (await app.chat.answer(await app.chat.lastAnswer.id())).becomes('done')
  const bodies = gemini.paidRequests.map(({ json }) => json as Body)
  expect(bodies.map(({ contents }) => contents.map(({ parts }) => parts[0]?.text.slice(0, 6)))).toEqual([
    ['First '],
    ['First ', expect.any(String), 'Second'],
    ['Second', expect.any(String), 'Third '],
  ])

  // Another model has a different window.
  await composer.chooseModel('GPT-6.1 Terra')
  await expect(line).toHaveCount(0)
  await expect(meter).toBeHidden()
})

test('a text model whose price is unknown can be given one, which counts from then on', async ({ app, gemini }) => {
  const { chat, settings } = app
  await chat.composer.chooseModel('Gemini 3.1 Pro')
  await expect(chat.composer.estimate).toHaveText('Price unknown')
  await settings.open()
  await settings.turnTo('Text prices')
  const box = (part: string) =>
    settings.root.getByRole('spinbutton', { name: `Gemini 3.1 Pro, Google Gemini: ${part}`, exact: true })
  await box('Input text').fill('2')
  await box('Output text').fill('12')
  expect(await findViolations(app)).toEqual([])
  await settings.saveAndClose()
  await expect(chat.composer.estimate).toContainText('$')
  const answer = await chat.ask('What is a pier?')
  await answer.becomes('done')
  await expect(answer.cost).toHaveAttribute('data-source', 'computed')
  await expect(answer.cost).toContainText('$')
  expect(gemini.paidRequests).toHaveLength(1)
})
