import { readFile } from 'node:fs/promises'
import { expect, test } from '../fixtures'
import { asOrdinaryUser, whyNoOrdinaryUser } from '../ordinary-user'

const obstacle = whyNoOrdinaryUser()
test.skip(obstacle !== undefined, obstacle)

test('an ordinary user gets an image in the full sandbox', async ({ launch, usualLaunch, profile, openai, blob }) => {
  const app = await launch(await asOrdinaryUser(profile, usualLaunch))

  const answer = await app.chat.generate('a lighthouse at dusk')
  await answer.uploadBecomes('uploaded')

  expect(openai.paidRequests).toHaveLength(1)
  expect(blob.blobs.size).toBe(1)
  const facts = await app.electron.evaluate(({ app: electron, BrowserWindow }) => ({
    user: process.getuid?.(),
    isUnsandboxed: electron.commandLine.hasSwitch('no-sandbox'),
    page: BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
  }))
  expect(facts).toMatchObject({ user: 65534, isUnsandboxed: false })
  // Mode 2: Chromium's filter limits the system calls of the page's process.
  expect(await readFile(`/proc/${facts.page}/status`, 'utf8')).toMatch(/^Seccomp:\t2$/m)
})
