// Runs the tour alone: an image from prompt to file in the real app, with a timeline.

import { provideBuild } from './lib/build.mjs'
import { prepare } from './lib/prepare.mjs'
import { say } from './lib/say.mjs'
import { runScript } from './lib/script.mjs'
import { runTour } from './lib/tour.mjs'

await runScript(async () => {
  const { executable } = await prepare()
  await provideBuild({ announce: say })
  return runTour({ executable })
})
