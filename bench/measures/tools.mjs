// Image tools: painting on the largest image that OpenAI makes, and zooming and moving four compared images together.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { now, within } from '../lib/clock.mjs'
import { provideConversationProfile } from '../lib/conversation-profile.mjs'
import { copyProfile } from '../lib/large-profile.mjs'
import { launch } from '../lib/launch.mjs'
import { imagePng } from '../lib/png.mjs'
import { say } from '../../scripts/lib/say.mjs'
import { startProvider } from '../lib/provider.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
const openMs = 60_000
const settleMs = 2_000
const large = [3_840, 2_160]
/** How long to paint or zoom, and how often the pointer moves: slightly more often than there are frames. */
const workMs = 3_000
const moveMs = 12
const turns = 3

export const tools = {
  name: 'tools',
  once: true,
  figures: [
    { key: 'tools.paint', title: 'Painting on an image of 3840x2160: frames per second', unit: '' },
    { key: 'tools.paint.long', title: '… frames over 50 ms', unit: '', goal: { most: 0 } },
    { key: 'tools.paint.worst', title: '… the longest', unit: 'ms' },
    { key: 'tools.compare', title: 'Zooming four compared images: frames per second', unit: '' },
    { key: 'tools.compare.long', title: '… frames over 50 ms', unit: '', goal: { most: 0 } },
    { key: 'tools.compare.worst', title: '… the longest', unit: 'ms' },
  ],

  async measure(subject) {
    return { ...(await measurePainting(subject)), ...(await measureComparing(subject)) }
  },
}

async function measurePainting(subject) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'easel-bench-tools-'))
  const provider = await startProvider()
  const app = launch(subject, { env: provider.env })
  try {
    const { page } = await within(startMs, 'a typed character', typeLetter(app))
    await sleep(settleMs)
    const file = path.join(folder, 'large.png')
    await writeFile(file, imagePng(90_000, ...large))
    await page.chooseFiles([file])
    await within(openMs, 'the image', page.call('attached', 1))
    const stage = await within(openMs, 'the painter', page.call('openPainter'))
    await sleep(settleMs)
    return await measureFrames(page, 'tools.paint', async (mouse) => {
      await mouse('mousePressed', pointAt(stage, 0), { button: 'left', buttons: 1, clickCount: 1 })
      await untilOver((share) => mouse('mouseMoved', pointAt(stage, share), { button: 'left', buttons: 1 }))
      await mouse('mouseReleased', pointAt(stage, 1), { button: 'left', clickCount: 1 })
    })
  } finally {
    await app.end()
    await provider.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measureComparing(subject) {
  const own = { ...subject, profile: `${subject.profile}-tools` }
  await copyProfile(await provideConversationProfile({ announce: say }), own.profile)
  const app = launch(own)
  try {
    const { page } = await within(startMs, 'a typed character', typeLetter(app))
    await within(openMs, 'the whole database', page.call('databaseWhole', openMs))
    await sleep(settleMs)
    await within(openMs, 'the gallery', page.call('openGallery'))
    const pane = await within(openMs, 'four images', page.call('compareFour'))
    await sleep(settleMs)
    const middle = { x: pane.left + pane.width / 2, y: pane.top + pane.height / 2 }
    return await measureFrames(page, 'tools.compare', (mouse) =>
      // Zooms in and out again.
      untilOver((share) => mouse('mouseWheel', middle, { deltaX: 0, deltaY: share < 0.5 ? -20 : 20 })),
    )
  } finally {
    await app.end()
  }
}

async function measureFrames(page, key, work) {
  const mouse = (type, point, facts) => page.send('Input.dispatchMouseEvent', { type, ...point, ...facts })
  const values = { [key]: [], [`${key}.long`]: [], [`${key}.worst`]: [] }
  for (let turn = 0; turn < turns; turn += 1) {
    await page.call('countFrames')
    const startedAt = now()
    await work(mouse)
    const seconds = (now() - startedAt) / 1_000
    const { frames, long, worst } = await page.call('countedFrames')
    values[key].push(frames / seconds)
    values[`${key}.long`].push(long)
    values[`${key}.worst`].push(worst)
    await sleep(settleMs)
  }
  return values
}

/** Calls `move` with the share of the time that has passed, from 0 to 1. */
async function untilOver(move) {
  const startedAt = now()
  for (let passed = 0; passed < workMs; passed = now() - startedAt) {
    const movedAt = now()
    await move(passed / workMs)
    await sleep(Math.max(0, moveMs - (now() - movedAt)))
  }
}

/** A point on a curve across the middle of a box. */
function pointAt({ left, top, width, height }, share) {
  const turn = share * 2 * Math.PI
  return { x: left + width * (0.5 + 0.3 * Math.sin(3 * turn)), y: top + height * (0.5 + 0.3 * Math.cos(2 * turn)) }
}
