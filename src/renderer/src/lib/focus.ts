/**
 * Where the focus goes when the element that had it is gone: back to where the user came from, else to the message box.
 * It never stays on `body`, where keys do nothing, and never on a large container, where a ring says nothing.
 */

let goHome: () => void = () => undefined

/** Sets what takes the focus when nothing else should have it. Returns how to unset it. */
export function setFocusHome(focus: () => void): () => void {
  goHome = focus
  return () => {
    if (goHome === focus) goHome = () => undefined
  }
}

export function focusHome(): void {
  goHome()
}

/** Gives the focus back to this element, or home where that is gone, hidden, disabled or only a container. */
export function returnFocus(to: Element | null): void {
  if (to instanceof HTMLElement && isWorthReturningTo(to)) {
    to.focus({ preventScroll: true })
    if (document.activeElement === to) return
  }
  goHome()
}

function isWorthReturningTo(element: HTMLElement): boolean {
  return element !== document.body && element.isConnected && element.dataset['container'] === undefined
}

/**
 * Sends the focus home when the focused element disappears or is disabled: a Stop button that has done its work, a card
 * that is replaced. A click on an empty area is left alone. Returns how to stop.
 */
export function watchLostFocus(window: Window): () => void {
  const controller = new AbortController()
  const { document } = window
  let watched: Element | null = null
  let frame = 0
  const check = (): void => {
    const lost = watched !== null && (!watched.isConnected || watched.matches(':disabled'))
    watched = null
    if (lost && document.activeElement === document.body && !document.querySelector('dialog[open]')) goHome()
  }
  window.addEventListener(
    'focusout',
    ({ target, relatedTarget }) => {
      if (relatedTarget !== null || !(target instanceof Element)) return
      watched = target
      window.cancelAnimationFrame(frame)
      // A frame later React has put what comes next in place, and whoever wants the focus has taken it.
      frame = window.requestAnimationFrame(check)
    },
    { signal: controller.signal },
  )
  return () => {
    window.cancelAnimationFrame(frame)
    controller.abort()
  }
}
