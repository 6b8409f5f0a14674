/** Servers other than OpenAI itself: their addresses, formats, and answers in other shapes. */
import type { Page } from '@playwright/test'
import type { Bridge } from '../../src/shared/contract'
import type { ObjectHash } from '../../src/shared/ids'
import { readRows } from '../database'
import { expect, test } from '../fixtures'
import { OPENAI_KEY, OpenAiStandIn } from '../stand-ins/openai'
import { ImageHost } from '../stand-ins/image-host'
import { smallAvif, soundPng, turnedJpeg, turnedPng, turnedWebp } from '../stand-ins/images'

/** Swaps width and height in every image row. */
function swapSizes(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('easel')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    await new Promise((resolve) => {
      const transaction = database.transaction('attachments', 'readwrite')
      const store = transaction.objectStore('attachments')
      const reading = store.getAll()
      reading.onsuccess = () => {
        for (const row of reading.result as { width: number; height: number }[])
          store.put({ ...row, width: row.height, height: row.width })
      }
      transaction.oncomplete = resolve
    })
    database.close()
  })
}

for (const address of ['localhost:8080/v1', 'http://api.example.com/v1']) {
  test(`an address in the environment that can't be used (${address}) stops everything, and Settings says why`, async ({
    launch,
    openai,
  }) => {
    const app = await launch({ env: { OPENAI_API_KEY: OPENAI_KEY, OPENAI_BASE_URL: address } })
    await app.chat.composer.chooseModel('GPT Image 2')
    await app.chat.composer.submit('a lighthouse at dusk')
    const { refusal } = app.chat.composer
    await expect(refusal).toContainText('The server address can’t be used')
    await refusal.getByRole('button', { name: 'Open settings', exact: true }).click()
    const { root, openAiBaseUrl } = app.settings
    await expect(openAiBaseUrl).toHaveAttribute('aria-invalid', 'true')
    await expect(root.getByRole('alert')).toContainText(`OPENAI_BASE_URL is set, but can’t be used. “${address}”`)
    expect(openai.requests).toEqual([])
  })
}

test('an address without /v1 is offered with it, and one click is enough', async ({ launch, openai }) => {
  const app = await launch({ env: { OPENAI_API_KEY: OPENAI_KEY, OPENAI_BASE_URL: openai.origin } })
  await app.chat.composer.chooseModel('GPT Image 2')
  const answer = await app.chat.ask('a lighthouse at dusk')
  await answer.failsWithCharge('none')
  await expect(answer.alert).toContainText('There is no API at this address')
  await answer.alert.getByRole('button', { name: `Use ${openai.baseUrl}`, exact: true }).click()
  await expect(app.window.getByText('Settings saved')).toBeVisible()
  await answer.retry.click()
  await app.chat.lastAnswer.becomes('done')
})

test('what a service says is shown, also when it calls its error a success', async ({ app, openai }) => {
  openai.next.answers((exchange) => exchange.json(200, { error: 'model not loaded' }))
  await app.chat.composer.chooseModel('GPT Image 2')
  const answer = await app.chat.ask('a lighthouse at dusk')
  await answer.failsWithCharge('unknown')
  await expect(answer.alert).toContainText('OpenAI reported an error')
  await expect(answer.alert).toContainText('model not loaded')
})

test('an image in the network of the user is not loaded, and its address can be copied', async ({ app, openai }) => {
  const router = await OpenAiStandIn.start()
  openai.next.answers((exchange) => exchange.json(200, { data: [{ url: `${router.origin}/x.png` }] }))
  await app.chat.composer.chooseModel('GPT Image 2')
  const answer = await app.chat.ask('a lighthouse at dusk')
  await answer.failsWithCharge('unknown')
  await expect(answer.alert).toContainText(`${router.origin}/x.png`)
  await answer.alert.getByRole('button', { name: 'Copy image address', exact: true }).click()
  await expect(app.window.getByText('Address copied')).toBeVisible()
  expect(router.requests).toEqual([])
  await router.stop()
})

