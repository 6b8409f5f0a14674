// The memory of all processes of an idle app.

import { setTimeout as sleep } from 'node:timers/promises'

import { within } from '../lib/clock.mjs'
import { launch } from '../lib/launch.mjs'
import { canReadBooks, memoryOfTree } from '../lib/processes.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
/** Counted from the first character. */
const idleMs = 10_000

export const memory = {
  name: 'memory',
  figures: [{ key: 'memory', title: 'Memory after 10 s idle', unit: 'MB', goal: { ratio: 1.15 } }],

  async measure(subject) {
    if (!canReadBooks) return {}
    const app = launch(subject)
    try {
      const { page } = await within(startMs, 'a typed character', typeLetter(app))
      // Being inspected increases a page's memory.
      await page.detach()
      await sleep(idleMs)
      const { total, byKind } = memoryOfTree(app.pid)
      return { memory: total / 1e6, ...parts(byKind) }
    } finally {
      await app.end()
    }
  },
}

/** Included in the results file to help find causes. */
function parts(byKind) {
  return Object.fromEntries(Object.entries(byKind).map(([kind, bytes]) => [`memory.${kind}`, bytes / 1e6]))
}
