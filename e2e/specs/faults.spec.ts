/**
 * Rows of the fault table (docs/faults.md) that only the built app can show, in addition to those in the other specs.
 */
import { readdir, readFile, rm } from 'node:fs/promises'
import { sep } from 'node:path'
import type { EaselApp } from '../app'
import { readRows } from '../database'
import { PROJECT } from '../electron'
import { expect, test } from '../fixtures'
import { ChatPage } from '../pages/chat-page'
import { holdRenames } from '../held-files'
import { freezePage, thawPage } from '../processes'
import type { Profile } from '../profile'
import { noisyPng } from '../stand-ins/images'

const prompt = 'a kite over the dunes'

test(
  'A01 killed before the run is on disk: no run, nothing sent, and the prompt is in the composer',
  { tag: '@core' },
  async ({ app, openai, profile }) => {
    await app.chat.composer.chooseModel('GPT Image (recommended)')
    const record = await holdRenames(app, `${sep}runs${sep}`)
    await app.chat.composer.submit(prompt)
    await record.reached()
    await expect(app.chat.lastAnswer.placeholder).toBeVisible()
    await expect.poll(() => profile.text('session.json')).toContain(prompt)
    await app.kill()
    expect((await readdir(profile.path('runs'))).filter((name) => name.endsWith('.json'))).toEqual([])

    await app.start()

    await expect(app.chat.composer.message).toHaveValue(prompt)
    // No trace of it in the history: no question, no answer, no chat.
    await expect(app.chat.questions).toHaveCount(0)
    await expect(app.chat.sidebar.root.getByRole('listitem')).toHaveCount(0)
    await expect.poll(() => readRows(app.window, 'messages')).toEqual([])
    // The list of models may be read at any time, and costs nothing.
    expect(openai.paidRequests).toEqual([])
  },
)

