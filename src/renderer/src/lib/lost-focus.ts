/** Moves focus when its element disappears or is disabled. Not needed for the first frame. */
import { focusHome } from './focus'

/** Marks an element with its own keys, in a dialog or a panel. It gets focus when a control inside it loses it. */
const FOCUS_HOME = '[data-focus-home]'

/**
 * Moves focus home when the focused element disappears or is disabled, such as a Stop button after its work or a card
 * that is replaced. Inside a dialog, a button that is disabled while it works gets focus back afterwards. Ignores
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
    // One frame later React has rendered the next state, and any element that wants focus has taken it.
    frame = window.requestAnimationFrame(check)
  })
}

/** Focuses the element once it's enabled, unless the user has moved on. Until then Tab continues from it. */
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
