// The app in development: rebuilt and reloaded on every change. Arguments go to the app.

import { withDisplay } from './lib/display.mjs'
import { withoutNodeMode } from './lib/environment.mjs'
import { prepare } from './lib/prepare.mjs'
import { runScript } from './lib/script.mjs'
import { sandboxArguments } from './lib/sandbox.mjs'
import { runTool } from './lib/tool.mjs'

await runScript(async (args) => {
  const { executable } = await prepare()
  const { code } = await withDisplay((env) =>
    runTool(['electron-vite'], ['dev', '--', ...sandboxArguments(), ...args], {
      // electron-vite would only look for the official Electron.
      env: { ...withoutNodeMode(env), ELECTRON_EXEC_PATH: executable },
      show: true,
    }),
  )
  return code
})
