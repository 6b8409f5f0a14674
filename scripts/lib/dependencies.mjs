// Installs the packages of package-lock.json in node_modules, exactly as locked.

import { readFileSync } from 'node:fs'

import { isUnreachable, npm } from './npm.mjs'
import { inProject, Stop } from './script.mjs'

/** Installs the dependencies if they're missing or differ from the lock, and calls `announce` first. */
export async function provideDependencies({ announce }) {
  const lock = readJson(inProject('package-lock.json'))
  if (lock === undefined) throw new Stop('package-lock.json is missing. This copy of the project is incomplete.')
  const installed = readJson(inProject('node_modules', '.package-lock.json'))
  if (installed !== undefined && isInstalledAsLocked(lock, installed)) return

  announce(installed === undefined ? 'Installing the dependencies.' : 'Updating the dependencies to the lock file.')
  // Without the registry npm would retry for minutes. From its cache alone it either succeeds or fails at once.
  const isOnline = await isRegistryReachable()
  const { code, output } = await npm(
    ['ci', '--no-audit', '--no-fund', '--loglevel=error', isOnline ? '--prefer-offline' : '--offline'],
    { timeoutMs: 20 * 60_000 },
  )
  if (code === 0) return
  throw new Stop(
    isOnline
      ? `Missing: the dependencies. \`npm ci\` failed:\n${firstLines(output)}`
      : 'Missing: the dependencies. The npm registry cannot be reached.\nConnect to the internet and run this again.',
  )
}

/** npm prints its whole manual after an error. */
function firstLines(output) {
  return output.trim().split('\n').slice(0, 12).join('\n')
}

async function isRegistryReachable() {
  const { output, timedOut } = await npm(['ping', '--fetch-retries=0', '--fetch-timeout=8000'], { timeoutMs: 20_000 })
  // A registry that doesn't support the request has still answered.
  return !timedOut && !isUnreachable(output)
}

/**
 * Compares the lock with npm's own record of what it installed in node_modules, which npm writes last. So a
 * half-finished installation counts as missing, and a manual `npm install` counts as well.
 */
export function isInstalledAsLocked(lock, installed) {
  const wanted = Object.entries(lock.packages).filter(([location]) => location !== '')
  const isAsLocked = wanted.every(([location, { version, integrity, optional }]) => {
    const present = installed.packages[location]
    // Optional packages are those of other platforms; npm leaves them out.
    if (present === undefined) return optional === true
    return present.version === version && present.integrity === integrity
  })
  return isAsLocked && Object.keys(installed.packages).every((location) => location in lock.packages)
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
