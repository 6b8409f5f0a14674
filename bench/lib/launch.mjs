// Starts an app in Electron, and ends it with all its child processes.

import { mkdirSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

import { withoutAccounts } from '../../scripts/lib/environment.mjs'
import { endProcess, start } from '../../scripts/lib/run.mjs'
import { sandboxArguments } from '../../scripts/lib/sandbox.mjs'
import { now, within } from './clock.mjs'
import { createDevTools } from './devtools.mjs'
import { attachToPage } from './page.mjs'

const observer = fileURLToPath(new URL('observer.cjs', import.meta.url))

/** Long enough for a busy machine. After that, something hangs. */
const startMs = 60_000

/**
 * Starts `subject` (see subjects.mjs). With `observed`, a module loaded into its main process reports what happens
 * there. Without it the app is as users have it, apart from the DevTools pipe.
 */
export function launch(subject, { env = {}, observed = false } = {}) {
  mkdirSync(subject.profile, { recursive: true })
  const startedAt = now()
  const child = start(
    subject.executable,
    [
      ...(observed ? ['-r', observer] : []),
      ...sandboxArguments(),
      '--remote-debugging-pipe',
      subject.folder,
      `--user-data-dir=${subject.profile}`,
    ],
    {
      env: { ...withoutAccounts(), ...env },
      // Chromium reads the DevTools protocol from 3 and writes it to 4.
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe', ...(observed ? ['ipc'] : [])],
      // A separate process group, so that everything can be ended together.
      detached: process.platform !== 'win32',
    },
  )
  const failed = new Promise((_, reject) => child.once('error', reject))
  failed.catch(() => {})

  const devTools = createDevTools({ input: child.stdio[3], output: child.stdio[4] })
  return {
    startedAt,
    pid: child.pid,
    devTools,
    page: () => within(startMs, `${subject.name} opens its window`, Promise.race([attachToPage(devTools), failed])),
    ask: (question) => within(startMs, `${subject.name} answers “${question}”`, askObserver(child, question)),
    /** Quits as the system would request it, so that the app leaves a clean profile. */
    async end() {
      if (child.pid === undefined) return
      await endProcess(child, () => child.kill('SIGTERM'))
      endGroup(child)
    },
  }
}

function askObserver(child, question) {
  return new Promise((resolve) => {
    const listen = (message) => {
      if (message.question !== question) return
      child.off('message', listen)
      resolve(message.answer)
    }
    child.on('message', listen)
    child.send(question)
  })
}

function endGroup(child) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    // Everything has ended, as expected.
  }
}
