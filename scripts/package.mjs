// Builds the packages for users, for the system it runs on, and tests them. Arguments go to electron-builder. If the
// current Electron can't be downloaded, it only makes an unpacked build for testing.

import { readFile, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

import { provideBuild } from './lib/build.mjs'
import { prepare } from './lib/prepare.mjs'
import { say } from './lib/say.mjs'
import { inProject, runScript, Stop } from './lib/script.mjs'
import { runTool } from './lib/tool.mjs'
import { tryPackaged } from './lib/try-packaged.mjs'

await runScript(async (args) => {
  // The Electron used in development must not determine which one is shipped.
  delete process.env.EASEL_ELECTRON
  const { executable, isFallback } = await prepare()
  await provideBuild({ announce: say })
  await rm(inProject('dist'), { recursive: true, force: true })
  await (isFallback ? packageFallback(executable) : build(args))

  const packaged = findPackaged()
  if (packaged === undefined) return
  await tryPackaged(packaged)
  say(`The packaged app starts and makes an image: ${packaged}`)
})

/** Makes the unpacked build for this machine, as close to the real one as the older runtime allows. */
async function packageFallback(executable) {
  say('Packaging an unpacked build with the fallback runtime. Use it for testing only.')
  const folder = path.dirname(executable)
  const version = await readFile(path.join(folder, 'version'), 'utf8')
  await build(['--linux', 'dir', `-c.electronDist=${folder}`, `-c.electronVersion=${version}`])
  // electron-builder only removes this from an Electron that it unpacked itself.
  await rm(inProject('dist', 'linux-unpacked', 'resources', 'default_app.asar'))
}

async function build(args) {
  const { code, output } = await runTool(['electron-builder'], ['--publish', 'never', ...args], {
    timeoutMs: 60 * 60_000,
  })
  if (code !== 0) throw new Stop(`electron-builder failed:\n${output.trim()}`)
}

/** The executable in the unpacked build that every package is made from. `undefined` if it's for another system. */
function findPackaged() {
  const suffix = process.arch === 'x64' ? '' : `-${process.arch}`
  const executable = {
    linux: inProject('dist', `linux${suffix}-unpacked`, 'easel'),
    darwin: inProject('dist', 'mac-universal', 'Easel.app', 'Contents', 'MacOS', 'Easel'),
    win32: inProject('dist', `win${suffix}-unpacked`, 'Easel.exe'),
  }[process.platform]
  return executable !== undefined && existsSync(executable) ? executable : undefined
}
