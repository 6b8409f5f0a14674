import { findViolations } from '../axe'
import { expect, test } from '../fixtures'
import type { AnswerCard } from '../pages/answer-card'

const prompt = 'a lighthouse at dusk'
const FLARE = 'GPT Image 2.5 Flare'
const SUNBURST = 'GPT Image 2.5 Sunburst'
const DEMO = 'Demo Image'

const readIds = (answers: readonly AnswerCard[]) => Promise.all(answers.map((answer) => answer.id()))

test('one prompt goes to several models, one of which fails; one answer is kept, and the chat goes on with it', async ({
  app,
  openai,
}) => {
  const { chat } = app
  const { composer } = chat
  await composer.useSeveral(DEMO, FLARE, SUNBURST)
  await composer.message.fill(prompt)
  await expect(composer.estimate).toHaveText('≈ $0.038')
  openai.next.fails({ status: 500, message: 'The server had an error.' })
  const answers = await chat.askSeveral(prompt, 3)
  const [demo] = answers as [AnswerCard, AnswerCard, AnswerCard]
  await demo.becomes('done')
  await expect(demo.root).toContainText(DEMO)
  await expect(demo.cost).toHaveText('Free')
  await expect(chat.group.locator('[data-status="failed"]')).toHaveCount(1)
  await expect(chat.group.locator('[data-status="done"]')).toHaveCount(2)
  expect(openai.paidRequests).toHaveLength(2)
  await expect(chat.conversation).toContainText(`Until then, the chat continues from ${DEMO}.`)

  // Each is retried separately, in its place.
  await chat.group.getByRole('button', { name: /^Retry/ }).click()
  await expect(chat.group.locator('[data-status="done"]')).toHaveCount(3)
  expect(openai.paidRequests).toHaveLength(3)
  const kept = (await chat.grouped(3))[1]!
  const id = await kept.id()
  await kept.keep.click()
  await expect(chat.group).toHaveCount(0)
  await expect(chat.answers).toHaveCount(1)
  await expect(chat.answer(id).image(prompt)).toBeVisible()
  await expect(chat.answer(id).root).toContainText('/4')
  await expect(composer.message).toBeFocused()

  const next = await chat.askSeveral('and at dawn', 3)
  for (const answer of next) await answer.becomes('done')
  await app.reload()
  await chat.openLatest()
  await expect(chat.questions).toHaveCount(2)
  await expect.poll(async () => readIds(await chat.grouped(3))).toEqual(await readIds(next))
  await expect(chat.answer(id).image(prompt)).toBeVisible()
  await chat.conversation.getByRole('button', { name: 'Show all 3', exact: true }).click()
  await expect(chat.group).toHaveCount(2)
})

test('the sum has to fit a cap: where it does not, nothing is sent to any of them', async ({ app, openai }) => {
  await app.settings.limit({ daily: '0.03' })
  const { chat } = app
  const { composer } = chat
  await composer.useSeveral(DEMO, FLARE, SUNBURST)
  await composer.submit(prompt)
  await expect(composer.refusal).toContainText('$0.030 of your $0.030 daily cap is left. This can cost up to $0.038.')
  await expect(composer.message).toHaveValue(prompt)
  await expect(chat.questions).toHaveCount(0)
  expect(openai.paidRequests).toHaveLength(0)

  // Each one alone would have fit.
  await composer.useOne(FLARE)
  await composer.send.click()
  await chat.lastAnswer.becomes('done')
})

test('the amount to be agreed to is the sum', async ({ app, openai }) => {
  await app.settings.limit({ askAbove: '0.03' })
  await app.chat.composer.useSeveral(FLARE, SUNBURST)
  await app.chat.composer.submit(prompt)
  await expect(app.spending.question).toContainText('This can cost up to $0.038.')
  expect(openai.paidRequests).toHaveLength(0)
  await app.spending.send.click()
  for (const answer of await app.chat.grouped(2)) await answer.becomes('done')
  expect(openai.paidRequests).toHaveLength(2)
})

test('after a kill the same answers stand side by side, and nothing is paid again', async ({ app, openai }) => {
  const { chat } = app
  await chat.composer.useSeveral(DEMO, FLARE, SUNBURST)
  const stalls = [openai.next.stallsBeforeHeaders(), openai.next.stallsBeforeHeaders()]
  const answers = await chat.askSeveral(prompt, 3)
  await answers[0]!.becomes('done')
  for (const stall of stalls) await stall.stalled
  const ids = await readIds(answers)
  await expect(app.window.getByText('2 answers in progress')).toBeVisible()
  await app.kill()
  await app.start()
  await app.chat.openLatest()
  const again = await app.chat.grouped(3)
  await expect.poll(() => readIds(again)).toEqual(ids)
  await again[0]!.becomes('done')
  await again[1]!.failsWithCharge('unknown')
  await again[2]!.failsWithCharge('unknown')
  await expect(app.chat.composer.model).toHaveAccessibleName(`Model: ${DEMO}, ${FLARE}, ${SUNBURST}`)
  expect(openai.paidRequests).toHaveLength(2)

  await app.chat.sidebar.newChat.click()
  await expect(app.chat.composer.model).toHaveAccessibleName(`Model: ${DEMO}`)
})

