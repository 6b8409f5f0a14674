// Loaded into an app's main process before the app itself, for measurements that need to know what happens there.
// Answers questions over the channel to the process that started the app.

const { app, ipcMain } = require('electron')
const { readFileSync } = require('node:fs')
const v8 = require('node:v8')

/** Milliseconds between two checks of the event loop. */
const resolution = 1
/** In characters. Texts of an image run are shorter than this; an encoded image is much longer. */
const longestText = 10_000

let codeBeforeWindow
const messages = { count: 0, bytes: 0, imageBytes: 0 }
let longest = 0
let watching

/** Returns the milliseconds this thread was ready to run but had no processor, which isn't its code's fault. */
function readWaited() {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'latin1').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}

/** Polls the event loop and records the longest time between two polls. */
function watchLoop() {
  longest = 0
  let before = { at: performance.now(), waited: readWaited() }
  const check = () => {
    const now = { at: performance.now(), waited: readWaited() }
    longest = Math.max(longest, now.at - before.at - (now.waited - before.waited) - resolution)
    before = now
    watching = setTimeout(check, resolution)
  }
  watching = setTimeout(check, resolution)
}

/**
 * In milliseconds. Work with at least this interval is too rare for a measurement to wait for, so it also runs on
 * request.
 */
const rareMs = 10 * 60_000
const rareWork = []
const { setInterval: originalSetInterval } = globalThis
globalThis.setInterval = (work, ms, ...values) => {
  if (ms >= rareMs) rareWork.push(work)
  return originalSetInterval(work, ms, ...values)
}

const answers = {
  rareWork: () => {
    for (const work of rareWork) work()
    return rareWork.length
  },
  code: () => codeBeforeWindow,
  messages: () => messages,
  watch: watchLoop,
  blocked: () => {
    clearTimeout(watching)
    return longest
  },
}

process.on('message', (question) => process.send({ question, answer: answers[question]() }))

app.once('browser-window-created', () => {
  codeBeforeWindow = Object.values(require.cache).flatMap(({ filename }) => filename ?? [])
})

watchMessages()

/** Measures everything that is sent between main and a page, in both directions. */
function watchMessages() {
  const { handle } = ipcMain
  ipcMain.handle = (channel, listener) =>
    handle.call(ipcMain, channel, async (event, ...values) => {
      weigh(values)
      const reply = await listener(event, ...values)
      weigh(reply)
      return reply
    })
  app.on('web-contents-created', (_event, contents) => {
    contents.on('ipc-message', (_message, _channel, ...values) => weigh(values))
    for (const name of ['send', 'postMessage']) {
      const original = contents[name]
      contents[name] = (channel, ...values) => {
        weigh(values)
        return original.call(contents, channel, ...values)
      }
    }
  })
}

function weigh(value) {
  messages.count += 1
  messages.bytes += v8.serialize(value).length
  messages.imageBytes += imageBytesIn(value)
}

/** Counts bytes, and texts too long to be anything but encoded bytes. */
function imageBytesIn(value) {
  if (typeof value === 'string') return value.length > longestText ? value.length : 0
  if (value === null || typeof value !== 'object') return 0
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength
  return Object.values(value).reduce((sum, member) => sum + imageBytesIn(member), 0)
}
