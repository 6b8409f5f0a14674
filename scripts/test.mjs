// Runs types, lint, format, unit tests, then the end-to-end tests tagged @core in the real Electron; with --all, every
// end-to-end test, and more of the faults drawn at random. Installs what is missing first, and always ends with one
// line, `N passed, N failed`.

import { closingLine, failedOnce } from './lib/outcome.mjs'
import { prepare } from './lib/prepare.mjs'
import { say } from './lib/say.mjs'
import { runScript, Stop } from './lib/script.mjs'
import { createElectronSteps, createStaticSteps, faultStep, runSteps } from './lib/test-steps.mjs'

await runScript(async (args) => {
  try {
    const isThorough = args.includes('--all')
    const runtime = await prepare()
    return await runSteps([
      ...createStaticSteps({ isThorough }),
      ...createElectronSteps(runtime, { isThorough }),
      faultStep,
    ])
  } catch (error) {
    say(error instanceof Stop ? error.message : error.stack)
    say(closingLine(failedOnce()))
    return 1
  }
})
