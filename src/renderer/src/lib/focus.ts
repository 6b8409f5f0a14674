/**
 * Decides where the focus goes when its element disappears: back to where the user came from, else to the message box.
 * It never stays on `body`, where keys do nothing, and never on a large container, where a ring means nothing.
 */

let goHome: () => void = () => undefined

/** Sets what gets the focus when nothing else should have it. Returns a function that unsets it. */
export function setFocusHome(focus: () => void): () => void {
  goHome = focus
  return () => {
    if (goHome === focus) goHome = () => undefined
  }
}

export function focusHome(): void {
  goHome()
}

/** Focuses this element, or home if it's gone, hidden, disabled or only a container. */
export function returnFocus(to: Element | null): void {
  if (to instanceof HTMLElement && isWorthReturningTo(to)) {
    to.focus({ preventScroll: true })
    if (document.activeElement === to) return hideHint(to)
  }
  goHome()
}

/** A dialog has the keyboard to itself. */
export function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null
}

/** Whether keys pressed here write something. */
export function isField(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}

function isWorthReturningTo(element: HTMLElement): boolean {
  return element !== document.body && element.isConnected && element.dataset['container'] === undefined
}

/** Of an element that has keys of its own, in a dialog or a panel: it gets the focus that a control inside it loses. */
const FOCUS_HOME = '[data-focus-home]'

/**
 * Sends the focus home when the focused element disappears or is disabled, such as a Stop button after its work, or a
 * card that is replaced. A dialog keeps it: a button that is disabled while it works gets it back afterwards. Ignores
 * clicks on empty areas. Returns a function that stops it.
 */
export function watchLostFocus(window: Window): () => void {
  const controller = new AbortController()
  const { document } = window
  let watched: Element | null = null
  let frame = 0
  const check = (): void => {
    const lost = watched !== null && (!watched.isConnected || watched.matches(':disabled')) ? watched : null
    watched = null
    if (!lost || document.activeElement !== document.body) return
    const dialog = [...document.querySelectorAll('dialog[open]')].at(-1)
    const home = lost.closest(FOCUS_HOME) ?? dialog?.querySelector(FOCUS_HOME)
    if (home instanceof HTMLElement) home.focus({ preventScroll: true })
    else if (dialog) returnWhenEnabled(lost)
    else goHome()
  }
  window.addEventListener(
    'focusout',
    ({ target, relatedTarget }) => {
      if (relatedTarget !== null || !(target instanceof Element)) return
      watched = target
      window.cancelAnimationFrame(frame)
      // One frame later, React has rendered what comes next, and whatever wants the focus has taken it.
      frame = window.requestAnimationFrame(check)
    },
    { signal: controller.signal },
  )
  return () => {
    window.cancelAnimationFrame(frame)
    controller.abort()
  }
}

/** Unless the user has gone on by then. Until then Tab goes on from where the element is. */
function returnWhenEnabled(element: Element): void {
  const observer = new MutationObserver(() => {
    if (element.matches(':disabled')) return
    observer.disconnect()
    if (document.activeElement === document.body && element instanceof HTMLElement) {
      element.focus({ preventScroll: true })
    }
  })
  observer.observe(element, { attributes: true, attributeFilter: ['disabled'] })
}

/** The focus that comes back to a button is not pointing at it: no hint until something else had the focus. */
function hideHint(element: HTMLElement): void {
  element.dataset['returned'] = ''
  element.addEventListener('blur', () => delete element.dataset['returned'], { once: true })
}
