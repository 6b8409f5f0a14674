/** Users never face a blank window, whatever broke the page, and main's work continues meanwhile. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PROJECT } from '../electron'
import { expect, test } from '../fixtures'
import { RecoveryPage } from '../pages/recovery-page'

const prompt = 'a bridge in the fog'

test('B02 a page that crashes a fourth time in a minute makes room for the recovery page; the run goes on', async ({
  app,
  openai,
}) => {
  const stalled = openai.next.stallsAfterPreview(1)
  const id = await (await app.chat.ask(prompt)).id()
  await stalled.stalled
  for (let crash = 1; crash <= 3; crash += 1) await app.crashPage()

  await app.crashPageAndLook()

  const recovery = new RecoveryPage(app.window)
  await expect(recovery.root).toContainText('safe on this computer')
  stalled.continue()
  await stalled.over
  await recovery.reload.click()
  await app.chat.isReady()
  await app.chat.openLatest()
  await app.chat.answer(id).becomes('done')
  await expect(app.chat.answer(id).image(prompt)).toBeVisible()
  expect(openai.paidRequests).toHaveLength(1)
})

test('an error while drawing ends in the recovery screen, and a reload in the chat', async ({ app }) => {
  app.problems.expect(/broken on purpose|error occurred in the/i)
  // Breaks only the first render after the next load.
  await app.window.addInitScript(() => {
    if (sessionStorage.getItem('broken')) return
    sessionStorage.setItem('broken', 'yes')
    Object.defineProperty(globalThis, 'requestIdleCallback', {
      get: () => {
        throw new Error('broken on purpose')
      },
    })
  })

  await app.window.reload()

  const recovery = new RecoveryPage(app.window)
  await expect(recovery.root).toContainText('Your chats and images are safe on this computer.')
  await recovery.reload.click()
  await app.chat.isReady()
})

test('an error before anything is drawn ends in the recovery page, and a reload in the chat', async ({ app }) => {
  app.problems.expect(/broken on purpose/)
  await app.window.addInitScript(() => {
    if (sessionStorage.getItem('broken')) return
    sessionStorage.setItem('broken', 'yes')
    Object.defineProperty(globalThis, 'localStorage', {
      get: () => {
        throw new Error('broken on purpose')
      },
    })
  })

  await app.window.reload()

  const recovery = new RecoveryPage(app.window)
  await expect(recovery.root).toContainText('safe on this computer')
  await recovery.reload.click()
  await app.chat.isReady()
})

test('a page whose script does not even load is noticed by main', async ({ launch, profile, usualLaunch }) => {
  const copy = profile.beside('app')
  for (const name of ['out', 'package.json']) await cp(join(PROJECT, name), join(copy, name), { recursive: true })
  const app = await launch({ ...usualLaunch, appFolder: copy })
  const assets = join(copy, 'out', 'renderer', 'assets')
  const entry = join(
    assets,
    (await readdir(assets)).find((name) => /^first-.*\.js$/.test(name))!,
  )
  const sound = await readFile(entry)
  await writeFile(entry, '')

  await app.window.reload()

  const recovery = new RecoveryPage(app.window)
  await expect(recovery.root).toContainText('safe on this computer')
  await writeFile(entry, sound)
  await recovery.reload.click()
  await app.chat.isReady()
})
