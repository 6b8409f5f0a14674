// Choosing one of 5,000 models that a server lists: opening the list, and each letter typed into its search, next to
// the same for a server that lists twenty. Time until the frame is painted, and processor time of the page's main
// thread, which isn't affected by other load on the machine.

import { cp, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { within } from '../lib/clock.mjs'
import { launch } from '../lib/launch.mjs'
import { startProvider } from '../lib/provider.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
const listMs = 60_000
const eachMs = 15_000
/** By then the late chunks are loaded, including the list of models. */
const settleMs = 3_000
/** Between two openings, and between two letters. */
const pauseMs = 400
const rounds = 8
/** Matches all of them, then fewer, then few, and then one. */
const query = 'chat 4321'
const sizes = { long: 5_000, short: 20 }

export const models = {
  name: 'models',
  /** The floor has no models. */
  once: true,
  figures: Object.entries(sizes).flatMap(([size, count]) => {
    const what = `List of ${count.toLocaleString('en')} models`
    const most = (value) => (size === 'long' ? { goal: { most: value } } : {})
    return [
      { key: `${size}.first`, title: `${what}: click → painted, the first time`, unit: 'ms' },
      { key: `${size}.open`, title: '… after that', unit: 'ms' },
      { key: `${size}.frames`, title: '… painted in which frame after the click', unit: '', ...most(1) },
      { key: `${size}.open.work`, title: '… processor time of the page, with the frame after', unit: 'ms' },
      { key: `${size}.letter`, title: '… letter in its search → painted', unit: 'ms' },
      { key: `${size}.letter.work`, title: '… processor time of the page', unit: 'ms', ...most(16) },
    ]
  }),

  async measure(subject) {
    const figures = {}
    for (const [size, count] of Object.entries(sizes)) {
      const found = await measureList({ ...subject, profile: `${subject.profile}-models-${count}` }, subject, count)
      for (const [key, value] of Object.entries(found)) figures[`${size}.${key}`] = value
    }
    return figures
  },
}

async function measureList(own, { profile }, count) {
  const names = Array.from({ length: count }, (_, index) => `maker-${index % 97}/chat-${index + 5_000 - count}`)
  const provider = await startProvider({ models: names })
  try {
    await prepareProfile(own, profile, provider)
    // The first start reads the list from the server, the second from disk.
    for (const isMeasured of [false, true]) {
      const app = launch(own)
      try {
        const { page } = await within(startMs, 'a typed character', typeLetter(app))
        await within(listMs, 'the list of models', page.call('modelsListed', count))
        await sleep(settleMs)
        if (isMeasured) return await measureRounds(page)
      } finally {
        await app.end()
      }
    }
  } finally {
    await provider.stop()
  }
}

async function prepareProfile(own, profile, provider) {
  await mkdir(own.profile, { recursive: true })
  await cp(path.join(profile, 'window.json'), path.join(own.profile, 'window.json'))
  const connection = {
    id: 'compatible-bench',
    service: 'compatible',
    name: 'Router',
    baseUrl: provider.env.OPENAI_BASE_URL,
  }
  await writeFile(path.join(own.profile, 'settings.json'), JSON.stringify({ connections: [connection] }))
}

async function measureRounds(page) {
  await page.send('Performance.enable', { timeDomain: 'threadTicks' })
  const opens = []
  const letters = []
  for (let round = 0; round < rounds + 1; round += 1) {
    opens.push(await measureWork(page, () => page.call('timeModelList')))
    for (const letter of query) {
      await sleep(pauseMs)
      letters.push(await measureWork(page, () => page.call('timeModelSearch', letter)))
    }
    await sleep(pauseMs)
    await page.call('closeModelList')
    await sleep(pauseMs)
  }
  const [first, ...later] = opens
  return {
    first: first.time,
    open: later.map(({ time }) => time),
    frames: later.map(({ frames }) => frames),
    'open.work': later.map(({ work }) => work),
    letter: letters.map(({ time }) => time),
    'letter.work': letters.map(({ work }) => work),
  }
}

/** Returns the processor time that the page's main thread used during `act`, in milliseconds. */
async function measureWork(page, act) {
  const before = await readTaskTime(page)
  const timed = await within(eachMs, 'a frame', act())
  return { ...timed, work: (await readTaskTime(page)) - before }
}

async function readTaskTime(page) {
  const { metrics } = await page.send('Performance.getMetrics')
  return 1_000 * metrics.find(({ name }) => name === 'TaskDuration').value
}
