// Painting over an image, and comparing images.

/* oxlint-disable no-undef -- the browser's globals, there when it runs */

import { appeared } from './frames.mjs'
import { shownImageOfGallery } from './gallery.mjs'

/** Opens the painter for the first attached image. Resolves with the area that can be painted. */
export async function openPainter() {
  document.querySelector('ul[aria-label="Attached images"] button[aria-label="Paint mask"]').click()
  const stage = await appeared(() => document.querySelector('[role="application"][aria-busy="false"]'))
  return readBox(stage)
}

/** Compares the first four images of the open gallery. Resolves with the position of the first. */
export async function compareFour() {
  await appeared(shownImageOfGallery)
  const images = await appeared(() => {
    const found = [...document.querySelectorAll('[role="gridcell"] img')]
    return found.length >= 4 ? found.slice(0, 4) : undefined
  })
  for (const image of images) image.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }))
  const compare = await appeared(() =>
    document.querySelector('[role="toolbar"][aria-label="Selected images"] button[aria-label="Compare"]'),
  )
  compare.click()
  const panes = await appeared(() => {
    const found = [...document.querySelectorAll('dialog [data-pane]')]
    const shown = found.filter((pane) => pane.querySelector('img')?.complete)
    return shown.length === 4 ? shown : undefined
  })
  return readBox(panes[0])
}

export function readBox(element) {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left, top, width, height }
}

/** Counts frames and long ones until `countedFrames` is called. */
export function countFrames() {
  const counted = { frames: 0, long: 0, worst: 0 }
  let before = performance.now()
  globalThis.benchFrames = counted
  const frame = (at) => {
    if (globalThis.benchFrames !== counted) return
    counted.frames += 1
    counted.worst = Math.max(counted.worst, at - before)
    if (at - before > 50) counted.long += 1
    before = at
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}

export function countedFrames() {
  const counted = globalThis.benchFrames
  globalThis.benchFrames = undefined
  return counted
}
