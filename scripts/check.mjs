// Types, lint, format and unit tests: what can be checked without opening a window.

import { provideDependencies } from './lib/dependencies.mjs'
import { say } from './lib/say.mjs'
import { runScript } from './lib/script.mjs'
import { createStaticSteps, runSteps } from './lib/test-steps.mjs'

await runScript(async () => {
  await provideDependencies({ announce: say })
  return runSteps(createStaticSteps({ isThorough: false }))
})
