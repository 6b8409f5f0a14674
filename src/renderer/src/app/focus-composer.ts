import { composer } from '@/features/composer/store'
import { layout, showView } from './layout-store'

/** To the message box, from wherever one is: the chat comes back if something else is in its place. */
export function focusComposer(): void {
  if (layout.getState().view === 'chat') return composer.focus()
  showView('chat')
  // Until it's drawn again, the box can't take the focus.
  requestAnimationFrame(() => composer.focus())
}

/** Where the focus goes when its element has disappeared. */
export function focusMiddle(): void {
  if (layout.getState().view === 'chat') composer.focus()
  else document.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]')?.focus({ preventScroll: true })
}
