// Makes one Demo picture in a running app, as a person would: through the roles and names that the interface promises.

import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { Stop } from './script.mjs'

const prompt = 'a lighthouse at dusk'

/** A picture takes seconds. Past this something hangs, and the timeline shows how far it came. */
const deadlineMs = 90_000

/** How often the answer is looked at: more often than a screen shows a frame. */
const glanceMs = 10

/** Returns a function that prints what has just happened, and when. */
export function startTimeline(print) {
  const startedAt = performance.now()
  return (event) => print(`${String(Math.round(performance.now() - startedAt)).padStart(6)} ms  ${event}`)
}

/**
 * Sends a prompt and returns the path of the file that the picture was saved in, below the profile. Tells `mark` each
 * thing as it appears, and leaves a screenshot of the end. Throws if the answer fails or does not come in time.
 */
export function makePicture(window, { profile, screenshot, mark }) {
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
  // Watched from now on: the placeholder may be there before the click has returned.
  await Promise.all([send.click(), watchAnswer(answer, mark)])

  const source = await imageSource(answer.getByRole('img', { name: prompt, exact: true }))
  mark('picture shown')
  const file = findObject(profile, source)
  mark(`saved as a file of ${Math.round(statSync(file).size / 1_000)} kB`)
  // Away from Send, whose tooltip would be in the picture.
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
      throw new Stop(`No picture: the answer is ${status}.\n${await answer.innerText()}`)
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
    () => Promise.reject(new Stop(`No picture within ${deadlineMs / 1_000} s; it got as far as shown above.`)),
    () => undefined,
  )
  try {
    return await Promise.race([work, deadline])
  } finally {
    abort.abort()
  }
}
