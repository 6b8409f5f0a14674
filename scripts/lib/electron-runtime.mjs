// Selects the Electron that runs the app on this machine.

import process from 'node:process'

import { isFallbackPossible, provideFallbackElectron } from './fallback-electron.mjs'
import { downloadOfficialElectron, findOfficialElectron, officialVersion } from './official-electron.mjs'
import { isExecutable } from './run.mjs'
import { Stop } from './script.mjs'

/**
 * Returns `{ executable, isFallback }` and downloads the runtime if needed: the one in `EASEL_ELECTRON`, else the
 * official Electron in node_modules, else (Linux x64) the older fallback. Calls `announce` before anything slow and
 * whenever the fallback is used. If there's none, throws a `Stop` that says what to do.
 */
export async function provideElectron({ announce }) {
  const named = process.env.EASEL_ELECTRON
  if (named) {
    if (!isExecutable(named)) throw new Stop(`EASEL_ELECTRON is ${named}, which is not an executable file.`)
    return { executable: named, isFallback: false }
  }

  const official = findOfficialElectron() ?? (await downloadOfficialElectron({ announce }))
  if (official !== undefined) return { executable: official, isFallback: false }

  if (!isFallbackPossible()) {
    const wanted = `Electron ${officialVersion() ?? ''}`.trim()
    throw new Stop(
      `Missing: the Electron runtime. The download of ${wanted} cannot be reached.\n` +
        'Connect to the internet and run this again, or set ELECTRON_MIRROR to a mirror you may use,\n' +
        'or set EASEL_ELECTRON to the path of an Electron executable.',
    )
  }
  return { executable: await provideFallbackElectron({ announce }), isFallback: true }
}
