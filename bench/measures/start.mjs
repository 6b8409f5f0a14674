// From the start of the process to the frame after a real key event put a character into the message box, and, for
// Easel, in a separate start, to the frame with the whole app.

import { setTimeout as sleep } from 'node:timers/promises'

import { within } from '../lib/clock.mjs'
import { launch } from '../lib/launch.mjs'
import { canReadBooks, processorTimeOfTree } from '../lib/processes.mjs'

const acceptanceMs = 60_000
/** A letter that isn't accepted within this time was lost, and is typed again. */
const patienceMs = 500
/** A letter only counts if it's still there after this time: a page may show its box before it can keep input. */
const keepMs = 400

export const start = {
  name: 'start',
  figures: [
    { key: 'start', title: 'Start → a typed character is accepted', unit: 'ms', goal: { ratio: 1.25 } },
    { key: 'start.app', title: 'Start → the app is drawn, with its model', unit: 'ms' },
    { key: 'start.processor', title: 'Processor time of all processes until then', unit: 'ms' },
  ],

  async measure(subject) {
    const typed = await timeTypedLetter(subject)
    return subject.name === 'floor' ? typed : { ...typed, 'start.app': await timeDrawnApp(subject) }
  },
}

async function timeTypedLetter(subject) {
  const app = launch(subject)
  try {
    const { paintedAt, processorMs } = await within(acceptanceMs, 'a typed character', typeLetter(app))
    return { start: paintedAt - app.startedAt, ...(canReadBooks && { 'start.processor': processorMs }) }
  } finally {
    await app.end()
  }
}

/** Returns the milliseconds from the start of the process to the frame in which the app shows the selected model. */
async function timeDrawnApp(subject) {
  const app = launch(subject)
  try {
    const page = await app.page()
    const paintedAt = await within(acceptanceMs, 'the app', page.callWhileLoading('appDrawn'))
    return paintedAt - app.startedAt
  } finally {
    await app.end()
  }
}

/**
 * Types a letter as soon as there's a box, checks that it stays, deletes it and returns its frame. `onBox` is called
 * with the page as soon as the box exists.
 */
export async function typeLetter(app, { onBox = () => {} } = {}) {
  const page = await app.page()
  await page.callWhileLoading('awaitMessageBox')
  onBox(page)
  for (;;) {
    await page.pressLetter()
    const accepted = await page.call('acceptance', patienceMs)
    if (accepted) {
      const processorMs = canReadBooks ? processorTimeOfTree(app.pid) : undefined
      await sleep(keepMs)
      if ((await page.call('messageLength')) >= accepted.length) {
        await page.pressBackspace()
        return { page, paintedAt: accepted.paintedAt, processorMs }
      }
    }
    await page.call('expectLetter')
  }
}
