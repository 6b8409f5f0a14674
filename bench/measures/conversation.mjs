// Long chats: 200 images of 1024x1024, and 1,000 messages of mixed Markdown, next to a bare page that shows the same.
// Opening, scrolling to the top with the wheel, elements and memory afterwards, and typing.

import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'

import { say } from '../../scripts/lib/say.mjs'
import { now, within } from '../lib/clock.mjs'
import { images, listImageFiles, listTexts, provideConversationProfile, titles } from '../lib/conversation-profile.mjs'
import { copyProfile } from '../lib/large-profile.mjs'
import { launch } from '../lib/launch.mjs'
import { canReadBooks, memoryOfTree } from '../lib/processes.mjs'
import { median } from '../lib/statistics.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
const openMs = 60_000
/** Making thumbnails of existing images starts a while after launch, one at a time. */
const copiesMs = 300_000
/** By then everything that follows opening has happened. */
const settleMs = 2_000
/** One step of the wheel, as in other published benchmarks. */
const wheel = { deltaY: -400, everyMs: 33, mostMs: 30_000 }
/** The time between reaching a row and pressing the button: shorter than most users take. Milliseconds. */
const restMs = 150
const letters = 30
const letterMs = 120

const kinds = ['images', 'text']

export const conversation = {
  name: 'conversation',
  figures: kinds.flatMap((kind) => {
    const what = kind === 'images' ? '200 images' : '1,000 messages'
    return [
      { key: `${kind}.click`, title: `Open ${what} by mouse → painted`, unit: 'ms', goal: { most: 100 } },
      { key: `${kind}.open`, title: '… without a pointer that rested on it', unit: 'ms', goal: { most: 100 } },
      { key: `${kind}.open.gap`, title: '… longest time between two frames', unit: 'ms', goal: { most: 50 } },
      { key: `${kind}.reopen`, title: '… back from another chat → painted', unit: 'ms', goal: { most: 50 } },
      { key: `${kind}.fps`, title: '… scrolling to the top: frames per second', unit: '' },
      { key: `${kind}.long`, title: '… frames over 50 ms', unit: '' },
      { key: `${kind}.worst`, title: '… the longest', unit: 'ms' },
      { key: `${kind}.blank`, title: '… frames with an empty view', unit: '', goal: { most: 0 } },
      { key: `${kind}.seconds`, title: '… time until the top', unit: 's' },
      { key: `${kind}.travelled`, title: '… way per height', unit: '%' },
      { key: `${kind}.elements`, title: '… elements in the page afterwards', unit: '', goal: { most: 3_000 } },
      { key: `${kind}.nodes`, title: '… nodes in the page afterwards', unit: '' },
      { key: `${kind}.memory`, title: '… memory afterwards', unit: 'MB' },
      { key: `${kind}.memory.idle`, title: '… memory before', unit: 'MB' },
      { key: `${kind}.typing`, title: 'Typing with it open: key → painted, median', unit: 'ms', goal: { most: 7 } },
      { key: `${kind}.typing.p95`, title: '… 95th percentile', unit: 'ms', goal: { most: 12 } },
    ]
  }),

  async measure(subject) {
    const kept = await provideConversationProfile({ announce: say })
    const prepared = subject.name === 'floor' ? subject : await prepareProfile(subject, kept)
    const figures = {}
    for (const kind of kinds) {
      const clicked = subject.name === 'floor' ? {} : await measureClick(prepared, kind)
      for (const [key, value] of Object.entries({ ...clicked, ...(await measureChat(prepared, kind, kept)) }))
        figures[`${kind}.${key}`] = value
    }
    return figures
  },
}

const prepared = new Map()

/** Copies the profile and lets the app fill its database, once for all runs. */
async function prepareProfile(subject, kept) {
  const before = prepared.get(subject.profile)
  if (before) return before
  const own = { ...subject, profile: `${subject.profile}-conversation` }
  await copyProfile(kept, own.profile)
  for (let start = 0; start < 2; start += 1) {
    const app = launch(own)
    try {
      const { page } = await within(startMs, 'a typed character', typeLetter(app))
      await within(openMs, 'the whole database', page.call('databaseWhole', openMs))
      await within(copiesMs, 'the small copies', allCopied(own.profile))
      await sleep(settleMs)
    } finally {
      await app.end()
    }
  }
  prepared.set(subject.profile, own)
  return own
}

