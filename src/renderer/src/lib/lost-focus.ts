/** Gives the focus to something when its element disappears or is disabled. Not needed for the first frame. */
import { focusHome } from './focus'

/** Of an element that has keys of its own, in a dialog or a panel: it gets the focus that a control inside it loses. */
const FOCUS_HOME = '[data-focus-home]'

/**
 * Sends the focus home when the focused element disappears or is disabled, such as a Stop button after its work, or a
 * card that is replaced. A dialog keeps it: a button that is disabled while it works gets it back afterwards. Ignores
 * clicks on empty areas.
 */
export function watchLostFocus(window: Window): void {
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
    else focusHome()
  }
  window.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget !== null || !(target instanceof Element)) return
    watched = target
    window.cancelAnimationFrame(frame)
    // One frame later, React has rendered what comes next, and whatever wants the focus has taken it.
    frame = window.requestAnimationFrame(check)
  })
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
