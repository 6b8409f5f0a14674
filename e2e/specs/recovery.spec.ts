import { sep } from 'node:path'
import type { EaselApp } from '../app'
import { expect, test } from '../fixtures'
import { readRows } from '../database'
import { holdRenames } from '../held-files'
import { freezePage } from '../processes'
import { noisyPng, soundPng } from '../stand-ins/images'

const prompt = 'a fox asleep under a bridge'

test('a reload in mid-run keeps the placeholder and pays once', { tag: '@core' }, async ({ app, openai }) => {
  const stalled = openai.next.stallsAfterPreview(1)
  const answer = await app.chat.ask(prompt)
  const id = await answer.id()
  await expect(answer.preview).toBeVisible()
  await expect(answer.placeholder).toContainText(/[3-9]\ss/)

  await app.reload()
  await app.chat.openLatest()

  const again = app.chat.answer(id)
  await again.becomes('streaming')
  await expect(again.placeholder).toBeVisible()
  // Counted from the request, not from the reload.
  await expect.poll(() => again.placeholder.innerText()).toMatch(/([3-9]|\d\d)\ss/)
  await expect(again.preview).toBeVisible()
  stalled.continue()
  await again.becomes('done')
  await expect(again.image(prompt)).toBeVisible()
  expect(openai.paidRequests).toHaveLength(1)
  await expect.poll(() => readRows(app.window, 'messageAttachments')).toHaveLength(1)
})

test(
  'an answer that ends while the page is away is there when it is back',
  { tag: '@core' },
  async ({ app, openai }) => {
    const stalled = openai.next.stallsAfterPreview(1)
    const id = await (await app.chat.ask(prompt)).id()
    await stalled.stalled

    await app.window.goto('about:blank')
    stalled.continue()
    await stalled.over
    await app.window.goto('easel://app/')
    await app.chat.openLatest()

    await app.chat.answer(id).becomes('done')
    await expect(app.chat.answer(id).image(prompt)).toBeVisible()
  },
)

test('a crash of the page in mid-run loses nothing and pays once', { tag: '@core' }, async ({ app, openai }) => {
  const stalled = openai.next.stallsAfterPreview(1)
  const id = await (await app.chat.ask(prompt)).id()
  await stalled.stalled

  await app.crashPage()
  await app.chat.openLatest()

  await app.chat.answer(id).becomes('streaming')
  stalled.continue()
  await app.chat.answer(id).becomes('done')
  await expect(app.chat.answer(id).image(prompt)).toBeVisible()
  expect(openai.paidRequests).toHaveLength(1)
})

test(
  'a kill while OpenAI works is told at the next start, with nothing sent twice',
  { tag: '@core' },
  async ({ app, openai }) => {
    const stalled = openai.next.stallsAfterPreview(1)
    const answer = await app.chat.ask(prompt)
    const id = await answer.id()
    await expect(answer.preview).toBeVisible()

    await app.kill()
    await stalled.abandoned
    await app.start()
    await app.chat.openLatest()

    const after = app.chat.answer(id)
    await after.failsWithCharge('unknown')
    await expect(after.retry).toBeVisible()
    await expect(after.lastPreview).toBeVisible()
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test('what may have been billed names the prompt, the time and the request id, after every start', async ({
  app,
  openai,
}) => {
  const stalled = openai.next.stallsAfterPreview(1)
  const answer = await app.chat.ask(prompt)
  const id = await answer.id()
  await expect(answer.preview).toBeVisible()
  await stalled.stalled
  // The list of models may have been requested before, so the number of this request varies.
  const { requestId } = openai.answers.find(({ request }) => request.method === 'POST')!
  await app.kill()

  const isTold = async () => {
    await app.chat.openLatest()
    const after = app.chat.answer(id)
    await after.failsWithCharge('unknown')
    await expect(after.alert).toContainText('You may have been charged.')
    await after.showDetails()
    await expect(after.alert).toContainText(`Prompt${prompt}`)
    await expect(after.alert).toContainText(requestId)
    await expect(after.alert).toContainText(`Created${await readMoment(app, id)}`)
  }
  await app.start()
  await isTold()
  await app.restart()
  await isTold()
})

/** Returns when this was requested, as the page formats it. */
async function readMoment(app: EaselApp, id: string): Promise<string> {
  const row = (await readRows(app.window, 'messages')).find((message) => message['id'] === id)
  return app.window.evaluate(
    (at) => new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeStyle: 'medium' }).format(at),
    Number(row!['startedAt']),
  )
}

