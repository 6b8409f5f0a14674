// Scrolling through a long chat, or through a bare page with the same content.

/* oxlint-disable no-undef -- the browser's globals, there when it runs */

import { isInView, pageTime, paintedWhen } from './frames.mjs'

/** Prepares a bare page that shows images or texts, newest last, in a scrolling box. */
export function prepareBare(kind, content) {
  const main = document.querySelector('main')
  main.style.cssText = 'height: 600px; overflow-y: scroll'
  main.dataset.container = ''
  globalThis.benchBare = () => {
    const articles = content.map((each) => {
      const article = document.createElement('article')
      article.style.cssText = 'width: 640px; margin: 12px auto; white-space: pre-wrap'
      if (kind === 'images') {
        const image = document.createElement('img')
        image.src = each
        image.loading = 'lazy'
        image.width = 512
        image.height = 512
        article.append(image)
      } else article.textContent = each
      return article
    })
    main.replaceChildren(...articles)
    main.scrollTop = main.scrollHeight
  }
}

export async function openBare() {
  const clickedAt = pageTime()
  globalThis.benchBare()
  const { paintedAt } = await paintedWhen(() => [...document.querySelectorAll('article')].some(isInView))
  return paintedAt - clickedAt
}

export function scrollingBox() {
  return document.querySelector('main [data-container]') ?? document.querySelector('main[data-container]')
}

/**
 * Follows an article from frame to frame, until `scrolled` is called: how far the visible content moves, and how often
 * in the wrong direction. Counts all frames, long ones, and those without any message in view.
 */
export function watchScrolling() {
  const box = scrollingBox()
  const view = box.getBoundingClientRect()
  const inBox = (element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > view.top && top < view.bottom
  }
  const seen = { frames: 0, long: 0, worst: 0, blank: 0, travelled: 0, jumped: 0, isWatching: true }
  globalThis.benchScrolling = seen
  let before = performance.now()
  let followed
  let lastTop
  const frame = (at) => {
    if (!seen.isWatching) return
    seen.frames += 1
    seen.worst = Math.max(seen.worst, at - before)
    if (at - before > 50) seen.long += 1
    before = at
    if (followed?.isConnected) {
      const moved = followed.getBoundingClientRect().top - lastTop
      seen.travelled += Math.abs(moved)
      if (moved < -1) seen.jumped += -moved
    }
    followed = [...box.querySelectorAll('article')].find(inBox)
    if (!followed) seen.blank += 1
    lastTop = followed?.getBoundingClientRect().top
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}

export function isAtTop() {
  return scrollingBox().scrollTop <= 0
}

export function scrolled() {
  const seen = globalThis.benchScrolling
  seen.isWatching = false
  return { ...seen, height: scrollingBox().scrollHeight }
}

export function countNodes() {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL)
  let nodes = 0
  while (walker.nextNode()) nodes += 1
  return { elements: document.querySelectorAll('*').length, nodes }
}
