/** Quitting, and closing the last window, while a paid request is in progress. */
import type { EaselApp } from '../app'
import { answerQuitQuestion, askedQuestions, printNotifications } from '../dialogs'
import { expect, test } from '../fixtures'
import type { OpenAiStandIn } from '../stand-ins/openai'

test.skip(process.platform === 'darwin', 'On macOS closing a window does not quit.')

const prompt = 'a heron in the reeds'

async function askAndStall(app: EaselApp, openai: OpenAiStandIn) {
  const answer = openai.next.stallsAfterPreview(1)
  const card = await app.chat.ask(prompt)
  await answer.stalled
  return { id: await card.id(), answer, card }
}

async function expectOneQuestion(app: EaselApp): Promise<void> {
  await expect.poll(() => askedQuestions(app)).toHaveLength(1)
}

test(
  'quitting while an image is being made asks, and says what that means for the money',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { answer, card } = await askAndStall(app, openai)
    await answerQuitQuestion(app, 'Keep working')

    await app.askToQuit()

    await expectOneQuestion(app)
    await expect
      .poll(() => askedQuestions(app))
      .toMatchObject([
        {
          message: 'Easel is still making 1 image.',
          detail: expect.stringContaining('You may be charged for it anyway.'),
          buttons: ['Keep working', 'Finish in the background', 'Quit now'],
          defaultId: 0,
          cancelId: 0,
        },
      ])
    await expect(card.root).toHaveAttribute('data-status', 'streaming')
    answer.continue()
    await card.becomes('done')
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test(
  'closing the last window asks the same, once, however often it is closed',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { card } = await askAndStall(app, openai)
    await answerQuitQuestion(app, undefined)

    await app.askToClose()
    await app.askToClose()
    await app.askToQuit()

    await expectOneQuestion(app)
    await expect(card.root).toBeVisible()
  },
)

test(
  '"Finish in the background" closes the window, and ends the app when the image is stored and uploaded',
  { tag: '@core' },
  async ({ app, openai, blob, profile }) => {
    await printNotifications(app)
    const { id, answer } = await askAndStall(app, openai)
    await answerQuitQuestion(app, 'Finish in the background')
    const closed = app.window.waitForEvent('close')
    const ended = app.hasEnded()

    await app.askToQuit()
    await closed
    answer.continue()
    await ended

    expect(app.output).toContain('NOTIFICATION Easel is done | 1 image is ready.')
    expect(await profile.objects()).not.toEqual([])
    expect([...blob.blobs.keys()]).toEqual([`chat-images/${id}.png`])
    await app.start()
    await app.chat.openLatest()
    await app.chat.answer(id).becomes('done')
    await expect(app.chat.answer(id).image(prompt)).toBeVisible()
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test('an image that cannot be uploaded now does not keep the app from ending in the background', async ({
  app,
  openai,
  blob,
}) => {
  blob.always.resetsConnection()
  const { id, answer } = await askAndStall(app, openai)
  await answerQuitQuestion(app, 'Finish in the background')
  const ended = app.hasEnded()

  await app.askToClose()
  answer.continue()
  await ended

  blob.recovers()
  await app.start()
  await app.chat.openLatest()
  await app.chat.answer(id).becomes('done')
  await expect.poll(() => [...blob.blobs.keys()]).toEqual([`chat-images/${id}.png`])
})

test('a failure in the background is announced, and shown at the next start', async ({ app, openai }) => {
  await printNotifications(app)
  const { id, answer } = await askAndStall(app, openai)
  await answerQuitQuestion(app, 'Finish in the background')
  const closed = app.window.waitForEvent('close')
  const ended = app.hasEnded()

  await app.askToClose()
  await closed
  answer.breakOff()
  await ended

  expect(app.output).toContain('NOTIFICATION Easel is done | 1 answer failed. Open Easel to see why.')
  await app.start()
  await app.chat.openLatest()
  await app.chat.answer(id).failsWithCharge('unknown')
})

test('a second start while Easel finishes in the background opens the window again, and the app stays', async ({
  app,
  openai,
}) => {
  const { id, answer } = await askAndStall(app, openai)
  await answerQuitQuestion(app, 'Finish in the background')
  const closed = app.window.waitForEvent('close')
  await app.askToClose()
  await closed

  await app.useNewWindow(() => app.startAgain())
  await app.chat.openLatest()
  answer.continue()

  await app.chat.answer(id).becomes('done')
  await expect(app.chat.answer(id).image(prompt)).toBeVisible()
  await answerQuitQuestion(app, undefined)
  await app.closeWindow()
  expect(openai.paidRequests).toHaveLength(1)
})

test(
  '"Quit now" ends the app at once; the next start says that the image may have been charged',
  { tag: '@core' },
  async ({ app, openai }) => {
    const { id } = await askAndStall(app, openai)
    await answerQuitQuestion(app, 'Quit now')
    const ended = app.hasEnded()
    await app.askToClose()
    await ended

    await app.start()
    await app.chat.openLatest()
    await app.chat.answer(id).failsWithCharge('unknown')
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test('a retry that counts down is asked about too, and costs nothing when Easel quits', async ({ app, openai }) => {
  openai.next.fails({
    status: 429,
    code: 'rate_limit_exceeded',
    type: 'requests',
    message: 'Rate limit reached.',
    headers: { 'retry-after': '500' },
  })
  await (await app.chat.ask(prompt)).failsWithCharge('none')
  await answerQuitQuestion(app, 'Keep working')

  await app.askToQuit()

  await expectOneQuestion(app)
  await expect
    .poll(() => askedQuestions(app))
    .toMatchObject([
      {
        message: 'Easel is waiting to retry an answer.',
        detail: expect.stringContaining('nothing is charged'),
      },
    ])
})

test('a system that shuts down is not held up by a question', async ({ app, openai }) => {
  const { id } = await askAndStall(app, openai)
  await answerQuitQuestion(app, undefined)
  const ended = app.hasEnded()
  await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('shutdown'))
  await ended

  await app.start()
  await app.chat.openLatest()
  await app.chat.answer(id).failsWithCharge('unknown')
})

test('a shutdown while the question is open ends the app as well', async ({ app, openai }) => {
  await askAndStall(app, openai)
  await answerQuitQuestion(app, undefined)
  await app.askToQuit()
  await expectOneQuestion(app)
  const ended = app.hasEnded()
  await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('shutdown'))
  await ended
})

test('with nothing being made, or only a demo answer, no question is asked', { tag: '@core' }, async ({ app }) => {
  await app.chat.composer.chooseModel('Demo Image')
  await app.chat.ask(prompt)
  await answerQuitQuestion(app, undefined)
  await app.closeWindow()
})
