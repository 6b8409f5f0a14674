// From the start of the process to the frame after a real key event put a character into the message box.

import { setTimeout as sleep } from 'node:timers/promises'

import { within } from '../lib/clock.mjs'
import { launch } from '../lib/launch.mjs'
import { canReadBooks, processorTimeOfTree } from '../lib/processes.mjs'

const acceptanceMs = 60_000
/** A letter that isn't accepted within this time was lost, and is typed again. */
const patienceMs = 500
/**
 * A letter only counts if it's still there after this time: a page may show its box before it can keep what is typed.
 */
const keepMs = 400

export const start = {
  name: 'start',
  figures: [
    { key: 'start', title: 'Start → a typed character is accepted', unit: 'ms', goal: { ratio: 1.6 } },
    { key: 'start.processor', title: 'Processor time of all processes until then', unit: 'ms' },
  ],

  async measure(subject) {
    const app = launch(subject)
    try {
      const { paintedAt, processorMs } = await within(acceptanceMs, 'a typed character', typeLetter(app))
      return { start: paintedAt - app.startedAt, ...(canReadBooks && { 'start.processor': processorMs }) }
    } finally {
      await app.end()
    }
  },
}

/**
 * Types a letter as soon as there's a box, checks that it stays, deletes it and returns its frame. `onBox` is called
 * with the page as soon as the box is there.
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
