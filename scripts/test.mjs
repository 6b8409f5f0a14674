// Runs all tests: types, lint, format, unit tests, then the built app in the real Electron. Installs what is missing
// first, and always ends with one line, `N passed, N failed`.

import { closingLine, failedOnce } from './lib/outcome.mjs'
import { prepare } from './lib/prepare.mjs'
import { say } from './lib/say.mjs'
import { runScript, Stop } from './lib/script.mjs'
import { electronSteps, faultStep, runSteps, staticSteps } from './lib/test-steps.mjs'

await runScript(async () => {
  try {
    const runtime = await prepare()
    return await runSteps([...staticSteps, ...electronSteps(runtime), faultStep])
  } catch (error) {
    say(error instanceof Stop ? error.message : error.stack)
    say(closingLine(failedOnce()))
    return 1
  }
})
