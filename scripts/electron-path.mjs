// Prints the path of the Electron executable this machine runs the app with, and nothing else, on stdout.

import { provideElectron } from './lib/electron-runtime.mjs'
import { sayAside } from './lib/say.mjs'
import { runScript } from './lib/script.mjs'

await runScript(async () => {
  const { executable } = await provideElectron({ announce: sayAside })
  process.stdout.write(`${executable}\n`)
})
