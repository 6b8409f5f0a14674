// 50,000 images and 100,000 messages: their cost at start, after a kill, when the database is lost, and when the
// archive is compacted. The profile is made once and reused (lib/large-profile.mjs), which takes about five minutes.

import { cp, mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { say } from '../../scripts/lib/say.mjs'
import { now, within } from '../lib/clock.mjs'
import { addOpenRuns, copyProfile, provideLargeProfile } from '../lib/large-profile.mjs'
import { chats, exchanges } from '../lib/large-rows.mjs'
import { launch } from '../lib/launch.mjs'
import { canReadBooks, memoryOfTree } from '../lib/processes.mjs'
import { startProvider } from '../lib/provider.mjs'
import { median } from '../lib/statistics.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
const chatsMs = 60_000
const wholeMs = 150_000
const compactionMs = 120_000
/** Counted from the first character, as everywhere. */
const idleMs = 10_000
/** By then the app has finished its work after showing the chats. */
const settleMs = 2_000
/** Starts per profile, alternating, after an uncounted one of each. */
const starts = 3
const openRuns = { whole: 4, half: 2 }

export const scale = {
  name: 'scale',
  once: true,
  figures: [
    { key: 'scale.start.empty', title: 'Start → a typed character, empty profile', unit: 'ms' },
    { key: 'scale.start', title: 'Start → a typed character, 50,000 images', unit: 'ms' },
    { key: 'scale.start.more', title: '… more than the empty profile takes', unit: 'ms', goal: { most: 3_000 } },
    { key: 'scale.list.empty', title: 'Start → list of chats painted, empty profile', unit: 'ms' },
    { key: 'scale.list', title: 'Start → list of chats painted, 50,000 images', unit: 'ms' },
    { key: 'scale.list.more', title: '… more than the empty profile takes', unit: 'ms', goal: { most: 3_000 } },
    { key: 'scale.memory.empty', title: 'Memory after 10 s idle, empty profile', unit: 'MB' },
    { key: 'scale.memory', title: 'Memory after 10 s idle, 50,000 images', unit: 'MB' },
    { key: 'scale.killed', title: 'Start after a kill with 6 open answers → list', unit: 'ms' },
    { key: 'scale.killed.more', title: '… more than without', unit: 'ms', goal: { most: 3_000 } },
    { key: 'scale.lost', title: 'Database lost: start → list of chats painted', unit: 'ms' },
    { key: 'scale.lost.chat', title: '… click → a chat of 50 messages shown meanwhile', unit: 'ms' },
    { key: 'scale.lost.whole', title: '… start → everything is back', unit: 'ms' },
    { key: 'scale.lost.frame', title: '… longest time between two frames', unit: 'ms' },
    { key: 'scale.lost.blocked', title: '… longest block of main’s event loop', unit: 'ms', goal: { most: 200 } },
    { key: 'scale.compaction', title: 'Compaction of the archive (130 MB)', unit: 'ms' },
    {
      key: 'scale.compaction.blocked',
      title: '… longest block of main’s event loop',
      unit: 'ms',
      goal: { most: 200 },
    },
  ],

  async measure(subject) {
    const large = { ...subject, profile: `${subject.profile}-large` }
    const empty = { ...subject, profile: `${subject.profile}-empty` }
    const kept = await provideLargeProfile({ announce: say })
    say('scale: copying the profile')
    await rm(large.profile, { recursive: true, force: true })
    await copyProfile(kept, large.profile)
    for (const { profile } of [large, empty]) {
      await mkdir(profile, { recursive: true })
      await cp(path.join(subject.profile, 'window.json'), path.join(profile, 'window.json'))
    }
    const lost = await measureLostDatabase(large)
    const begun = await measureStarts({ large, empty })
    const killed = await measureKilled(large)
    const compaction = await measureCompaction(large)
    return {
      ...lost,
      ...begun,
      'scale.killed': killed,
      'scale.killed.more': killed - median(begun['scale.list']),
      ...compaction,
    }
  },
}

/** The large profile has no database, as after a full disk. */
async function measureLostDatabase(subject) {
  say('scale: the database is lost')
  return withApp(subject, { observed: true }, async (app) => {
    await app.ask('watch')
    const { page, listed } = await begin(app)
    await page.call('watchFrames')
    const listedAt = await listed
    const chatMs = await within(chatsMs, 'a chat', page.call('openChatNumber', 4))
    const wholeAt = await within(wholeMs + 5_000, 'the whole database', page.call('databaseWhole', wholeMs))
    const counts = await page.call('rowCounts')
    if (counts.messages !== 2 * exchanges || counts.attachments !== exchanges || counts.chats !== chats)
      throw new Error(`Not everything is back: ${JSON.stringify(counts)}`)
    const frame = await page.call('longestFrame')
    const blocked = await app.ask('blocked')
    await sleep(settleMs)
    return {
      'scale.lost': listedAt - app.startedAt,
      'scale.lost.chat': chatMs,
      'scale.lost.whole': wholeAt - app.startedAt,
      'scale.lost.frame': frame,
      'scale.lost.blocked': blocked,
    }
  })
}

async function measureStarts({ large, empty }) {
  const values = { large: [], empty: [] }
  for (let turn = 0; turn <= starts; turn += 1) {
    for (const [name, subject] of [
      ['empty', empty],
      ['large', large],
    ]) {
      say(`scale: ${name} profile, ${turn === 0 ? 'warm-up' : `run ${turn} of ${starts}`}`)
      const measured = await measureStart(subject, turn === starts)
      if (turn > 0) values[name].push(measured)
    }
  }
  const of = (name, key) => values[name].map((each) => each[key]).filter((value) => value !== undefined)
  const more = (key) => median(of('large', key)) - median(of('empty', key))
  return {
    'scale.start.empty': of('empty', 'typed'),
    'scale.start': of('large', 'typed'),
    'scale.start.more': more('typed'),
    'scale.list.empty': of('empty', 'listed'),
    'scale.list': of('large', 'listed'),
    'scale.list.more': more('listed'),
    ...(canReadBooks && { 'scale.memory.empty': of('empty', 'memory'), 'scale.memory': of('large', 'memory') }),
  }
}

async function measureStart(subject, withMemory) {
  return withApp(subject, {}, async (app) => {
    const { page, paintedAt, listed } = await begin(app)
    const listedAt = await listed
    const times = { typed: paintedAt - app.startedAt, listed: listedAt - app.startedAt }
    if (!withMemory || !canReadBooks) {
      await sleep(settleMs)
      return times
    }
    // Being inspected increases a page's memory.
    await page.detach()
    await sleep(Math.max(0, paintedAt + idleMs - now()))
    return { ...times, memory: memoryOfTree(app.pid).total / 1e6 }
  })
}

/** Answers that were in progress when the app was killed: some complete, some partial. */
async function measureKilled(subject) {
  say('scale: after a kill')
  await addOpenRuns(subject.profile, openRuns)
  const provider = await startProvider()
  try {
    return await withApp(subject, { env: provider.env }, async (app) => {
      const { listed } = await begin(app)
      const listedAt = await listed
      await sleep(settleMs)
      const left = await readdir(path.join(subject.profile, 'spool'))
      if (left.length > openRuns.half) throw new Error('The open answers were not settled.')
      return listedAt - app.startedAt
    })
  } finally {
    await provider.stop()
  }
}

async function measureCompaction(subject) {
  say('scale: the archive is compacted')
  const folder = path.join(subject.profile, 'archive')
  return withApp(subject, { observed: true }, async (app) => {
    await within(startMs, 'a typed character', typeLetter(app))
    await sleep(settleMs)
    const before = await readdir(folder)
    await app.ask('watch')
    const startedAt = now()
    if ((await app.ask('rareWork')) === 0) throw new Error('There is no rare work to hasten.')
    while (!isCompacted(before, await readdir(folder))) {
      if (now() - startedAt > compactionMs) throw new Error(`the archive was not compacted: ${before.length} files`)
      await sleep(50)
    }
    return { 'scale.compaction': now() - startedAt, 'scale.compaction.blocked': await app.ask('blocked') }
  })
}

/** Whether the new snapshot exists and the files it replaces are gone. */
function isCompacted(before, names) {
  const isNew = (name) => /^snapshot-\d+\.log$/.test(name) && !before.includes(name)
  return names.some(isNew) && !names.some((name) => before.includes(name) && name.endsWith('.log'))
}

/**
 * Returns when a character was accepted. `listed` is when the list of chats was painted, which is watched from the
 * start.
 */
async function begin(app) {
  let listed
  const onBox = (page) => {
    listed = within(chatsMs, 'the list of chats', page.call('chatsPainted'))
    listed.catch(() => {})
  }
  return { ...(await within(startMs, 'a typed character', typeLetter(app, { onBox }))), listed }
}

async function withApp(subject, options, work) {
  const app = launch(subject, options)
  try {
    return await work(app)
  } finally {
    await app.end()
  }
}
