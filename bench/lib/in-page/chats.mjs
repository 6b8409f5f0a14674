// The list of chats and its search.

/* oxlint-disable no-undef -- the browser's globals, there when it runs */

import { isInView, pageTime, paintedWhen } from './frames.mjs'

/** Resolves with the time at which the list of chats was painted, or the message that it's empty. */
export async function chatsPainted() {
  const { paintedAt } = await paintedWhen(() => document.querySelector('nav section li, nav p') !== null)
  return paintedAt
}

/** Opens a chat of the list and returns how long it took until one of its messages was painted. */
export async function openChatNumber(number) {
  const chat = document.querySelectorAll('nav section li')[number].querySelector('[role="link"], a, button')
  const clickedAt = pageTime()
  chat.click()
  const { paintedAt } = await paintedWhen(() => [...document.querySelectorAll('article')].some(isInView))
  return paintedAt - clickedAt
}

/** Types a query into the search box at once. Resolves with the time until all results are painted. */
export async function timeSearch(query) {
  const box = document.querySelector('input[type="search"][aria-label="Search chats"]')
  box.focus()
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  set.call(box, query)
  const typedAt = pageTime()
  box.dispatchEvent(new Event('input', { bubbles: true }))
  const { paintedAt } = await paintedWhen(() =>
    document.querySelector('[aria-label="Search results"][aria-busy="false"] li'),
  )
  return paintedAt - typedAt
}

export function findChat(title) {
  return [...document.querySelectorAll('nav section li [role="link"], nav section li a')].find((element) =>
    element.textContent.includes(title),
  )
}

/** Opens a chat by its title and returns how long it took until one of its messages was painted. */
export async function openChatNamed(title) {
  const link = findChat(title)
  watchOpening(title)
  link.click()
  return globalThis.benchOpening
}

/** Measures the next click on a chat, for `opened`. Returns the center of its row. */
export function watchOpening(title) {
  const link = findChat(title)
  const before = document.querySelector('article')
  const isShown = () => [...document.querySelectorAll('article')].some((one) => one !== before && isInView(one))
  globalThis.benchOpening = new Promise((resolve) => {
    const watch = () => {
      const clickedAt = pageTime()
      void paintedWhen(isShown).then(({ paintedAt }) => resolve(paintedAt - clickedAt))
    }
    link.addEventListener('click', watch, { once: true, capture: true })
  })
  const { left, top, width, height } = link.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}

/** The milliseconds from the click to the frame with a message of the chat. */
export function opened() {
  return globalThis.benchOpening
}