test(
  'images that had arrived when Easel was killed are announced once, with a link to them',
  { tag: '@core' },
  async ({ app, openai }) => {
    openai.next.answersPlainJson({ images: [noisyPng({ seed: 1 }), noisyPng({ seed: 2 })] })
    await app.chat.composer.setNumber('Images', 2)
    const storing = await holdRenames(app, `${sep}objects${sep}`)
    const id = await (await app.chat.ask(prompt)).id()
    await storing.reached()
    await app.kill()

    await app.start()
    const notice = () => app.window.getByText('2 images were recovered after the last crash.')
    await expect(notice()).toBeVisible()
    await app.window.getByRole('button', { name: 'Show', exact: true }).click()
    await app.chat.answer(id).becomes('done')
    await expect(app.chat.answer(id).image(prompt)).toHaveCount(2)

    await app.restart()
    await app.chat.openLatest()
    await expect(app.chat.answer(id).image(prompt)).toHaveCount(2)
    await expect(notice()).toHaveCount(0)
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test('a kill before OpenAI has answered at all is told as possibly charged', async ({ app, openai }) => {
  const stalled = openai.next.stallsBeforeHeaders()
  const id = await (await app.chat.ask(prompt)).id()
  await stalled.stalled

  await app.kill()
  await app.start()
  await app.chat.openLatest()

  await app.chat.answer(id).failsWithCharge('unknown')
  expect(openai.paidRequests).toHaveLength(1)
})

test('a kill with all but the last bytes received makes up no image', async ({ app, openai, profile }) => {
  const stalled = openai.next.stallsBeforeEnd()
  const answer = await app.chat.ask(prompt)
  const id = await answer.id()
  await stalled.stalled
  await expect(answer.preview).toBeVisible()

  await app.kill()
  await app.start()
  await app.chat.openLatest()

  await app.chat.answer(id).failsWithCharge('unknown')
  await expect(app.chat.answer(id).image(prompt)).toHaveCount(0)
  expect(await profile.holds(soundPng())).toBe(false)
  expect(openai.paidRequests).toHaveLength(1)
})

test(
  'a kill after the whole answer, before the page knew, loses nothing',
  { tag: '@core' },
  async ({ app, openai, profile, blob }) => {
    test.skip(process.platform === 'win32', 'Windows cannot stop a process in its tracks.')
    const image = noisyPng()
    const stalled = openai.next.stallsAfterPreview(1, { images: [image] })
    const answer = await app.chat.ask(prompt)
    const id = await answer.id()
    await expect(answer.preview).toBeVisible()

    await freezePage(app)
    stalled.continue()
    await expect.poll(() => profile.holds(image)).toBe(true)
    await app.kill()
    await app.start()
    await app.chat.openLatest()

    await app.chat.answer(id).becomes('done')
    await expect(app.chat.answer(id).image(prompt)).toBeVisible()
    await expect(app.chat.answer(id).cost).toHaveText('$0.019')
    await app.chat.answer(id).uploadBecomes('uploaded')
    expect(blob.blobs.get(`chat-images/${id}.png`)?.bytes.equals(image)).toBe(true)
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test('a kill of several runs at once leaves none of them spinning', { tag: '@core' }, async ({ app, openai }) => {
  const ids: string[] = []
  for (const subject of ['a river', 'a tower', 'a cloud']) {
    const stalled = openai.next.stallsAfterPreview(1)
    ids.push(await (await app.chat.ask(subject)).id())
    await stalled.stalled
    await app.chat.sidebar.newChat.click()
  }

  await app.kill()
  await app.start()

  await expect
    .poll(async () => {
      const rows = await readRows(app.window, 'messages')
      return rows.filter(({ id }) => ids.includes(String(id))).map(({ status }) => status)
    })
    .toEqual(['failed', 'failed', 'failed'])
  expect(openai.paidRequests).toHaveLength(3)
})

test('a finished conversation is whole after a restart without any network', async ({
  app,
  openai,
  blob,
  usualLaunch,
}) => {
  const id = await (await app.chat.generate(prompt)).id()
  await app.chat.answer(id).uploadBecomes('uploaded')
  await openai.stop()
  await blob.stop()

  await app.restart(usualLaunch)
  await app.chat.openLatest()

  await app.chat.answer(id).becomes('done')
  await expect(app.chat.answer(id).image(prompt)).toBeVisible()
  await expect(app.chat.questions.last()).toContainText(prompt)
})

test('an image whose file is gone says so instead of spinning', async ({ app, profile }) => {
  const id = await (await app.chat.generate(prompt)).id()
  await app.quit()
  await profile.deleteObjects()

  app.problems.expect(/easel-image:/)
  await app.start()
  await app.chat.openLatest()

  await app.chat.answer(id).becomes('done')
  await expect(app.chat.answer(id).root).toContainText(/missing|not found|no longer|gone/i)
})
