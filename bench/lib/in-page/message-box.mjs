// The message box: when it accepts typing, and how long a key takes.

/* oxlint-disable no-undef -- the browser's globals, there when it runs */

import { appeared, paintedWhen } from './frames.mjs'

export function messageBox() {
  return document.querySelector('textarea[aria-label="Message"]')
}

/** Waits for the message box, focuses it, and gets ready for `acceptance`. */
export async function awaitMessageBox() {
  const box =
    messageBox() ??
    (await new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        const found = messageBox()
        if (!found) return
        observer.disconnect()
        resolve(found)
      })
      observer.observe(document, { childList: true, subtree: true })
    }))
  if (document.activeElement !== box) box.focus()
  expectLetter()
}

/** Resolves with the time at which the app was drawn, including the name of the selected model. */
export async function appDrawn() {
  await appeared(() => document.querySelector('button[aria-label^="Model: "]'))
  return (await paintedWhen(() => true)).paintedAt
}

/** Prepares `acceptance`: watches for the next letter, in whichever message box exists by then. */
export function expectLetter() {
  const before = messageBox().value.length
  globalThis.benchAcceptance = new Promise((resolve) => {
    document.addEventListener('input', async function listen() {
      const { paintedAt } = await paintedWhen(() => true)
      if ((messageBox()?.value.length ?? 0) <= before) return
      document.removeEventListener('input', listen)
      resolve({ paintedAt, length: before + 1 })
    })
  })
}

/** Resolves with the time at which the letter was accepted, or undefined if it wasn't in time. */
export function acceptance(patienceMs) {
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs))
  return Promise.race([globalThis.benchAcceptance, late])
}

export function messageLength() {
  return messageBox()?.value.length ?? 0
}

/** Selects the message box's text, so that the next input replaces it. */
export function selectMessage() {
  messageBox().select()
}

/** Records for every key the time until the task after its frame. */
export function watchTyping() {
  globalThis.benchTyping = []
  messageBox().focus()
  messageBox().addEventListener('keydown', (event) => {
    const pressedAt = performance.timeOrigin + event.timeStamp
    void paintedWhen(() => true).then(({ paintedAt }) => globalThis.benchTyping.push(paintedAt - pressedAt))
  })
}

export function typed() {
  return globalThis.benchTyping
}
