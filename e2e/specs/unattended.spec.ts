import { expect, test } from '../fixtures'

const prompt = 'a heron in the reeds'
const busy = (retryAfterSeconds: number) => ({
  status: 429,
  code: 'rate_limit_exceeded',
  type: 'requests',
  message: 'Rate limit reached.',
  headers: { 'retry-after': String(retryAfterSeconds) },
})

test('a busy provider is asked again when it said so, for all to see, in the same answer', async ({ app, openai }) => {
  openai.next.fails(busy(2))

  const answer = await app.chat.ask(prompt)

  await answer.failsWithCharge('none')
  await expect(answer.alert).toContainText('Retrying')
  await answer.becomes('done')
  await expect(answer.image(prompt)).toBeVisible()
  expect(openai.paidRequests).toHaveLength(2)
  expect(openai.paidRequests[1]!.json).toEqual(openai.paidRequests[0]!.json)
})

test('the repetition can be called off, and a restart does not bring it back', async ({ app, openai }) => {
  openai.next.fails(busy(30))
  const answer = await app.chat.ask(prompt)
  const id = await answer.id()
  await expect(answer.alert).toContainText('Retrying')

  await answer.callOffRepetition()

  await expect(answer.alert).not.toContainText('Retrying')
  await app.restart()
  await app.chat.openLatest()
  await app.chat.answer(id).failsWithCharge('none')
  await expect(app.chat.answer(id).alert).not.toContainText('Retrying')
  expect(openai.paidRequests).toHaveLength(1)
})

test('a repetition that was announced outlives a kill, and is made once', async ({ app, openai }) => {
  openai.next.fails(busy(3))
  const answer = await app.chat.ask(prompt)
  const id = await answer.id()
  await expect(answer.alert).toContainText('Retrying')

  await app.kill()
  await app.start()
  await app.chat.openLatest()

  await app.chat.answer(id).becomes('done')
  expect(openai.paidRequests).toHaveLength(2)
})
