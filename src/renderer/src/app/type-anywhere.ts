/** Typing and pasting outside a field goes to the message box, as in any chat app. */
import { flushSync } from 'react-dom'
import { composer } from '@/features/composer/store'
import { isDialogOpen, isField } from '@/lib/focus'
import { layout } from './layout-store'

/** The parts of a key press that decide where it goes. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'defaultPrevented' | 'getModifierState'
>

/**
 * Whether a key press types text. Space doesn't count: outside a field it presses a button or scrolls, and no message
 * starts with one.
 */
export function isTyping(press: KeyPress): boolean {
  if (press.defaultPrevented || press.isComposing || press.key === ' ') return false
  // On Windows AltGr is reported as Ctrl and Alt, and types characters.
  const isAltGr = press.getModifierState('AltGraph')
  if (!isAltGr && (press.ctrlKey || press.metaKey || press.altKey)) return false
  // "Dead" and "Process" start a character that an input method completes.
  return [...press.key].length === 1 || press.key === 'Dead' || press.key === 'Process'
}

/** While one of these is open, it gets all keys. */
const PANELS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

function isForMessageBox(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : document.body
  return !isField(element) && !element.closest(PANELS) && !isDialogOpen() && layout.getState().view === 'chat'
}

/** Focuses synchronously, because after `keydown` the browser types into whatever has focus. */
function focusMessageBox(): void {
  flushSync(composer.focus)
}

/** Returns a function that stops it. */
export function typeAnywhere(window: Window): () => void {
  const controller = new AbortController()
  const { signal } = controller
  window.addEventListener(
    'keydown',
    (event) => {
      if (isTyping(event) && isForMessageBox(event.target)) focusMessageBox()
    },
    { signal },
  )
  window.addEventListener(
    'paste',
    (event) => {
      const text = event.clipboardData?.getData('text/plain')
      if (!text || event.defaultPrevented || !isForMessageBox(event.target)) return
      event.preventDefault()
      focusMessageBox()
      // Inserted as typing, so it can be undone.
      document.execCommand('insertText', false, text)
    },
    { signal },
  )
  return () => controller.abort()
}
