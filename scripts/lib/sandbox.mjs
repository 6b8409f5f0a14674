// Checks whether Chromium's sandbox works here. It's only turned off for root, for whom it never works.

import { statSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

import { run } from './run.mjs'
import { Stop } from './script.mjs'

/** The arguments that every start of Electron needs on this machine. */
export function sandboxArguments() {
  return isRoot() ? ['--no-sandbox'] : []
}

/** Chromium refuses to run as root with its sandbox on. */
export function isRoot() {
  return process.getuid?.() === 0
}

/** Throws a `Stop` with the command to run if the system denies sandboxes to ordinary users' programs. */
export async function checkSandbox(executable) {
  if (process.platform !== 'linux' || isRoot()) return
  const helper = path.join(path.dirname(executable), 'chrome-sandbox')
  if (isOwnedByRootWithSetuid(helper)) return
  // What Chromium does itself: create a user namespace. Ubuntu since 24.04 and some containers forbid it.
  const { code } = await run('unshare', ['--user', '--map-root-user', 'true'], { timeoutMs: 10_000 })
  if (code === 0 || code === 127) return
  throw new Stop(
    'Electron needs its sandbox to start, and this system does not allow it for ordinary programs.\n' +
      `Please run: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  )
}

function isOwnedByRootWithSetuid(file) {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats !== undefined && stats.uid === 0 && (stats.mode & 0o4000) !== 0
}
