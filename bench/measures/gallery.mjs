// The gallery with 10,000 and with 50,000 images: how soon it's painted, how many elements it has, and how much memory
// it needs.

import { cp, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { say } from '../../scripts/lib/say.mjs'
import { within } from '../lib/clock.mjs'
import { copyProfile, provideLargeProfile } from '../lib/large-profile.mjs'
import { launch } from '../lib/launch.mjs'
import { canReadBooks, memoryOfTree } from '../lib/processes.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
const wholeMs = 150_000
const openMs = 30_000
/** By then the app has finished its work after showing the chats. */
const settleMs = 5_000
const sizes = [10_000, 50_000]
/** Starts per size, each of which opens the gallery once. */
const starts = 3

const listFigures = (count) => {
  const name = `${count.toLocaleString('en')} images`
  return [
    {
      key: `gallery.${count}.open`,
      title: `Gallery of ${name}: click → first image painted`,
      unit: 'ms',
      goal: { most: 150 },
    },
    { key: `gallery.${count}.whole`, title: '… click → everything is read', unit: 'ms' },
    { key: `gallery.${count}.frame`, title: '… longest time between two frames meanwhile', unit: 'ms' },
    { key: `gallery.${count}.end`, title: '… to its end → painted', unit: 'ms' },
    {
      key: `gallery.${count}.elements`,
      title: '… elements in the page at its end',
      unit: 'elements',
      goal: { most: 3_000 },
    },
    { key: `gallery.${count}.memory.idle`, title: '… memory before', unit: 'MB' },
    { key: `gallery.${count}.memory`, title: '… memory after', unit: 'MB' },
  ]
}

export const gallery = {
  name: 'gallery',
  once: true,
  figures: sizes.flatMap(listFigures),

  async measure(subject) {
    const values = {}
    for (const count of sizes) {
      const large = { ...subject, profile: `${subject.profile}-gallery-${count}` }
      await prepare(large, subject, count)
      const turns = []
      for (let turn = 0; turn < starts; turn += 1) {
        say(`gallery: ${count.toLocaleString('en')} images, run ${turn + 1} of ${starts}`)
        turns.push(await measureOnce(large))
      }
      for (const key of Object.keys(turns[0])) values[`gallery.${count}.${key}`] = turns.map((turn) => turn[key])
    }
    return values
  },
}

/** Prepares a profile with a complete database. */
async function prepare(large, subject, count) {
  const kept = await provideLargeProfile({ announce: say, count })
  say('gallery: copying the profile')
  await rm(large.profile, { recursive: true, force: true })
  await copyProfile(kept, large.profile)
  await mkdir(large.profile, { recursive: true })
  await cp(path.join(subject.profile, 'window.json'), path.join(large.profile, 'window.json'))
  await withApp(large, async (app) => {
    const { page } = await within(startMs, 'a typed character', typeLetter(app))
    await within(wholeMs + 5_000, 'the whole database', page.call('databaseWhole', wholeMs))
  })
}

async function measureOnce(subject) {
  return withApp(subject, async (app) => {
    const { page } = await within(startMs, 'a typed character', typeLetter(app))
    await sleep(settleMs)
    const idle = canReadBooks ? memoryOfTree(app.pid).total / 1e6 : undefined
    await page.call('watchFrames')
    const opened = await within(openMs, 'the gallery', page.call('openGallery'))
    const frame = await page.call('longestFrame')
    const end = await within(openMs, 'the end of the gallery', page.call('scrollGalleryToEnd'))
    const { elements } = await page.call('countNodes')
    return {
      ...opened,
      frame,
      end,
      elements,
      ...(canReadBooks && { 'memory.idle': idle, memory: memoryOfTree(app.pid).total / 1e6 }),
    }
  })
}

async function withApp(subject, work) {
  const app = launch(subject)
  try {
    return await work(app)
  } finally {
    await app.end()
  }
}
