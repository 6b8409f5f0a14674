// Images attached to a prompt: how long adding and sending them blocks main.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { now, within } from '../lib/clock.mjs'
import { launch } from '../lib/launch.mjs'
import { imagePng, maskPng } from '../lib/png.mjs'
import { startProvider } from '../lib/provider.mjs'
import { typeLetter } from './start.mjs'

const startMs = 60_000
const attachMs = 120_000
const sendMs = 60_000
/** Users look around before their first choice. */
const pauseMs = 1_500
/** The largest image that OpenAI makes, and its mask. */
const large = [3_840, 2_160]
/** In addition to it, of 1.5 MB each. */
const others = 8
const turns = 3

export const inputs = {
  name: 'inputs',
  /** The floor sends no images. */
  once: true,
  figures: [
    {
      key: 'inputs.attach.blocked',
      title: 'Longest block of main while an image of 3840x2160, its mask and 8 of 1.5 MB are attached',
      unit: 'ms',
      goal: { most: 10 },
    },
    { key: 'inputs.attach', title: '… until all are attached', unit: 'ms' },
    { key: 'inputs.send.blocked', title: '… while they are sent', unit: 'ms', goal: { most: 10 } },
    { key: 'inputs.send', title: '… Send → the service has the last byte', unit: 'ms' },
  ],

  async measure(subject) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'easel-bench-inputs-'))
    const provider = await startProvider()
    const app = launch(subject, { env: provider.env, observed: true })
    const values = { 'inputs.attach.blocked': [], 'inputs.attach': [], 'inputs.send.blocked': [], 'inputs.send': [] }
    try {
      const { page } = await within(startMs, 'a typed character', typeLetter(app))
      await sleep(pauseMs)
      for (let turn = 0; turn < turns; turn += 1) {
        const files = await writeFiles(folder, turn)
        await app.ask('watch')
        const choseAt = now()
        await page.chooseFiles(files)
        const attachedAt = await within(attachMs, 'the images', page.call('attached', files.length))
        values['inputs.attach'].push(attachedAt - choseAt)
        values['inputs.attach.blocked'].push(await app.ask('blocked'))
        await within(attachMs, 'the mask', page.call('makeMask'))
        await sleep(pauseMs)

        await page.write(`An image from images, number ${turn}`)
        await app.ask('watch')
        const sentAt = now()
        await page.pressEnter()
        const request = await within(sendMs, 'the request', provider.nextRequest())
        values['inputs.send'].push(request.receivedAt - sentAt)
        values['inputs.send.blocked'].push(await app.ask('blocked'))
        await request.finish(imagePng(50_000 + turn))
        await sleep(pauseMs)
      }
      return values
    } finally {
      await app.end()
      await provider.stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** New files each time, because a known file isn't stored again. The mask comes last. */
async function writeFiles(folder, turn) {
  const seed = 1_000 * (turn + 1)
  const images = [imagePng(seed, ...large), ...Array.from({ length: others }, (_, at) => imagePng(seed + at + 1))]
  const files = [...images, maskPng(...large)]
  const paths = files.map((_, at) => path.join(folder, `${turn}-${at}.png`))
  for (const [at, file] of paths.entries()) await writeFile(file, files[at])
  return paths
}
