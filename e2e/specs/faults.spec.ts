/** Rows of the fault table (docs/faults.md) that only the built app can show, beyond those in the other specs. */
import { once } from 'node:events'
import { readRows } from '../database'
import { PROJECT } from '../electron'
import { expect, test } from '../fixtures'
import { ChatPage } from '../pages/chat-page'
import { freezePage, thawPage } from '../processes'
import { noisyPng } from '../stand-ins/pictures'

const prompt = 'a kite over the dunes'

test('B05 two windows on one chat end with the same answer, paid and recorded once', async ({ app, openai }) => {
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
  expect(await readRows(app.window, 'messages')).toHaveLength(2)
  expect(openai.paidRequests).toHaveLength(1)
})

test('B08 a page that hangs loses nothing of what happens meanwhile', async ({ app, openai, profile }) => {
  const picture = noisyPng()
  const stalled = openai.next.stallsAfterPreview(1, { images: [picture] })
  const answer = await app.chat.ask(prompt)
  const id = await answer.id()
  await expect(answer.preview).toBeVisible()

  await freezePage(app)
  stalled.continue()
  await expect.poll(() => profile.holds(picture)).toBe(true)
  await thawPage(app)

  await app.chat.answer(id).becomes('done')
  await expect(app.chat.answer(id).image(prompt)).toBeVisible()
  expect(openai.paidRequests).toHaveLength(1)
})

test('G05 SIGTERM in mid-answer ends the app, and the next start tells what became of it', async ({ app, openai }) => {
  test.skip(process.platform === 'win32', 'Windows has no SIGTERM.')
  const stalled = openai.next.stallsAfterPreview(1)
  const id = await (await app.chat.ask(prompt)).id()
  await stalled.stalled

  const main = app.electron.process()
  const exited = once(main, 'exit')
  process.kill(main.pid!, 'SIGTERM')
  await exited
  await app.quit().catch(() => undefined)

  await app.start()
  await app.chat.openLatest()
  await app.chat.answer(id).failsWithCharge('unknown')
  expect(openai.paidRequests).toHaveLength(1)
})
