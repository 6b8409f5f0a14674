import { composer } from '@/features/composer/store'
import { layout, showView } from './layout-store'

/** Focuses the message box from anywhere, returning to the chat first if another view is open. */
export function focusComposer(): void {
  if (layout.getState().view === 'chat') return composer.focus()
  showView('chat')
  // The box can't take focus until it's rendered again.
  requestAnimationFrame(() => composer.focus())
}

/** Focuses the message box or the gallery's grid, for when the focused element disappears. */
export function focusMiddle(): void {
  if (layout.getState().view === 'chat') composer.focus()
  else document.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]')?.focus({ preventScroll: true })
}
