// When something is on screen. "Painted" means the first task after an animation frame's work: by then the frame has
// been drawn, and nothing else has run.

/* oxlint-disable no-undef -- the browser's globals, there when it runs */

export function pageTime() {
  return performance.timeOrigin + performance.now()
}

/**
 * Calls `look` in every animation frame until it returns something. Resolves with the time at which that frame was
 * painted.
 */
export function paintedWhen(look) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    let found
    port1.addEventListener('message', () => resolve({ found, paintedAt: pageTime() }))
    port1.start()
    const frame = () => {
      found = look()
      if (found) port2.postMessage(undefined)
      else requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
}

export function isInView(element) {
  const { top, bottom, width, height } = element.getBoundingClientRect()
  return width > 0 && height > 0 && bottom > 0 && top < innerHeight
}

/** Records the longest time between two animation frames until `longestFrame` is called. */
export function watchFrames() {
  globalThis.benchLongestFrame = 0
  let before = performance.now()
  const frame = (at) => {
    globalThis.benchLongestFrame = Math.max(globalThis.benchLongestFrame, at - before)
    before = at
    if (globalThis.benchLongestFrame !== undefined) requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}

export function longestFrame() {
  const longest = globalThis.benchLongestFrame
  globalThis.benchLongestFrame = undefined
  return longest
}

/** Returns the first element that `find` returns. */
export async function appeared(find) {
  for (;;) {
    const element = find()
    if (element) return element
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
