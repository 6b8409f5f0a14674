// Runs the fault tests: every crash point once, then histories with new seeds for as long as requested. npm run soak --
// --minutes 30

import { randomInt } from 'node:crypto'

import { provideDependencies } from './lib/dependencies.mjs'
import { withoutAccounts } from './lib/environment.mjs'
import { say } from './lib/say.mjs'
import { runScript, Stop } from './lib/script.mjs'
import { runTool } from './lib/tool.mjs'

/** Small enough to keep to the requested time within a few minutes. */
const historiesAtOnce = 100

await runScript(async (args) => {
  const minutes = minutesIn(args)
  await provideDependencies({ announce: say })

  say('Killing the core before each of its writes…')
  if ((await faults('kill-sweep', { EASEL_FAULTS: 'all' })) !== 0) return 1
  // Start counting here, so that a short soak has histories too.
  const end = performance.now() + minutes * 60_000
  let histories = 0
  while (performance.now() < end) {
    const seed = randomInt(2 ** 31)
    say(`${historiesAtOnce} histories with seed ${seed}…`)
    const code = await faults('histories', { EASEL_HISTORIES: String(historiesAtOnce), EASEL_SEED: String(seed) })
    if (code !== 0) {
      say(`Seed ${seed} found a problem. To repeat it, set EASEL_HISTORIES=${historiesAtOnce} EASEL_SEED=${seed}.`)
      return 1
    }
    histories += historiesAtOnce
  }
  say(`${histories} histories, and nothing was lost.`)
  return 0
})

async function faults(file, settings) {
  const env = { ...withoutAccounts(), ...settings }
  const { code } = await runTool(['vitest'], ['run', `tests/faults/${file}.test.ts`], { env, show: true })
  return code
}

function minutesIn(args) {
  const at = args.indexOf('--minutes')
  const minutes = at === -1 ? 10 : Number(args[at + 1])
  if (!(minutes > 0)) throw new Stop('Say how long, for example: npm run soak -- --minutes 30')
  return Math.min(minutes, 24 * 60)
}