/** Resolves when every image has its thumbnails, as is usual when a chat is opened again. */
async function allCopied(profile) {
  for (;;) {
    const names = await readdir(path.join(profile, 'thumbnails'), { recursive: true }).catch(() => [])
    const copies = names.filter((name) => name.endsWith('.webp'))
    if (new Set(copies.map((name) => path.basename(name).split('.')[0])).size >= images) return
    await sleep(settleMs)
  }
}

/** The same chat in a start of its own, as the one below is read by then. */
async function measureClick(subject, kind) {
  const app = launch(subject)
  try {
    const { page } = await within(startMs, 'a typed character', typeLetter(app))
    await sleep(settleMs)
    await page.click(await page.call('watchOpening', titles[kind]), restMs)
    const click = await within(openMs, 'a chat', page.call('opened'))
    await leave(page)
    return { click }
  } finally {
    await app.end()
  }
}

async function measureChat(subject, kind, kept) {
  const app = launch(subject)
  try {
    const { page } = await within(startMs, 'a typed character', typeLetter(app))
    await sleep(settleMs)
    const idle = canReadBooks ? memoryOfTree(app.pid).total / 1e6 : undefined
    const open =
      subject.name === 'floor' ? await prepareBare(page, kind, kept) : (chat) => page.call('openChatNamed', chat)
    await page.call('watchFrames')
    const opened = await within(openMs, 'a chat', open(titles[kind]))
    await sleep(settleMs)
    const gap = await page.call('longestFrame')
    const again = subject.name === 'floor' ? {} : await measureReturn(open, kind)
    const scrolled = await scrollToTop(page)
    await sleep(settleMs)
    const counts = await page.call('countNodes')
    const memory = canReadBooks ? memoryOfTree(app.pid).total / 1e6 : undefined
    const typed = await measureTyping(page)
    if (subject.name !== 'floor') await leave(page)
    return {
      open: opened,
      'open.gap': gap,
      ...again,
      ...scrolled,
      ...counts,
      ...(memory !== undefined && { memory, 'memory.idle': idle }),
      ...typed,
    }
  } finally {
    await app.end()
  }
}

/** Leaves the measured chat, because the next start opens the last one. */
async function leave(page) {
  await within(openMs, 'another chat', page.call('openChatNamed', titles.short))
  await sleep(settleMs)
}

async function measureReturn(open, kind) {
  await within(openMs, 'another chat', open(titles.short))
  await sleep(settleMs)
  const reopen = await within(openMs, 'the chat again', open(titles[kind]))
  await sleep(settleMs)
  return { reopen }
}

/** Turns the wheel over the middle of the window, as fast as the page accepts it, until the top is reached. */
async function scrollToTop(page) {
  await page.call('watchScrolling')
  const startedAt = now()
  while (now() - startedAt < wheel.mostMs) {
    const turnedAt = now()
    const turn = { type: 'mouseWheel', x: 640, y: 300, deltaX: 0, deltaY: wheel.deltaY }
    await page.send('Input.dispatchMouseEvent', turn)
    if (await page.call('isAtTop')) break
    await sleep(Math.max(0, wheel.everyMs - (now() - turnedAt)))
  }
  const seconds = (now() - startedAt) / 1_000
  const { frames, long, worst, blank, travelled, height, jumped } = await page.call('scrolled')
  return {
    fps: frames / seconds,
    long,
    worst,
    blank,
    seconds,
    travelled: (100 * travelled) / height,
    height,
    jumped,
  }
}

async function measureTyping(page) {
  await page.call('watchTyping')
  for (let letter = 0; letter < letters; letter += 1) {
    await page.pressLetter()
    await sleep(letterMs)
  }
  const times = (await page.call('typed')).toSorted((one, other) => one - other)
  return { typing: median(times), 'typing.p95': times[Math.ceil(times.length * 0.95) - 1] }
}

/** A page with the same content and nothing else, inserted into the document on a click. */
async function prepareBare(page, kind, kept) {
  const content = kind === 'images' ? (await listImageFiles(kept)).map((file) => pathToFileURL(file).href) : listTexts()
  await page.call('prepareBare', kind, content)
  return () => page.call('openBare')
}
