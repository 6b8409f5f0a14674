// Makes one Demo image in a running app as a user would, through the roles and names of the interface contract.

import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Stop } from './script.mjs'

const prompt = 'a lighthouse at dusk'

/** An image takes seconds. After this long something hangs, and the timeline shows how far it got. */
const deadlineMs = 90_000

/** How often the answer is read: more often than a screen shows a frame. */
const glanceMs = 10

/** Returns a function that prints what has just happened, and when. */
export function startTimeline(print) {
  const startedAt = performance.now()
  return (event) => print(`${String(Math.round(performance.now() - startedAt)).padStart(6)} ms  ${event}`)
}

/**
 * Sends a prompt and returns the path of the saved image in the profile. Calls `mark` as each thing appears and takes a
 * screenshot at the end. Throws if the answer fails or doesn't arrive in time.
 */
export function makeImage(window, { profile, screenshot, mark }) {
  return beforeDeadline(sendPrompt(window, { profile, screenshot, mark }))
}

async function sendPrompt(window, { profile, screenshot, mark }) {
  const messageBox = window.getByRole('textbox', { name: 'Message' })
  await messageBox.fill(prompt)
  mark('window usable')

  const answer = window.getByRole('article', { name: 'Assistant' }).last()
  const send = window.getByRole('button', { name: 'Send', exact: true })
  await send.hover()
  mark(`sent “${prompt}”`)
  // Start watching before the click: the placeholder may appear before the click has returned.
  await Promise.all([send.click(), watchAnswer(answer, mark)])

  const source = await imageSource(answer.getByRole('img', { name: prompt, exact: true }))
  mark('image shown')
  const file = findObject(profile, source)
  mark(`saved as a file of ${Math.round(statSync(file).size / 1_000)} kB`)
  // Move away from Send, so that its tooltip isn't in the screenshot.
  await window.mouse.move(0, 0)
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
      throw new Stop(`No image: the answer is ${status}.\n${await answer.innerText()}`)
    }
    await sleep(glanceMs)
  }
}

/** Waits until the image is decoded and returns its address. */
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

/** Finds the file of an image address: both contain the image's hash. */
function findObject(profile, source) {
  const [hash] = source.match(/[0-9a-f]{64}/) ?? []
  if (hash === undefined) throw new Error(`The image's address names no file: ${source}`)
  const folder = path.join(profile, 'objects', hash.slice(0, 2))
  const name = existsSync(folder) ? readdirSync(folder).find((each) => each.startsWith(hash)) : undefined
  if (name === undefined) throw new Error(`The image is shown, but ${folder} has no file for it.`)
  return path.join(folder, name)
}

async function beforeDeadline(work) {
  const abort = new AbortController()
  const deadline = sleep(deadlineMs, undefined, { signal: abort.signal }).then(
    () => Promise.reject(new Stop(`No image within ${deadlineMs / 1_000} s. The lines above show how far it got.`)),
    () => undefined,
  )
  try {
    return await Promise.race([work, deadline])
  } finally {
    abort.abort()
  }
}
