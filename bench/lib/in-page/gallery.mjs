// The gallery.

/* oxlint-disable no-undef -- the browser's globals, there when it runs */

import { isInView, pageTime, paintedWhen } from './frames.mjs'

export function shownImageOfGallery() {
  return [...document.querySelectorAll('[role="gridcell"] img')].find(
    (image) => image.complete && image.naturalWidth > 0 && isInView(image),
  )
}

/** Opens the gallery. Returns the time until one of its images was painted, and until all of it had been read. */
export async function openGallery() {
  const button = [...document.querySelectorAll('nav button')].find(({ textContent }) =>
    textContent.startsWith('Gallery'),
  )
  const clickedAt = pageTime()
  // Background work yields to user input.
  button.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  button.click()
  const { paintedAt } = await paintedWhen(shownImageOfGallery)
  const whole = await paintedWhen(() =>
    /^[\d,]+ images?$/.test(document.querySelector('section [role="status"]').textContent),
  )
  return { open: paintedAt - clickedAt, whole: whole.paintedAt - clickedAt }
}

/** Jumps to the last image, as the scroll bar does, and returns the time until it was painted. */
export async function scrollGalleryToEnd() {
  const scroller = document.querySelector('[role="grid"]').parentElement
  const startedAt = pageTime()
  scroller.scrollTop = scroller.scrollHeight
  await paintedWhen(() => document.querySelectorAll('[role="row"]').length > 0)
  const { paintedAt } = await paintedWhen(shownImageOfGallery)
  return paintedAt - startedAt
}
