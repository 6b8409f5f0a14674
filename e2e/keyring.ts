/** A real keyring for one test: a private session bus with an unlocked gnome-keyring (Linux). */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { electronPath } from './electron'
import type { Profile } from './profile'

const TOOLS = ['dbus-run-session', 'gnome-keyring-daemon']

/** Whether there's a keyring. On Debian and Ubuntu, root installs it if it's missing. */
export function canHaveKeyring(): boolean {
  if (process.platform !== 'linux') return false
  return TOOLS.every(isThere) || (install() && TOOLS.every(isThere))
}

/**
 * An executable that starts Electron like a desktop session: with a bus, and a keyring unlocked at login. The keyring's
 * file is next to the profile, so that the next start finds it.
 */
export async function electronInSession(profile: Profile): Promise<string> {
  const home = profile.beside('home')
  await mkdir(home, { mode: 0o700 })
  const inner = profile.beside('in-session.sh')
  await writeFile(
    inner,
    `#!/bin/sh
printf 'a password' | gnome-keyring-daemon --unlock --components=secrets > '${home}/keyring.txt'
exec '${electronPath()}' "$@"
`,
    { mode: 0o755 },
  )
  const outer = profile.beside('electron-in-session')
  await writeFile(
    outer,
    `#!/bin/sh
export HOME='${home}' XDG_RUNTIME_DIR='${home}' XDG_DATA_HOME='${home}' XDG_CURRENT_DESKTOP=GNOME
exec dbus-run-session -- '${inner}' "$@"
`,
    { mode: 0o755 },
  )
  return outer
}

function isThere(tool: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0
}

function install(): boolean {
  if (process.getuid?.() !== 0 || !isThere('apt-get')) return false
  try {
    execFileSync('apt-get', ['install', '--yes', '--no-install-recommends', 'dbus', 'gnome-keyring'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'ignore',
      timeout: 120_000,
    })
    return true
  } catch {
    return false
  }
}
