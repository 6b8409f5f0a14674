// What Electron needs on a Linux system: shared libraries, and a virtual display if there's no real one.

import process from 'node:process'

import { findOnPath, run } from './run.mjs'
import { Stop } from './script.mjs'

/** Loaded at run time, so `ldd` doesn't list it. */
const gtk = 'libgtk-3.so.0'

/** What to install with each system's package manager. For Debian and Ubuntu, see `debianPackages`. */
const otherSystems = [
  { tool: 'dnf', command: 'sudo dnf install gtk3 nss mesa-libgbm alsa-lib libXScrnSaver libXtst xorg-x11-server-Xvfb' },
  { tool: 'pacman', command: 'sudo pacman -S gtk3 nss mesa alsa-lib libxss libxtst xorg-server-xvfb' },
  {
    tool: 'zypper',
    command: 'sudo zypper install gtk3 mozilla-nss libgbm1 alsa libXss1 libXtst6 xorg-x11-server-Xvfb',
  },
]

/**
 * Makes sure that the executable finds what it needs. As root on Debian and Ubuntu it installs it and calls `announce`;
 * elsewhere it throws a `Stop` with the command to run. `virtualDisplay` says whether Xvfb is needed too.
 */
export async function provideSystemLibraries({ executable, virtualDisplay, announce }) {
  if (process.platform !== 'linux') return
  const missing = await findMissing(executable, virtualDisplay)
  if (missing.length === 0) return

  if (findOnPath('apt-get') === undefined) {
    const known = otherSystems.find(({ tool }) => findOnPath(tool) !== undefined)
    throw new Stop(`Missing from this system: ${missing.join(', ')}.\n${askFor(known?.command)}`)
  }
  if (process.getuid() !== 0) {
    const packages = await debianPackages()
    throw new Stop(
      `Missing from this system: ${missing.join(', ')}.\n${askFor(`sudo apt-get install ${packages.join(' ')}`)}`,
    )
  }

  announce(`Installing system libraries: ${missing.join(', ')}.`)
  await apt(['update'])
  await apt(['install', '--yes', '--no-install-recommends', ...(await debianPackages())])
  const stillMissing = await findMissing(executable, virtualDisplay)
  if (stillMissing.length > 0) throw new Stop(`Still missing from this system: ${stillMissing.join(', ')}.`)
}

function askFor(command) {
  return command === undefined ? "Please install them with your system's package manager." : `Please run: ${command}`
}

async function findMissing(executable, virtualDisplay) {
  const linked = await run('ldd', [executable], { timeoutMs: 30_000 })
  const known = await run('/sbin/ldconfig', ['-p'], { timeoutMs: 30_000 })
  const missing = parseMissingLibraries(linked.output)
  // If there's no such list, for example with another C library, `ldd` must suffice.
  if (known.code === 0 && !known.output.includes(gtk)) missing.push(gtk)
  if (virtualDisplay && findOnPath('Xvfb') === undefined) missing.push('Xvfb')
  return [...new Set(missing)]
}

/** The libraries that `ldd` reports as "not found". */
export function parseMissingLibraries(lddOutput) {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library)
}

/** Returns the packages to install, under their names in this release of Debian or Ubuntu. */
async function debianPackages() {
  const names = ['libgtk-3-0', 'libasound2', 'libnss3', 'libgbm1', 'libxss1', 'libxtst6', 'xvfb', 'xauth']
  return Promise.all(names.map(async (name) => ((await isKnownToApt(`${name}t64`)) ? `${name}t64` : name)))
}

/** Since 2024, libraries with a 64-bit `time_t` have a suffix, and some old names no longer exist. */
async function isKnownToApt(name) {
  const { code, output } = await run('apt-cache', ['show', name], { timeoutMs: 30_000 })
  return code === 0 && output.includes(`Package: ${name}`)
}

async function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { code, output } = await run('apt-get', args, { env, timeoutMs: 15 * 60_000 })
  if (code !== 0) throw new Stop(`\`apt-get ${args.join(' ')}\` failed:\n${output.trim()}`)
}
