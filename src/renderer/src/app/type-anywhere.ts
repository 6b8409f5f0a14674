/** Typing and pasting outside of a field goes to the message box, as in any chat. */
import { flushSync } from 'react-dom'
import { composer } from '@/features/composer/store'
import { isDialogOpen, isField } from '@/lib/focus'
import { layout } from './layout-store'

/** What of a key press decides where it goes. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'defaultPrevented' | 'getModifierState'
>

/**
 * Whether a key press writes something. Space does not count: outside of a field it presses a button or scrolls, and no
 * message begins with one.
 */
export function isTyping(press: KeyPress): boolean {
  if (press.defaultPrevented || press.isComposing || press.key === ' ') return false
  // AltGr is reported as Ctrl and Alt on Windows, and writes characters.
  const isAltGr = press.getModifierState('AltGraph')
  if (!isAltGr && (press.ctrlKey || press.metaKey || press.altKey)) return false
  // "Dead" and "Process" begin a character that an input method finishes.
  return [...press.key].length === 1 || press.key === 'Dead' || press.key === 'Process'
}

/** What is open over the window has the keyboard to itself. */
const PANELS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

function isForMessageBox(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : document.body
  return !isField(element) && !element.closest(PANELS) && !isDialogOpen() && layout.getState().view === 'chat'
}

/** The browser writes a key into whatever has the focus after `keydown`, so it must have moved by then. */
function focusMessageBox(): void {
  flushSync(composer.focus)
}

/** Returns how to stop. */
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
      // Typed rather than set, so that it can be undone.
      document.execCommand('insertText', false, text)
    },
    { signal },
  )
  return () => controller.abort()
}
