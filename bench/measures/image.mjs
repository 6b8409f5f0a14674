// A prompt and its image: how soon the placeholder appears, how soon the image does, and how many bytes were sent
// where.

import { setTimeout as sleep } from 'node:timers/promises'

import { within } from '../lib/clock.mjs'
import { timeExchange } from '../lib/exchange.mjs'
import { launch } from '../lib/launch.mjs'
import { startProvider } from '../lib/provider.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
/** Users look around before their first prompt, and look at the image before the next. */
const pauseMs = 1_500
/** In characters. Longer texts in a database row count as encoded images. */
const longestText = 10_000

export const image = {
  name: 'image',
  figures: [
    {
      key: 'send.first',
      title: 'Send → placeholder painted, first prompt after start',
      unit: 'ms',
      goal: { most: 50 },
    },
    { key: 'send', title: 'Send → placeholder painted, second prompt', unit: 'ms', goal: { most: 50 } },
    { key: 'image.first', title: 'Last byte → image painted (1.5 MB), first', unit: 'ms', goal: { most: 100 } },
    { key: 'image', title: 'Last byte → image painted (1.5 MB), second', unit: 'ms', goal: { most: 100 } },
    { key: 'blocked', title: 'Longest block of main’s event loop meanwhile', unit: 'ms', goal: { most: 10 } },
    { key: 'ipc.image', title: 'Image bytes sent over IPC', unit: 'bytes', goal: { most: 0 } },
    { key: 'ipc.all', title: 'All bytes sent over IPC, two images', unit: 'bytes' },
    { key: 'database.image', title: 'Image bytes in IndexedDB', unit: 'bytes', goal: { most: 0 } },
  ],

  async measure(subject) {
    const provider = await startProvider()
    const app = launch(subject, { env: provider.env, observed: true })
    try {
      const { page } = await within(startMs, 'a typed character', typeLetter(app))
      await sleep(pauseMs)
      const first = await timeExchange(app, page, subject, provider)
      await sleep(pauseMs)
      const second = await timeExchange(app, page, subject, provider)
      await sleep(pauseMs)
      const times = {
        'send.first': first.sendMs,
        send: second.sendMs,
        'image.first': first.imageMs,
        image: second.imageMs,
        blocked: Math.max(first.blockedMs, second.blockedMs),
      }
      // The floor sends and stores nothing.
      if (subject.name === 'floor') return times
      const messages = await app.ask('messages')
      const rows = await page.call('databaseRows', longestText)
      if (messages.count === 0 || rows.count === 0)
        throw new Error('No message and no row was seen: nothing was measured.')
      return {
        ...times,
        'ipc.image': messages.imageBytes,
        'ipc.all': messages.bytes,
        'database.image': rows.imageBytes,
      }
    } finally {
      await app.end()
      await provider.stop()
    }
  },
}
