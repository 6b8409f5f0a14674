// Runs the fault tests: every crash point once, then histories with new seeds for as many minutes as requested.
//
//     npm run soak -- --minutes 30

import { randomInt } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

import { provideDependencies } from './lib/dependencies.mjs'
import { withoutAccounts } from './lib/environment.mjs'
import { say } from './lib/say.mjs'
import { runScript, Stop } from './lib/script.mjs'
import { runTool } from './lib/tool.mjs'

/** Histories per seed. The last ones stop at the deadline. */
const historiesAtOnce = 100

await runScript(async (args) => {
  const minutes = readMinutes(args)
  await provideDependencies({ announce: say })
  const startedAt = performance.now()

  say('Killing the core before each of its writes. This takes some minutes more than you asked for.')
  if ((await runFaults('kill-sweep', { EASEL_EFFORT: 'all' })) !== 0) return 1
  say(`The crash points took ${sayMinutes(performance.now() - startedAt)}.`)

  // Counted from here, so that a short soak runs some histories too.
  const until = Date.now() + minutes * 60_000
  let histories = 0
  while (Date.now() < until) {
    const seed = randomInt(2 ** 31)
    say(`Up to ${historiesAtOnce} histories with seed ${seed}…`)
    const { code, count } = await runHistories(seed, until)
    if (code !== 0) {
      say(`Seed ${seed} found a problem. To repeat it, set EASEL_HISTORIES=${historiesAtOnce} EASEL_SEED=${seed}.`)
      return 1
    }
    histories += count
  }
  say(
    `${histories} histories in ${minutes} minutes, ${sayMinutes(performance.now() - startedAt)} in all. Nothing was lost.`,
  )
  return 0
})

async function runHistories(seed, until) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'easel-soak-'))
  const file = path.join(folder, 'count')
  try {
    const code = await runFaults('histories', {
      EASEL_HISTORIES: String(historiesAtOnce),
      EASEL_SEED: String(seed),
      EASEL_UNTIL: String(until),
      EASEL_COUNT_FILE: file,
    })
    return { code, count: code === 0 ? Number(await readFile(file, 'utf8')) : 0 }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runFaults(file, settings) {
  const env = { ...withoutAccounts(), ...settings }
  const { code } = await runTool(['vitest'], ['run', `tests/faults/${file}.test.ts`], { env, show: true })
  return code
}

function sayMinutes(milliseconds) {
  return `${(milliseconds / 60_000).toFixed(1)} minutes`
}

function readMinutes(args) {
  const at = args.indexOf('--minutes')
  const minutes = at === -1 ? 10 : Number(args[at + 1])
  if (!(minutes > 0)) throw new Stop('Say how long, for example: npm run soak -- --minutes 30')
  return Math.min(minutes, 24 * 60)
}
