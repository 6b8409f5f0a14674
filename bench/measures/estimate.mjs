// How soon the estimate next to Send follows a choice: from the event to the changed text, in the same task.

import { setTimeout as sleep } from 'node:timers/promises'

import { within } from '../lib/clock.mjs'
import { launch } from '../lib/launch.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
const chooseMs = 30_000
/** Users look around before their first choice. */
const pauseMs = 1_500
/** All qualities, several times: the first changes are slower than the later ones. */
const rounds = 5

export const estimate = {
  name: 'estimate',
  figures: [
    { key: 'estimate', title: 'Choice in the options → estimate recomputed, median', unit: 'ms', goal: { most: 5 } },
    { key: 'estimate.worst', title: 'The slowest of these', unit: 'ms' },
  ],
  /** The floor has no estimates. */
  once: true,

  async measure(subject) {
    const app = launch(subject)
    try {
      const { page } = await within(startMs, 'a typed character', typeLetter(app))
      await sleep(pauseMs)
      await within(chooseMs, 'a model with prices', page.call('chooseModel', 'GPT Image 2.5 Flare'))
      const choices = await within(chooseMs, 'the estimates', page.call('timeEstimates', rounds))
      return {
        estimate: median(choices),
        'estimate.worst': Math.max(...choices),
      }
    } finally {
      await app.end()
    }
  },
}

function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]
}