test('an image in the network of the user is fetched once the user allows it, without the key, and paid once', async ({
  app,
  openai,
}) => {
  const router = await ImageHost.start(soundPng())
  openai.next.answers((exchange) => exchange.json(200, { data: [{ url: `${router.origin}/x.png` }] }))
  await app.chat.composer.chooseModel('GPT Image 2')
  const answer = await app.chat.ask('a lighthouse at dusk')
  await answer.failsWithCharge('unknown')

  // The first attempt finds nothing there. The answer survives a kill, and so does the permission.
  router.isDown = true
  await answer.alert.getByRole('button', { name: `Allow and fetch from ${new URL(router.origin).host}` }).click()
  await expect(answer.alert).toContainText('The image couldn’t be downloaded')
  await app.kill()
  router.isDown = false
  await app.start()

  await app.chat.lastAnswer.becomes('done')
  await expect(app.chat.lastAnswer.image('a lighthouse at dusk')).toBeVisible()
  expect(router.keys).toEqual([undefined, undefined])
  expect(openai.paidRequests).toHaveLength(1)
  await router.stop()
})

for (const [name, bytes] of [
  ['an AVIF', smallAvif()],
  ['a JPEG on its side', turnedJpeg()],
  ['a PNG on its side', turnedPng()],
  ['a WebP on its side', turnedWebp()],
] as const) {
  test(`${name} is shown in its own proportions`, async ({ app, openai }) => {
    openai.next.image({ images: [bytes], previews: [] })
    await app.chat.composer.chooseModel('GPT Image 2')
    const answer = await app.chat.ask('a lighthouse at dusk')
    await answer.becomes('done')
    const image = answer.image('a lighthouse at dusk')
    await expect(image).toBeVisible()
    // Main measures the file: the page corrects the reported size once the image has loaded.
    const sizes = await image.evaluate(async (shown: HTMLImageElement) => {
      const { easel } = window as unknown as { readonly easel: Bridge }
      const reply = await easel.request('images.describe', new URL(shown.src).host as ObjectHash)
      return { natural: [shown.naturalWidth, shown.naturalHeight], reply }
    })
    const [width = 0, height = 0] = sizes.natural
    expect(width).toBeGreaterThan(0)
    expect(sizes.reply).toMatchObject({ ok: true, value: { width, height } })
  })
}

test('an image whose row has width and height swapped, as 0.1 wrote it, is shown whole and stays so', async ({
  app,
  openai,
}) => {
  openai.next.image({ images: [turnedJpeg()], previews: [] })
  await app.chat.composer.chooseModel('GPT Image 2')
  const answer = await app.chat.ask('a lighthouse at dusk')
  await answer.becomes('done')
  const id = await answer.id()
  // The end of the upload writes the row once more, shortly after the badge shows it.
  await expect.poll(() => readRows(app.window, 'attachments')).toMatchObject([{ uploadState: 'uploaded' }])
  await swapSizes(app.window)
  await expect.poll(() => readRows(app.window, 'attachments')).toMatchObject([{ width: 20, height: 12 }])
  await app.reload()
  const image = app.chat.answer(id).image('a lighthouse at dusk')
  await expect(image).toHaveAttribute('width', '12')
  await expect(image).toHaveAttribute('height', '20')
  await expect.poll(() => readRows(app.window, 'attachments')).toMatchObject([{ width: 12, height: 20 }])
})

test('words that come only at the end are shown, and an answer without words says why', async ({ app, openai }) => {
  const events = (...all: readonly object[]) => all.map((event) => `data: ${JSON.stringify(event)}\n`).join('')
  const streams = (body: string) =>
    openai.next.answers((exchange) => exchange.send(200, 'text/event-stream', `data: ping\n\n${body}`))
  const words = { type: 'message', content: [{ type: 'output_text', text: 'Here are my words.' }] }
  streams(events({ type: 'response.completed', response: { output: [words] } }))
  await app.chat.composer.chooseModel('GPT-6.1 Terra')
  const answer = await app.chat.ask('Say something')
  await answer.becomes('done')
  await expect(answer.root).toContainText('Here are my words.')

  streams(events({ type: 'response.completed', response: { output: [{ type: 'function_call', name: 'search' }] } }))
  const silent = await app.chat.ask('Say something else')
  await silent.becomes('failed')
  await expect(silent.alert).toContainText('The model only tried to use a tool')
})

test('an AVIF is copied as an image that other programs can paste', async ({ app, openai }) => {
  openai.next.image({ images: [smallAvif()], previews: [] })
  await app.chat.composer.chooseModel('GPT Image 2')
  const answer = await app.chat.ask('a lighthouse at dusk')
  await answer.becomes('done')
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('before'))
  await answer.root.hover()
  await answer.copyImage.click()
  await expect(app.window.getByText('Image copied')).toBeVisible()
  await expect
    .poll(() =>
      app.electron.evaluate(({ clipboard }) =>
        (clipboard as unknown as { readImage(): Electron.NativeImage }).readImage().getSize(),
      ),
    )
    .not.toEqual({ width: 0, height: 0 })
})