test('each answer has its own Stop, and Stop all ends the rest', async ({ app, openai }) => {
  const { chat } = app
  await chat.composer.useSeveral(FLARE, SUNBURST, 'GPT Image 2')
  const stalls = [1, 2, 3].map(() => openai.next.stallsBeforeHeaders())
  const answers = await chat.askSeveral(prompt, 3)
  for (const stall of stalls) await stall.stalled
  await answers[1]!.stop.click()
  await answers[1]!.becomes('cancelled')
  await answers[0]!.becomes('streaming')
  await chat.composer.stopAll.click()
  for (const answer of answers) await answer.becomes('cancelled')
})

test('text models answer side by side, and the next question follows the one that is kept', async ({ app, openai }) => {
  const { chat } = app
  await chat.composer.useSeveral('GPT-6.1 Terra', 'Demo Text')
  openai.next.text(['A lens ', 'and a lamp.'])
  const [terra, demo] = (await chat.askSeveral('What is a lighthouse made of?', 2)) as [AnswerCard, AnswerCard]
  await expect(terra.root).toContainText('A lens and a lamp.')
  await demo.becomes('done')
  await demo.keep.click()
  await expect(chat.answers).toHaveCount(1)
  const next = await chat.askSeveral('Since when?', 2)
  for (const answer of next) await answer.becomes('done')
  const sent = JSON.stringify(openai.paidRequests.at(-1)!.json)
  expect(sent).toContain('What is a lighthouse made of?')
  expect(sent).not.toContain('A lens and a lamp.')
})

test('the list works by keyboard, offers four of one kind, and only the options that all of them have', async ({
  app,
}) => {
  const { composer } = app.chat
  const { keyboard } = app.window
  await composer.chooseModel('GPT Image 2')
  const list = await composer.openModels()
  await expect(list).toBeVisible()
  await composer.several.press('Enter')
  await expect(composer.several).toHaveAttribute('aria-pressed', 'true')
  await expect(composer.modelBox('GPT Image 2')).toBeChecked()
  await app.window.getByRole('searchbox', { name: 'Search models' }).focus()
  await keyboard.type('demo image')
  await keyboard.press('Enter')
  await expect(composer.modelBox(DEMO)).toBeChecked()
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('gpt')
  await expect(composer.modelBox('GPT-6.1 Terra')).toBeDisabled()
  await composer.modelBox(FLARE).click()
  await composer.modelBox(SUNBURST).click()
  await expect(composer.modelBox('GPT Image 2.6 Flare')).toBeDisabled()
  await keyboard.press('Escape')
  await expect(composer.model).toHaveAccessibleName(`Model: GPT Image 2, ${DEMO}, ${FLARE}, ${SUNBURST}`)

  const options = await composer.openImageOptions()
  await expect(options.getByRole('combobox', { name: 'Size' }).getByRole('option')).toHaveText([
    '1024x1024',
    '1536x1024',
    '1024x1536',
  ])
  await expect(options.getByRole('combobox', { name: 'Quality' })).toHaveCount(0)
  await composer.closeImageOptions()
  await composer.estimate.hover()
  const details = app.window.getByRole('tooltip')
  await expect(details).toContainText(DEMO)
  await expect(details).toContainText('Total')
})

test('what a model can do is told in the list, by keyboard and by pointer, with the price and its source', async ({
  app,
}) => {
  const { composer } = app.chat
  await composer.chooseModel('GPT Image 2')
  const list = await composer.openModels()
  await app.window.getByRole('button', { name: 'What can this model do?', exact: true }).press('Enter')
  const card = app.window.getByRole('region', { name: 'What GPT Image 2 can do', exact: true })
  await expect(card).toContainText('any size up to 3840 pixels per side')
  await expect(card).toContainText('Qualityauto, low, medium, high')
  await expect(card).toContainText('Transparent backgroundYes')
  await expect(card).toContainText('Computed from what the provider counts')
  await expect(card).toContainText('$0.059')
  await card.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(card).toHaveCount(0)
  await list.getByRole('option', { name: DEMO, exact: true }).hover()
  await app.window.getByTitle('What can this model do?').click()
  await expect(app.window.getByRole('region', { name: `What ${DEMO} can do`, exact: true })).toContainText('Free')
  expect(await findViolations(app)).toEqual([])
  // Escape closes what was opened last, and returns to the search.
  await app.window.keyboard.press('Escape')
  await expect(app.window.getByRole('region', { name: `What ${DEMO} can do`, exact: true })).toHaveCount(0)
  await expect(app.window.getByRole('searchbox', { name: 'Search models' })).toBeFocused()
  await app.window.keyboard.press('Escape')
  await expect(list).toBeHidden()
})
