// A search over 100,000 messages: from the letter to the painted results, with the index and before it's built.

import { cp, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { say } from '../../scripts/lib/say.mjs'
import { within } from '../lib/clock.mjs'
import { copyProfile, provideLargeProfile } from '../lib/large-profile.mjs'
import { launch } from '../lib/launch.mjs'
import { median } from '../lib/statistics.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
/** How long filling the database from the archive may take: a quarter of a million rows. */
const wholeMs = 150_000
const searchMs = 60_000
/** By then the index is built, and the search for images after a first start has finished. */
const builtMs = 45_000
/** Typed letter by letter: the first letters match nearly everything. */
const queries = ['l', 'li', 'light', 'lighthouse', 'lighthouse fog', '"quiet harbour"', 'ountai', 'oil']

export const search = {
  name: 'search',
  once: true,
  figures: [
    { key: 'search.first', title: 'Search over 100,000 messages before the index is there', unit: 'ms' },
    { key: 'search', title: 'Search over 100,000 messages: letter → results painted', unit: 'ms', goal: { most: 150 } },
    { key: 'search.slowest', title: '… the slowest of eight queries', unit: 'ms' },
  ],

  async measure(subject) {
    const large = { ...subject, profile: `${subject.profile}-search` }
    const kept = await provideLargeProfile({ announce: say })
    say('search: copying the profile')
    await rm(large.profile, { recursive: true, force: true })
    await copyProfile(kept, large.profile)
    await mkdir(large.profile, { recursive: true })
    await cp(path.join(subject.profile, 'window.json'), path.join(large.profile, 'window.json'))
    const app = launch(large, {})
    try {
      const { page } = await within(startMs, 'a typed character', typeLetter(app))
      await within(wholeMs + 5_000, 'the whole database', page.call('databaseWhole', wholeMs))
      const first = await within(searchMs, 'a first search', page.call('timeSearch', 'watercolour'))
      await sleep(builtMs)
      const times = []
      for (const query of queries) times.push(await within(searchMs, query, page.call('timeSearch', query)))
      return { 'search.first': first, search: median(times), 'search.slowest': Math.max(...times) }
    } finally {
      await app.end()
    }
  },
}
