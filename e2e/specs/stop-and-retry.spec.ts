import { expect, test } from '../fixtures'

const prompt = 'a map of an island that does not exist'

test('Stop settles the answer although OpenAI never speaks', { tag: '@core' }, async ({ app, openai }) => {
  const stalled = openai.next.stallsBeforeHeaders()
  const answer = await app.chat.ask(prompt)
  await stalled.stalled

  await answer.stop.click()

  await answer.becomes('cancelled')
  await stalled.abandoned
  await expect(answer.placeholder).toHaveCount(0)
  await expect(answer.stop).toHaveCount(0)
  await expect(answer.retry).toBeVisible()
  expect(openai.paidRequests).toHaveLength(1)
})

test('Stop keeps the preview that was paid for', { tag: '@core' }, async ({ app, openai }) => {
  const stalled = openai.next.stallsAfterPreview(1)
  const answer = await app.chat.ask(prompt)
  await expect(answer.preview).toBeVisible()
  await stalled.stalled

  await answer.stop.click()

  await answer.becomes('cancelled')
  await expect(answer.lastPreview).toBeVisible()
})

test('a stopped answer is still stopped after a restart', async ({ app, openai }) => {
  const stalled = openai.next.stallsBeforeHeaders()
  const answer = await app.chat.ask(prompt)
  const id = await answer.id()
  await stalled.stalled
  await answer.stop.click()
  await answer.becomes('cancelled')

  await app.restart()
  await app.chat.openLatest()

  await app.chat.answer(id).becomes('cancelled')
  expect(openai.paidRequests).toHaveLength(1)
})

test('Retry makes a new version and keeps the old one', { tag: '@core' }, async ({ app, openai }) => {
  openai.next.fails({ status: 500, message: 'The server had an error.' })
  const failed = await app.chat.ask(prompt)
  await failed.failsWithCharge('unknown')
  const failedId = await failed.id()

  await failed.retry.click()

  const answer = app.chat.lastAnswer
  await answer.becomes('done')
  await expect.poll(() => answer.id()).not.toBe(failedId)
  await expect(app.chat.answers).toHaveCount(1)
  await expect(app.chat.questions).toHaveCount(1)
  await expect(answer.root).toContainText('2/2')
  expect(openai.paidRequests.map(({ json }) => json)).toEqual([
    openai.paidRequests[0]!.json,
    openai.paidRequests[0]!.json,
  ])

  await answer.previousVersion.click()
  await app.chat.answer(failedId).becomes('failed')
  await expect(app.chat.answer(failedId).root).toContainText('1/2')

  await app.chat.answer(failedId).nextVersion.click()
  await expect(app.chat.lastAnswer.image(prompt)).toBeVisible()
})

test('both versions are still there after a restart', async ({ app, openai }) => {
  openai.next.fails({ status: 500, message: 'The server had an error.' })
  const failed = await app.chat.ask(prompt)
  await failed.failsWithCharge('unknown')
  await failed.retry.click()
  await app.chat.lastAnswer.becomes('done')

  await app.restart()
  await app.chat.openLatest()

  await expect(app.chat.lastAnswer.root).toContainText('2/2')
  await app.chat.lastAnswer.previousVersion.click()
  await app.chat.lastAnswer.failsWithCharge('unknown')
})
