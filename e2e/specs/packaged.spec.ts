import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chromium, expect, type Page } from '@playwright/test'
import { cleanEnvironment, isRoot } from '../electron'
import { test } from '../fixtures'
import { packagedApp, providePackage } from '../package-build'
import { ChatPage } from '../pages/chat-page'

test.skip(process.platform !== 'linux', 'Only the Linux build is tried.')
// One worker, so that packaging happens once.
test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(300_000)
  const obstacle = await providePackage()
  test.skip(obstacle !== undefined, obstacle)
})

let app: ChildProcess | undefined

test.afterEach(async () => {
  if (!app || app.exitCode !== null) return
  const exited = once(app, 'exit')
  process.kill(-app.pid!, 'SIGKILL')
  await exited
})

test(
  'the packaged app makes an image, keeps it and uploads it',
  { tag: '@core' },
  async ({ profile, openai, blob, usualLaunch }) => {
    // Its fuses disable Node's inspector, so only the page is controlled.
    app = spawn(
      packagedApp,
      [...(isRoot ? ['--no-sandbox'] : []), '--remote-debugging-port=0', `--user-data-dir=${profile.folder}`],
      { env: cleanEnvironment(usualLaunch.env), stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    )
    const page = await findPage(app)
    const chat = new ChatPage(page)
    await chat.isReady()

    const answer = await chat.generate('a lighthouse at dusk')

    await answer.uploadBecomes('uploaded')
    await expect(answer.cost).toHaveText('$0.019')
    expect(openai.paidRequests).toHaveLength(1)
    await expect.poll(() => profile.objects()).toHaveLength(1)
    expect([...blob.blobs.keys()]).toEqual([`chat-images/${await answer.id()}.png`])
    expect(await page.evaluate(() => location.origin)).toBe('easel://app')
  },
)

test(
  'the packaged app cannot be made to run as plain Node or under an inspector',
  { tag: '@core' },
  async ({ profile }) => {
    app = spawn(
      packagedApp,
      [
        '-e',
        'console.log("pwned")',
        `--user-data-dir=${profile.folder}`,
        ...(isRoot ? ['--no-sandbox'] : []),
        '--inspect=0',
        '--remote-debugging-port=0',
      ],
      {
        env: cleanEnvironment({ ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require=/nonexistent.js' }),
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      },
    )
    let said = ''
    app.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()))
    app.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))

    await new ChatPage(await findPage(app)).isReady()

    expect(said).not.toMatch(/pwned|Debugger listening/)
  },
)

async function findPage({ stderr }: ChildProcess): Promise<Page> {
  const address = await new Promise<string>((resolve) => {
    let said = ''
    stderr!.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    })
  })
  const browser = await chromium.connectOverCDP(address, { noDefaults: true })
  const context = browser.contexts()[0]!
  return context.pages()[0] ?? context.waitForEvent('page')
}
