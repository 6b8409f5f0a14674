/**
 * Decides where focus goes when its element disappears: back to where the user came from, else to the message box. It
 * never stays on `body`, where keys do nothing, or on a large container, where a focus ring means nothing.
 */

let goHome: () => void = () => undefined

/** Sets what gets focus when nothing else should. Returns a function that unsets it. */
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

/** Whether a dialog is open, which then gets all keys. */
export function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null
}

/** Whether keys pressed here type text. */
export function isField(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}

function isWorthReturningTo(element: HTMLElement): boolean {
  return element !== document.body && element.isConnected && element.dataset['container'] === undefined
}

/** Shows no hint for a button that focus returned to, until it has lost focus once. */
function hideHint(element: HTMLElement): void {
  element.dataset['returned'] = ''
  element.addEventListener('blur', () => delete element.dataset['returned'], { once: true })
}
