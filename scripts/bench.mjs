// Measures the built app against the bare runtime. Arguments go to bench/run.mjs.

import process from 'node:process'

import { provideBuild } from './lib/build.mjs'
import { withDisplay } from './lib/display.mjs'
import { prepare } from './lib/prepare.mjs'
import { run } from './lib/run.mjs'
import { say } from './lib/say.mjs'
import { inProject, runScript } from './lib/script.mjs'
import { testEnvironment } from './lib/test-steps.mjs'

await runScript(async (args) => {
  const { executable } = await prepare()
  await provideBuild({ announce: say })
  const { code } = await withDisplay((env) =>
    run(process.execPath, [inProject('bench', 'run.mjs'), ...args], {
      env: testEnvironment(executable, env),
      show: true,
    }),
  )
  return code
})