test(
  'B05 two windows on one chat end with the same answer, paid and recorded once',
  { tag: '@core' },
  async ({ app, openai }) => {
    const stalled = openai.next.stallsAfterPreview(1)
    const id = await (await app.chat.ask(prompt)).id()
    await stalled.stalled
    const opened = app.electron.waitForEvent('window')
    await app.electron.evaluate(({ BrowserWindow }, preload) => {
      const second = new BrowserWindow({
        width: 1280,
        height: 800,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      })
      void second.loadURL('easel://app/')
    }, `${PROJECT}/out/preload/index.js`)
    const second = new ChatPage(await opened)
    await second.isReady()
    await second.openLatest()
    await second.answer(id).becomes('streaming')

    stalled.continue()

    await app.chat.answer(id).becomes('done')
    await second.answer(id).becomes('done')
    await expect(app.chat.answer(id).image(prompt)).toBeVisible()
    await expect(second.answer(id).image(prompt)).toBeVisible()
    await expect.poll(() => readRows(app.window, 'messageAttachments')).toHaveLength(1)
    await expect.poll(() => readRows(app.window, 'messages')).toHaveLength(2)
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test(
  'B08 a page that hangs through thousands of changes loses none of them, and main does not grow',
  { tag: '@core' },
  async ({ app, openai, profile }) => {
    test.skip(process.platform === 'win32', 'Windows cannot stop a process in its tracks.')
    const image = noisyPng()
    const stalledImage = openai.next.stallsAfterPreview(1, { images: [image] })
    const imageId = await (await app.chat.ask(prompt)).id()
    await stalledImage.stalled
    await app.chat.sidebar.newChat.click()
    await app.chat.composer.chooseModel('GPT-6.1 Terra')
    const words = Array.from({ length: 30_000 }, (_, index) => `w${index} `)
    const stalledText = openai.next.textThatStalls(['It begins. '], [...words, 'It ends.'])
    const textId = await (await app.chat.ask('Tell me a long story')).id()
    await stalledText.stalled
    const before = await memoryOfMain(app)

    await freezePage(app)
    stalledImage.continue()
    stalledText.continue()
    await Promise.all([stalledImage.over, stalledText.over])
    await expect.poll(() => profile.holds(image)).toBe(true)
    await expect.poll(() => spendings(profile)).toBe(2)
    // Each word goes to the page once: memory grows by no more than a few copies of the text.
    expect((await memoryOfMain(app)) - before).toBeLessThan(64 * 1024 * 1024)
    await thawPage(app)

    await app.chat.answer(textId).becomes('done')
    await expect(app.chat.answer(textId).root).toContainText('w29999 It ends.')
    await app.chat.open(prompt)
    await app.chat.answer(imageId).becomes('done')
    await expect(app.chat.answer(imageId).image(prompt)).toBeVisible()
    // The row is written after the screen changes. Compared here, so that a failure doesn't print all 30,000 words.
    const story = `It begins. ${words.join('')}It ends.`
    await expect
      .poll(async () => (await readRows(app.window, 'messages')).some(({ text }) => text === story))
      .toBe(true)
    expect(openai.paidRequests).toHaveLength(2)
  },
)

test(
  'B12 a chat that is deleted while its image is made stays deleted, and the image is kept',
  { tag: '@core' },
  async ({ app, openai, profile }) => {
    const image = noisyPng()
    const stalled = openai.next.stallsAfterPreview(1, { images: [image] })
    const id = await (await app.chat.ask(prompt)).id()
    await stalled.stalled
    await app.chat.sidebar.delete(prompt)

    stalled.continue()

    const isKept = async () => {
      await expect(app.window.getByText('Your chats will appear here.')).toBeVisible()
      await expect.poll(() => readRows(app.window, 'attachments')).toHaveLength(1)
      await expect
        .poll(() => readRows(app.window, 'messageAttachments'))
        .toMatchObject([{ messageId: id, position: 0 }])
      await expect
        .poll(() => readRows(app.window, 'chats'))
        .toMatchObject([{ deletedAt: expect.any(Number) as unknown }])
      await expect.poll(() => profile.holds(image)).toBe(true)
      await expect(app.chat.sidebar.root.getByRole('link')).toHaveCount(0)
    }
    await isKept()
    await app.restart()
    await isKept()
    await app.quit()
    await rm(profile.path('IndexedDB'), { recursive: true })
    await app.start()
    await isKept()
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test(
  'C20 an answer that arrives after Stop is kept and says so, also after the database was rebuilt',
  { tag: '@core' },
  async ({ app, openai, profile }) => {
    const image = noisyPng()
    openai.next.image({ images: [image], previews: [] })
    const storing = await holdRenames(app, `${sep}objects${sep}`)
    const answer = await app.chat.ask(prompt)
    const id = await answer.id()
    await storing.reached()
    await answer.stop.click()
    await answer.becomes('cancelled')

    await storing.release()

    const isMarked = async () => {
      await app.chat.answer(id).becomes('done')
      await expect(app.chat.answer(id).image(prompt)).toBeVisible()
      await expect(app.chat.answer(id).root).toContainText('Arrived after you pressed Stop')
      await expect(app.chat.answer(id).cost).toBeVisible()
    }
    await isMarked()
    await app.restart()
    await app.chat.openLatest()
    await isMarked()
    await app.quit()
    await rm(profile.path('IndexedDB'), { recursive: true })
    await app.start()
    await app.chat.openLatest()
    await isMarked()
    expect(openai.paidRequests).toHaveLength(1)
  },
)

test(
  'G05 SIGTERM in mid-answer ends the app, and the next start tells what became of it',
  { tag: '@core' },
  async ({ app, openai }) => {
    test.skip(process.platform === 'win32', 'Windows has no SIGTERM.')
    const stalled = openai.next.stallsAfterPreview(1)
    const id = await (await app.chat.ask(prompt)).id()
    await stalled.stalled

    const ended = app.hasEnded()
    process.kill(app.electron.process().pid!, 'SIGTERM')
    await ended

    await app.start()
    await app.chat.openLatest()
    await app.chat.answer(id).failsWithCharge('unknown')
    expect(openai.paidRequests).toHaveLength(1)
  },
)

function memoryOfMain(app: EaselApp): Promise<number> {
  return app.electron.evaluate(() => process.memoryUsage().rss)
}

/** Returns how many answers main has settled. */
async function spendings(profile: Profile): Promise<number> {
  return (await readFile(profile.path('ledger.log'), 'utf8').catch(() => '')).split('\n').filter(Boolean).length
}
