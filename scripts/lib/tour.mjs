// A short tour of the real app: one Demo prompt, from the placeholder to the saved file, told as a timeline.
// It acts as a person would, through the roles and names that the interface promises.

import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { withDisplay } from './display.mjs'
import { withoutAccounts } from './environment.mjs'
import { isRoot } from './sandbox.mjs'
import { say } from './say.mjs'
import { projectRoot, Stop } from './script.mjs'

const prompt = 'a lighthouse at dusk'

/** A tour takes seconds. Past this something hangs, and the tour says how far it came. */
const deadlineMs = 90_000

/** How often the answer is looked at: more often than a screen shows a frame. */
const glanceMs = 10

/**
 * Gives the tour and returns the exit code. The profile is a fresh one, without keys, below the folder for temporary
 * files; it is left there because the picture and the screenshot it ends with are in it.
 */
export async function giveTour({ executable }) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'easel-tour-'))
  const profile = path.join(folder, 'profile')
  const screenshot = path.join(folder, 'easel.png')
  const mark = startTimeline()

  return withDisplay(async (env) => {
    const app = await launch({ executable, profile, env })
    mark('app started')
    try {
      const file = await beforeDeadline(makePicture(app, { profile, screenshot, mark }))
      say(`Picture:    ${file}`)
      say(`Screenshot: ${screenshot}`)
      return 0
    } finally {
      await close(app)
    }
  })
}

/** Returns a function that prints what has just happened, and when. */
function startTimeline() {
  const startedAt = performance.now()
  return (event) => say(`${String(Math.round(performance.now() - startedAt)).padStart(6)} ms  ${event}`)
}

async function launch({ executable, profile, env }) {
  // Not at the top of the file: `npm start` loads this module before the dependencies are installed.
  const { _electron } = await import('@playwright/test')
  return _electron.launch({
    executablePath: executable,
    args: [projectRoot, `--user-data-dir=${profile}`],
    env: withoutAccounts(env),
    // Playwright switches the sandbox off unless told otherwise.
    chromiumSandbox: !isRoot(),
    timeout: 30_000,
  })
}

async function makePicture(app, { profile, screenshot, mark }) {
  const window = await app.firstWindow()
  const messageBox = window.getByRole('textbox', { name: 'Message' })
  await messageBox.fill(prompt)
  mark('window usable')

  const answer = window.getByRole('article', { name: 'Assistant' }).last()
  mark(`sent “${prompt}”`)
  // At once: the placeholder may be there before the click has returned.
  await Promise.all([window.getByRole('button', { name: 'Send', exact: true }).click(), watchAnswer(answer, mark)])

  const source = await imageSource(answer.getByRole('img', { name: prompt, exact: true }))
  mark('picture shown')
  const file = findObject(profile, source)
  mark(`saved as a file of ${Math.round(statSync(file).size / 1_000)} kB`)
  await window.screenshot({ path: screenshot })
  return file
}

/** Marks the placeholder, each preview and the end of an answer as they appear. */
async function watchAnswer(answer, mark) {
  const placeholder = answer.getByRole('status', { name: 'Generating image' })
  const preview = answer.getByRole('img', { name: 'Preview' })
  const previews = new Set()
  let hasPlaceholder = false

  for (;;) {
    if (!hasPlaceholder && (await placeholder.count()) > 0) {
      hasPlaceholder = true
      mark('placeholder')
    }
    for (const source of await preview.evaluateAll(loadedSources)) {
      if (previews.has(source)) continue
      previews.add(source)
      mark(`preview ${previews.size}`)
    }
    const [status] = await answer.evaluateAll((articles) => articles.map((article) => article.dataset.status))
    if (status === 'done') return mark('done')
    if (status === 'failed' || status === 'cancelled') {
      throw new Stop(`The tour ended early: the answer is ${status}.\n${await answer.innerText()}`)
    }
    await sleep(glanceMs)
  }
}

/** The address of a picture once it has been decoded. */
async function imageSource(image) {
  await image.waitFor()
  for (;;) {
    const [source] = await image.evaluateAll(loadedSources)
    if (source !== undefined) return source
    await sleep(glanceMs)
  }
}

/** Runs in the page. */
function loadedSources(images) {
  return images.filter((image) => image.complete && image.naturalWidth > 0).map((image) => image.src)
}

/** The file behind an address: objects are named by their hash, which is also how the page asks for them. */
function findObject(profile, source) {
  const [hash] = source.match(/[0-9a-f]{64}/) ?? []
  if (hash === undefined) throw new Error(`The picture's address names no file: ${source}`)
  const folder = path.join(profile, 'objects', hash.slice(0, 2))
  const name = existsSync(folder) ? readdirSync(folder).find((each) => each.startsWith(hash)) : undefined
  if (name === undefined) throw new Error(`The picture is shown, but ${folder} has no file for it.`)
  return path.join(folder, name)
}

async function beforeDeadline(work) {
  const abort = new AbortController()
  const deadline = sleep(deadlineMs, undefined, { signal: abort.signal }).then(
    () =>
      Promise.reject(new Stop(`The tour did not end within ${deadlineMs / 1_000} s; it got as far as shown above.`)),
    () => undefined,
  )
  try {
    return await Promise.race([work, deadline])
  } finally {
    abort.abort()
  }
}

/** Ends the app as a person would, and insists if it does not obey. */
async function close(app) {
  const child = app.process()
  const closed = app.close().catch(() => undefined)
  await Promise.race([closed, sleep(10_000, undefined, { ref: false })])
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
}
