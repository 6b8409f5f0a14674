import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures'

const prompts = ['a lighthouse at dusk', 'a lighthouse at dawn', 'a lighthouse at noon'] as const

/** Presses the button repeatedly before the page can render anything. */
async function pressEightTimes(window: Page, name: string): Promise<void> {
  await window.getByRole('button', { name, exact: true }).evaluate((button: HTMLElement) => {
    for (let press = 0; press < 8; press += 1) button.click()
  })
}

test(
  'a second question is sent while the first answer is being made; each has its own Stop',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { chat } = app
    const first = openai.next.stallsBeforeHeaders()
    const second = openai.next.stallsBeforeHeaders()
    const answers = [await chat.ask(prompts[0]), await chat.ask(prompts[1])] as const
    await first.stalled
    await second.stalled

    await expect(chat.composer.send).toBeVisible()
    await expect(chat.questions).toHaveText(prompts.slice(0, 2).map((prompt) => new RegExp(prompt)))
    for (const answer of answers) await expect(answer.stop).toHaveCount(1)
    await expect(app.window.getByText('2 answers in progress · up to $0.038')).toBeVisible()

    await answers[0].stop.click()
    await answers[0].becomes('cancelled')
    await first.abandoned
    await answers[1].becomes('streaming')
    await expect(chat.composer.stopAll).toHaveCount(0)
    await expect(chat.composer.message).toBeFocused()

    second.continue()
    await answers[1].becomes('done')
    expect(openai.paidRequests).toHaveLength(2)
  },
)

test('answers stand in the order in which they were asked for, whichever ends first, also after a reload', async ({
  app,
  openai,
}) => {
  const { chat } = app
  const stalls = [openai.next.stallsBeforeHeaders(), openai.next.stallsBeforeHeaders()] as const
  const first = await (await chat.ask(prompts[0])).id()
  await stalls[0].stalled
  const second = await (await chat.ask(prompts[1])).id()
  await stalls[1].stalled
  const third = await (await chat.ask(prompts[2])).id()
  await chat.answer(third).becomes('done')
  stalls[1].continue()
  await chat.answer(second).becomes('done')
  stalls[0].continue()
  await chat.answer(first).becomes('done')

  const order = () => chat.answers.evaluateAll((all) => all.map((answer) => answer.getAttribute('data-message-id')))
  await expect.poll(() => order()).toEqual([first, second, third])
  await expect(chat.questions).toHaveText(prompts.map((prompt) => new RegExp(prompt)))
  await app.reload()
  await chat.openLatest()
  await expect(chat.answers).toHaveCount(3)
  await expect.poll(() => order()).toEqual([first, second, third])
})

test('Stop all stops every answer of the chat, and none of another', async ({ app, openai }) => {
  const { chat } = app
  const elsewhere = openai.next.stallsBeforeHeaders()
  const other = await (await chat.ask('an island')).id()
  await elsewhere.stalled
  await chat.sidebar.newChat.click()
  const stalls = prompts.map(() => openai.next.stallsBeforeHeaders())
  const ids: string[] = []
  for (const [index, prompt] of prompts.entries()) {
    ids.push(await (await chat.ask(prompt)).id())
    await stalls[index]!.stalled
  }

  await chat.composer.stopAll.click()

  for (const id of ids) await chat.answer(id).becomes('cancelled')
  await expect(chat.composer.stopAll).toHaveCount(0)
  await chat.open('an island')
  await chat.answer(other).becomes('streaming')
  elsewhere.continue()
  await chat.answer(other).becomes('done')
})

test('a text answer being made has its own Stop, and the next question does not wait for it', async ({
  app,
  openai,
}) => {
  const { chat } = app
  await chat.composer.chooseModel('GPT-6.1 Terra')
  const stalled = openai.next.textThatStalls(['Light, ', 'a lens, '])
  const answer = await chat.ask('What is a lighthouse made of?')
  await expect(answer.root).toContainText('Light, a lens,')
  const next = await chat.ask('And what was it made of in 1800?')
  await next.becomes('done')
  // Text that is still being written isn't part of the history yet.
  const [, sent] = openai.paidRequests.map(({ json }) => JSON.stringify(json))
  expect(sent).toContain('What is a lighthouse made of?')
  expect(sent).not.toContain('a lens')
  await answer.stop.click()
  await answer.becomes('cancelled')
  await stalled.abandoned
})

test(
  'eight presses of Send, Retry or Regenerate in one turn of the page are one request each',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { chat } = app
    openai.next.fails({ status: 500, message: 'The server had an error.' })
    await chat.composer.message.fill(prompts[0])
    await pressEightTimes(app.window, 'Send')
    await chat.lastAnswer.becomes('failed')
    expect(openai.paidRequests).toHaveLength(1)
    await expect(chat.questions).toHaveCount(1)

    await pressEightTimes(app.window, 'Retry')
    await chat.lastAnswer.becomes('done')
    await expect(chat.lastAnswer.root).toContainText('2/2')
    expect(openai.paidRequests).toHaveLength(2)

    await pressEightTimes(app.window, 'Regenerate')
    await expect(chat.lastAnswer.root).toContainText('3/3')
    await chat.lastAnswer.becomes('done')
    expect(openai.paidRequests).toHaveLength(3)
  },
)

test('eight presses of the yes to an expensive request are one request', async ({ app, openai }) => {
  await app.settings.limit({ askAbove: '0.01' })
  await app.chat.composer.message.fill(prompts[0])
  await pressEightTimes(app.window, 'Send')
  await app.spending.send.evaluate((button: HTMLElement) => {
    for (let press = 0; press < 8; press += 1) button.click()
  })
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests).toHaveLength(1)
})

test(
  'the fifth image waits its turn, says so, and is not sent when it is stopped',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { chat } = app
    const stalls = Array.from({ length: 4 }, () => openai.next.stallsBeforeHeaders())
    for (const [index, stall] of stalls.entries()) {
      await chat.ask(`study ${index + 1} of a lighthouse`)
      await stall.stalled
    }
    const fifth = await chat.ask('study 5 of a lighthouse')
    const sixth = await chat.ask('study 6 of a lighthouse')
    await expect(fifth.placeholder).toContainText('Waiting…')
    await expect(sixth.placeholder).toContainText('Waiting…')

    await fifth.stop.click()
    await fifth.becomes('cancelled')
    await expect(fifth.root).toContainText('Not charged.')
    expect(openai.paidRequests).toHaveLength(4)

    stalls[0]!.continue()
    await sixth.becomes('done')
    expect(openai.paidRequests).toHaveLength(5)
    await chat.composer.stopAll.click()
    await expect(chat.conversation.getByRole('button', { name: 'Stop', exact: true })).toHaveCount(0)
  },
)

test('what waited when the app was killed was not sent, and is offered again', async ({ app, openai }) => {
  const { chat } = app
  for (let count = 0; count < 4; count += 1) {
    const stall = openai.next.stallsBeforeHeaders()
    await chat.ask(`study ${count + 1} of a lighthouse`)
    await stall.stalled
  }
  const id = await (await chat.ask('study 5 of a lighthouse')).id()
  await expect(chat.answer(id).placeholder).toContainText('Waiting…')
  await app.kill()
  await app.start()
  await app.chat.openLatest()
  await app.chat.answer(id).failsWithCharge('none')
  expect(openai.paidRequests).toHaveLength(4)
  await app.chat.answer(id).retry.click()
  await app.chat.lastAnswer.becomes('done')
  expect(openai.paidRequests).toHaveLength(5)
})
