// Builds and opens the app, after installing what is missing. Arguments go to the app. Without a display it runs the
// tour instead.

import { provideBuild } from './lib/build.mjs'
import { hasDisplay } from './lib/display.mjs'
import { withoutNodeMode } from './lib/environment.mjs'
import { prepare } from './lib/prepare.mjs'
import { run } from './lib/run.mjs'
import { sandboxArguments } from './lib/sandbox.mjs'
import { say } from './lib/say.mjs'
import { projectRoot, runScript } from './lib/script.mjs'
import { runTour } from './lib/tour.mjs'

await runScript(async (args) => {
  const { executable } = await prepare()
  await provideBuild({ announce: say })
  if (!hasDisplay()) {
    say('No display found. Running a short tour of the app on a virtual display instead.')
    return runTour({ executable })
  }
  say('Opening Easel.')
  const { code } = await run(executable, [...sandboxArguments(), projectRoot, ...args], {
    env: withoutNodeMode(),
    show: true,
  })
  return code
})
