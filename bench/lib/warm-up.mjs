// Profiles as they are on any day but the first: used before, with one chat, and closed properly.

import { setTimeout as sleep } from 'node:timers/promises'

import { typeLetter } from '../measures/start.mjs'
import { within } from './clock.mjs'
import { timeExchange } from './exchange.mjs'
import { launch } from './launch.mjs'
import { startProvider } from './provider.mjs'

const startMs = 60_000
/** By then the app has finished its work after the first frame: late chunks, caches, rows. */
const settleMs = 2_000
/** Chromium caches compiled code when a script is loaded for the second time, and uses it from the third on. */
const starts = 2

export async function prepareProfiles({ floor, easel }) {
  for (const subject of [floor, easel]) {
    const provider = await startProvider()
    for (let count = 0; count < starts; count += 1) {
      const app = launch(subject, { env: provider.env, observed: true })
      try {
        const { page } = await within(startMs, 'a typed character', typeLetter(app))
        await sleep(settleMs)
        if (count === 0) await timeExchange(app, page, subject, provider)
        await sleep(settleMs)
      } finally {
        await app.end()
      }
    }
    await provider.stop()
  }
}
