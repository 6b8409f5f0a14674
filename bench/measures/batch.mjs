// A batch of 500 requests: how soon its table appears.

import { setTimeout as sleep } from 'node:timers/promises'

import { within } from '../lib/clock.mjs'
import { launch } from '../lib/launch.mjs'
import { startProvider } from '../lib/provider.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
const openMs = 30_000
/** Users look around before their first choice. */
const pauseMs = 1_500
const turns = 5
const list = (count) => Array.from({ length: count }, (_, at) => `value ${at + 1}`).join(', ')
const cells = 500

export const batch = {
  name: 'batch',
  /** The floor has no batches. */
  once: true,
  figures: [
    { key: 'batch.first', title: 'Batch of 500 cells: click → table painted, first', unit: 'ms', goal: { most: 100 } },
    { key: 'batch', title: '… again', unit: 'ms', goal: { most: 100 } },
  ],

  async measure(subject) {
    const provider = await startProvider()
    const app = launch(subject, { env: provider.env })
    try {
      const { page } = await within(startMs, 'a typed character', typeLetter(app))
      await sleep(pauseMs)
      await page.write(`{one: ${list(25)}} and {other: ${list(20)}}`)
      // The dialog's code is read when its button appears. No hand is at the button at once.
      await sleep(pauseMs)
      const times = []
      for (let turn = 0; turn <= turns; turn += 1) {
        times.push(await within(openMs, 'the table', page.call('openBatch', cells)))
        await page.call('closeBatch')
        await sleep(pauseMs)
      }
      return { 'batch.first': times[0], batch: times.slice(1) }
    } finally {
      await app.end()
      await provider.stop()
    }
  },
}
