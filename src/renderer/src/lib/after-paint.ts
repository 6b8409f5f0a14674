/** Waits no longer than this, because a hidden window may never paint a frame. Milliseconds. */
const AT_LATEST_MS = 300

/** Runs once, after the next frame is on screen. */
export function afterPaint(callback: () => void): void {
  let done = false
  const run = (): void => {
    if (done) return
    done = true
    callback()
  }
  requestAnimationFrame(() => setTimeout(run))
  setTimeout(run, AT_LATEST_MS)
}
