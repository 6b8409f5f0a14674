// Tests the packaged app: it must start and make an image.

import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

import { withDisplay } from './display.mjs'
import { withoutAccounts } from './environment.mjs'
import { makeImage } from './make-image.mjs'
import { endProcess, start } from './run.mjs'
import { sandboxArguments } from './sandbox.mjs'
import { Stop } from './script.mjs'

const startMs = 30_000

/** Starts the packaged executable with a new profile and makes an image in it. Throws if that doesn't work. */
export async function tryPackaged(executable) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'easel-packaged-'))
  const profile = path.join(folder, 'profile')
  try {
    await withDisplay(async (env) => {
      const args = [...sandboxArguments(), '--remote-debugging-port=0', `--user-data-dir=${profile}`]
      const app = start(executable, args, { env: withoutAccounts(env), stdio: ['ignore', 'ignore', 'pipe'] })
      try {
        const window = await connect(await debuggingAddress(app))
        await makeImage(window, { profile, screenshot: path.join(folder, 'easel.png'), mark: () => {} })
      } finally {
        await endProcess(app, () => app.kill('SIGTERM'))
      }
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Returns the address for controlling the page, which Chromium prints to stderr. */
function debuggingAddress(app) {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (reason) => reject(new Stop(`The packaged app ${reason}.\n${said}`))
    setTimeout(() => fail(`did not start within ${startMs / 1_000} s`), startMs).unref()
    app.once('error', (error) => fail(`could not be started: ${error.message}`))
    app.once('exit', (code) => fail(`ended at once with code ${code}`))
    app.stderr.on('data', (chunk) => {
      said += chunk
      const [, address] = said.match(/DevTools listening on (ws:\S+)/) ?? []
      if (address !== undefined) resolve(address)
    })
  })
}

/**
 * Playwright's own way into Electron needs Node's inspector, which the packaged app's fuses rightly disable. So this
 * controls only the page, without the defaults for whole browsers, some of which Electron lacks.
 */
async function connect(address) {
  const { chromium } = await import('@playwright/test')
  const browser = await chromium.connectOverCDP(address, { noDefaults: true })
  const [context] = browser.contexts()
  return context.pages()[0] ?? context.waitForEvent('page')
}
