/** A window that is not shown yet may paint no frame; it must not wait for one for ever. */
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
