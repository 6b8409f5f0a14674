// The end-to-end tests alone. Arguments go to Playwright: `npm run e2e -- --grep retry`.

import { provideBuild } from './lib/build.mjs'
import { withDisplays } from './lib/display.mjs'
import { prepare } from './lib/prepare.mjs'
import { say } from './lib/say.mjs'
import { runScript } from './lib/script.mjs'
import { testEnvironment } from './lib/test-steps.mjs'
import { runTool } from './lib/tool.mjs'

await runScript(async (args) => {
  const { executable } = await prepare()
  await provideBuild({ announce: say })
  const { code } = await withDisplays((env) =>
    runTool(['@playwright/test', 'playwright'], ['test', '--reporter=list', ...args], {
      env: testEnvironment(executable, env),
      show: true,
    }),
  )
  return code
})
