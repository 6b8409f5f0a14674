// A short tour of the built app: one Demo prompt, from the placeholder to the saved file, printed as a timeline.

import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

import { withDisplay } from './display.mjs'
import { withoutAccounts } from './environment.mjs'
import { makeImage, startTimeline } from './make-image.mjs'
import { endProcess } from './run.mjs'
import { isRoot } from './sandbox.mjs'
import { say } from './say.mjs'
import { projectRoot } from './script.mjs'

/**
 * Runs the tour and returns the exit code. The profile is new and without keys, in the temporary folder. It stays
 * there, because the image and the screenshot are in it.
 */
export async function runTour({ executable }) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'easel-tour-'))
  const profile = path.join(folder, 'profile')
  const screenshot = path.join(folder, 'easel.png')

  return withDisplay(async (env) => {
    const mark = startTimeline(say)
    const app = await launch({ executable, profile, env })
    mark('app started')
    try {
      const file = await makeImage(await app.firstWindow(), { profile, screenshot, mark })
      say(`Image:      ${file}`)
      say(`Screenshot: ${screenshot}`)
      return 0
    } finally {
      await endProcess(app.process(), () => app.close())
    }
  })
}

async function launch({ executable, profile, env }) {
  // Not at the top of the file: `npm start` loads this module before the dependencies are installed.
  const { _electron } = await import('@playwright/test')
  return _electron.launch({
    executablePath: executable,
    args: [projectRoot, `--user-data-dir=${profile}`],
    env: withoutAccounts(env),
    // Playwright turns the sandbox off by default.
    chromiumSandbox: !isRoot(),
    timeout: 30_000,
  })
}
