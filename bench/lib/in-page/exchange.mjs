// A prompt, its image, and its cost estimate.

/* oxlint-disable no-undef -- the browser's globals, there when it runs */

import { appeared, isInView, paintedWhen } from './frames.mjs'

/** Prepares `placeholder`: records when Enter is pressed, and the frame that shows the placeholder. */
export function expectPlaceholder() {
  let pressedAt
  addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter') pressedAt = performance.timeOrigin + event.timeStamp
    },
    { capture: true, once: true },
  )
  const running = 'article[data-status="streaming"] [role="status"][aria-label="Generating image"]'
  const shown = paintedWhen(() => {
    const element = document.querySelector(running)
    return pressedAt !== undefined && element !== null && isInView(element)
  })
  globalThis.benchPlaceholder = shown.then(({ paintedAt }) => paintedAt - pressedAt)
}

export function placeholder() {
  return globalThis.benchPlaceholder
}

/** Prepares `image`: the first frame in which the finished image is visible, however faintly. */
export function expectImage(name) {
  globalThis.benchImage = paintedWhen(() => {
    const image = document.querySelector(`article[data-status="done"] img[alt="${CSS.escape(name)}"]`)
    return image?.complete && image.naturalWidth > 0 && getComputedStyle(image).opacity > 0 && isInView(image)
  }).then(({ paintedAt }) => paintedAt)
}

export function image() {
  return globalThis.benchImage
}

/** Selects a model in the picker by clicking. */
export async function chooseModel(name) {
  ;(await appeared(() => document.querySelector('button[aria-label^="Model: "]'))).click()
  const option = await appeared(() =>
    [...document.querySelectorAll('[role="option"]')].find((element) => element.textContent === name),
  )
  option.click()
  await appeared(() => document.querySelector(`button[aria-label="Model: ${name}"]`))
}

/** Returns the milliseconds from each choice of quality to the matching estimate. */
export async function timeEstimates(rounds) {
  const shown = () => document.querySelector('[data-testid="cost-estimate"]').textContent
  document.querySelector('button[aria-label="Image options"]').click()
  const select = await appeared(() =>
    [...document.querySelectorAll('[role="dialog"] select')].find((element) =>
      [...element.options].some(({ value }) => value === 'xhigh'),
    ),
  )
  const times = []
  for (let round = 0; round < rounds; round += 1) {
    for (const quality of ['low', 'high', 'max', 'medium']) {
      const before = shown()
      const startedAt = performance.now()
      select.value = quality
      // React renders before the event ends. If it rendered later, the next poll would show it, ten milliseconds late.
      select.dispatchEvent(new Event('change', { bubbles: true }))
      await appeared(() => (shown() === before ? undefined : select))
      times.push(performance.now() - startedAt)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    }
  }
  return times
}
