// Prepares a machine that has only Node and npm to run the app. Most commands start with this.

import { provideDependencies } from './dependencies.mjs'
import { hasDisplay } from './display.mjs'
import { provideElectron } from './electron-runtime.mjs'
import { checkSandbox } from './sandbox.mjs'
import { say } from './say.mjs'
import { provideSystemLibraries } from './system-libraries.mjs'

/**
 * Installs what is missing: dependencies, the Electron runtime, the system's libraries. Reports it in plain lines and
 * never prompts. Returns `{ executable, isFallback }`, or throws a `Stop` that says what is missing and what to do.
 */
export async function prepare() {
  await provideDependencies({ announce: say })
  const runtime = await provideElectron({ announce: say })
  const { executable } = runtime
  await provideSystemLibraries({ executable, virtualDisplay: !hasDisplay(), announce: say })
  await checkSandbox(executable)
  return runtime
}
