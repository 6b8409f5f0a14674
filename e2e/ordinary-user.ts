/** Starts the app as an ordinary user, for tests that themselves run as root (Linux). */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { LaunchOptions } from './app'
import { electronPath, isRoot, PROJECT } from './electron'
import type { Profile } from './profile'

/** An account that exists on every Linux and owns nothing. */
const USER = 'nobody'

/** Returns why this can't be tested here, or undefined. */
export function whyNoOrdinaryUser(): string | undefined {
  if (!isRoot) return 'All tests run as an ordinary user already.'
  const userNamespace = spawnSync('runuser', ['-u', USER, '--', 'unshare', '--user', '--map-root-user', 'true'])
  return userNamespace.status === 0 ? undefined : 'This system gives ordinary users no sandbox, or there is no runuser.'
}

/** Starts copies of Electron and the app, both readable by that user, with the full sandbox. */
export async function asOrdinaryUser(profile: Profile, options: LaunchOptions): Promise<LaunchOptions> {
  const place = profile.beside('')
  const appFolder = join(place, 'app')
  const executable = electronPath()
  await cp(dirname(executable), join(place, 'electron'), { recursive: true })
  await mkdir(appFolder)
  await cp(join(PROJECT, 'out'), join(appFolder, 'out'), { recursive: true })
  await cp(join(PROJECT, 'package.json'), join(appFolder, 'package.json'))

  const executablePath = join(place, 'electron-as-user')
  const variables = [...Object.keys(options.env ?? {}), 'DISPLAY', 'LANG'].join(',')
  await writeFile(
    executablePath,
    `#!/bin/sh\nexec runuser -u ${USER} -w '${variables}' -- '${join(place, 'electron', basename(executable))}' "$@"\n`,
  )
  chmodSync(executablePath, 0o755)
  execFileSync('chown', ['-R', `${USER}:`, place])
  return { ...options, executablePath, appFolder, isSandboxed: true }
}
