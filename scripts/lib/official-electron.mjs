// The Electron named in package.json, installed into node_modules by Electron's own installer.

import { existsSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'

import { run } from './run.mjs'
import { inProject } from './script.mjs'

const folder = inProject('node_modules', 'electron')

/** Long enough for a slow connection, short enough not to annoy without one. */
const probeMs = 5_000

/** The version of the installer in node_modules. `undefined` before the dependencies are installed. */
export function officialVersion() {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version
  } catch {
    return undefined
  }
}

/** The path of the executable if the right version was downloaded, else `undefined`. */
export function findOfficialElectron() {
  try {
    const downloaded = readFileSync(path.join(folder, 'dist', 'version'), 'utf8').replace(/^v/, '')
    const executable = path.join(folder, 'dist', readFileSync(path.join(folder, 'path.txt'), 'utf8'))
    return downloaded === officialVersion() && existsSync(executable) ? executable : undefined
  } catch {
    return undefined
  }
}

/**
 * Downloads the executable if its source can be reached, and returns its path. Otherwise returns `undefined` within
 * seconds. Calls `announce` when a download starts.
 */
export async function downloadOfficialElectron({ announce }) {
  const version = officialVersion()
  if (version === undefined) return undefined
  if (!(await isInDownloadCache(version)) && !(await isDownloadReachable(version))) return undefined

  announce(`Downloading Electron ${version} (about 120 MB, once).`)
  const { code } = await run(process.execPath, [path.join(folder, 'install.js')], { timeoutMs: 15 * 60_000 })
  return code === 0 ? findOfficialElectron() : undefined
}

/** Sends a HEAD request for the actual file, so that the hosts it redirects to are tried as well. */
async function isDownloadReachable(version) {
  // Node's fetch doesn't support proxies. If a proxy is configured for Electron's installer, assume that it works.
  if (process.env.ELECTRON_GET_USE_PROXY) return true
  const mirror = process.env.npm_config_electron_mirror || process.env.ELECTRON_MIRROR
  if (mirror) return true
  const file = `electron-v${version}-${process.platform}-${process.arch}.zip`
  const url = `https://github.com/electron/electron/releases/download/v${version}/${file}`
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeMs) })
    return response.ok
  } catch {
    return false
  }
}

/** Whether Electron's installer has downloaded this version before, for another clone. Then it needs no network. */
async function isInDownloadCache(version) {
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`
  const root = process.env.electron_config_cache || defaultDownloadCache()
  const folders = await readdir(root).catch(() => [])
  return folders.some((each) => existsSync(path.join(root, each, name)))
}

function defaultDownloadCache() {
  const home = os.homedir()
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches', 'electron')
  if (process.platform === 'win32') {
    return path.join(process.env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'electron', 'Cache')
  }
  return path.join(process.env.XDG_CACHE_HOME || path.join(home, '.cache'), 'electron')
}
