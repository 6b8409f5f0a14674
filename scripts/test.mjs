// Runs types, lint, format, unit tests, then the core end-to-end tests (core-specs.mjs) in the real Electron; with --all,
// every end-to-end test. Installs what is missing first, and always ends with one line, `N passed, N failed`.

import { coreSpecs } from './lib/core-specs.mjs'
import { closingLine, failedOnce } from './lib/outcome.mjs'
import { prepare } from './lib/prepare.mjs'
import { say } from './lib/say.mjs'
import { runScript, Stop } from './lib/script.mjs'
import { electronSteps, faultStep, runSteps, staticSteps } from './lib/test-steps.mjs'

await runScript(async (args) => {
  try {
    const specs = args.includes('--all') ? [] : coreSpecs
    const runtime = await prepare()
    return await runSteps([...staticSteps, ...electronSteps(runtime, specs), faultStep])
  } catch (error) {
    say(error instanceof Stop ? error.message : error.stack)
    say(closingLine(failedOnce()))
    return 1
  }
})
