import { expect, test } from '../fixtures'
import { BLOB_TOKEN } from '../stand-ins/blob'

const prompt = 'a teapot in the snow'

test.describe('without a Blob token', () => {
  test.use({ keys: { openai: true, blob: false } })

  test('the file on disk is the store, and nothing is uploaded', { tag: '@core' }, async ({ app, blob, profile }) => {
    const answer = await app.chat.generate(prompt)

    await answer.uploadBecomes('local')
    await expect.poll(() => profile.objects()).toHaveLength(1)
    expect(blob.requests).toEqual([])
  })
})

test(
  'a failing upload never hides the image, and a retry by hand completes it',
  { tag: '@core' },
  async ({ app, blob, openai }) => {
    blob.always.isDown()

    const answer = await app.chat.generate(prompt)
    await answer.uploadBecomes('failed')
    await expect(answer.image(prompt)).toBeVisible()
    await answer.becomes('done')

    blob.recovers()
    await answer.retryUpload()

    await answer.uploadBecomes('uploaded')
    expect([...blob.blobs.keys()]).toEqual([`chat-images/${await answer.id()}.png`])
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test('a failed upload is tried again by itself', async ({ app, blob }) => {
  blob.next.isDown()

  const answer = await app.chat.generate(prompt)

  await answer.uploadBecomes('uploaded')
  expect(blob.uploads).toHaveLength(2)
})

test('an upload whose answer was lost ends as one blob', { tag: '@core' }, async ({ app, blob }) => {
  blob.next.losesAnswer()

  const answer = await app.chat.generate(prompt)

  await answer.uploadBecomes('uploaded')
  expect([...blob.blobs.keys()]).toEqual([`chat-images/${await answer.id()}.png`])
})

test('a junk answer is not taken for an upload', { tag: '@core' }, async ({ app, blob }) => {
  blob.always.answersJunk()

  const answer = await app.chat.generate(prompt)

  await answer.uploadBecomes('failed')
})

test('D05 a revoked token is said once and tried once, and leaves the images', async ({ app, blob }) => {
  blob.token = 'vercel_blob_rw_StandIn4Canary_another'

  const answer = await app.chat.generate(prompt)
  await answer.uploadBecomes('failed')
  const second = await app.chat.generate('another teapot')
  await second.uploadBecomes('failed')

  await expect(answer.image(prompt)).toBeVisible()
  await expect(app.window.getByText('Uploads paused: the Blob store is refusing images.')).toHaveCount(1)
  expect(blob.uploads).toHaveLength(1)

  blob.token = BLOB_TOKEN
  await second.retryUpload()
  await answer.uploadBecomes('uploaded')
  await second.uploadBecomes('uploaded')
})

test('an upload that ends while the page is starting is shown as uploaded', async ({ app, blob, profile }) => {
  const stalled = blob.next.stalls()
  const id = await (await app.chat.generate(prompt)).id()
  await stalled.stalled
  // The page has main's answer, but follows its runs only when these timers of the app (the chunk `first`) have passed.
  await app.window.addInitScript(() => {
    const held: (() => void)[] = []
    const { setTimeout: later, requestAnimationFrame: atFrame } = window
    const isOfApp = (): boolean => new Error().stack?.includes('/first-') === true
    Object.assign(window, {
      setTimeout: (work: () => void, ms?: number) => (isOfApp() ? held.push(work) : later(work, ms)),
      requestAnimationFrame: (work: () => void) => (isOfApp() ? held.push(work) : atFrame(work)),
      release: () => {
        Object.assign(window, { setTimeout: later, requestAnimationFrame: atFrame })
        for (const work of held) later(work)
      },
    })
  })
  await app.window.reload({ waitUntil: 'commit' })
  await expect(app.chat.composer.model).toContainText('GPT Image')
  stalled.continue()
  await expect.poll(() => profile.filesContaining('blob.vercel-storage.com')).not.toEqual([])

  await app.window.evaluate(() => (window as unknown as { release(): void }).release())
  await app.chat.isReady()
  await app.chat.answer(id).uploadBecomes('uploaded')
})

test(
  'an upload that was under way when the app was killed is finished at the next start',
  { tag: '@core' },
  async ({ app, blob }) => {
    const stalled = blob.next.stalls()
    const id = await (await app.chat.generate(prompt)).id()
    await stalled.stalled
    await app.kill()
    expect(blob.blobs.size).toBe(0)

    await app.start()
    await app.chat.openLatest()

    await app.chat.answer(id).uploadBecomes('uploaded')
    expect([...blob.blobs.keys()]).toEqual([`chat-images/${id}.png`])
  },
)
