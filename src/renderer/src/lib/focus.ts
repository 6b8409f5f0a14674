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

/** The focus that comes back to a button is not pointing at it: no hint until something else had the focus. */
function hideHint(element: HTMLElement): void {
  element.dataset['returned'] = ''
  element.addEventListener('blur', () => delete element.dataset['returned'], { once: true })
}
