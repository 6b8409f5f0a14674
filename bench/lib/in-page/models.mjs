// The list of models.

/* oxlint-disable no-undef -- the browser's globals, there when it runs */

import { appeared, pageTime, paintedWhen } from './frames.mjs'

export function modelButton() {
  return document.querySelector('button[aria-haspopup="listbox"]')
}

/** Opens the list repeatedly until it has more than this many models. Leaves it closed. */
export async function modelsListed(count) {
  await appeared(() => modelButton())
  for (;;) {
    modelButton().click()
    const option = await appeared(() => document.querySelector('[role="option"]'))
    const size = Number(option.getAttribute('aria-setsize'))
    closeModelList()
    if (size > count) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/**
 * Opens the list of models. Resolves with the time until its rows are painted, and in which frame. They're rendered
 * after an animation frame's work, once the list is positioned, so checking in the next frame would be too late.
 */
export async function timeModelList() {
  const { port1, port2 } = new MessageChannel()
  const painted = new Promise((resolve) => port1.addEventListener('message', () => resolve(pageTime())))
  port1.start()
  const observer = new MutationObserver(() => {
    if (!document.querySelector('[role="option"]')) return
    observer.disconnect()
    port2.postMessage(undefined)
  })
  observer.observe(document.body, { childList: true, subtree: true })
  let frames = 0
  let isPainted = false
  const count = () => {
    if (isPainted) return
    frames += 1
    requestAnimationFrame(count)
  }
  requestAnimationFrame(count)
  const clickedAt = pageTime()
  modelButton().click()
  const paintedAt = await painted
  isPainted = true
  return { time: paintedAt - clickedAt, frames }
}

/** Types a letter into the search. Resolves with the time until the results are painted. */
export async function timeModelSearch(letter) {
  const box = document.querySelector('input[type="search"][aria-label="Search models"]')
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  const typedAt = pageTime()
  set.call(box, box.value + letter)
  box.dispatchEvent(new Event('input', { bubbles: true }))
  // React has rendered by the end of the event; the next frame paints it.
  const { paintedAt } = await paintedWhen(() => box.isConnected)
  return { time: paintedAt - typedAt }
}

export function closeModelList() {
  modelButton().click()
}
