import { isShortcut } from '@/lib/format-shortcut'
import type { Tool } from './use-pointers'

/** The zoom factor of one press of a key or a button. */
export const ZOOM_STEP = 1.4

export function isRedo(event: KeyboardEvent): boolean {
  const isCommand = event.ctrlKey || event.metaKey
  return isShortcut(event, 'y') || (isCommand && event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z')
}

/** The actions of single keys. */
export interface KeyActions {
  readonly choose: (tool: Tool) => void
  readonly resize: (by: number) => void
  readonly zoom: (factor: number) => void
  readonly fit: () => void
  readonly showActual: () => void
  readonly invert: () => void
  readonly clear: () => void
}

/** By `KeyboardEvent.key` in lower case. */
export const MASK_KEYS: Readonly<Record<string, (actions: KeyActions) => void>> = {
  b: ({ choose }) => choose('brush'),
  e: ({ choose }) => choose('eraser'),
  r: ({ choose }) => choose('rectangle'),
  l: ({ choose }) => choose('lasso'),
  i: ({ invert }) => invert(),
  delete: ({ clear }) => clear(),
  '[': ({ resize }) => resize(-5),
  ']': ({ resize }) => resize(5),
  '+': ({ zoom }) => zoom(ZOOM_STEP),
  '=': ({ zoom }) => zoom(ZOOM_STEP),
  '-': ({ zoom }) => zoom(1 / ZOOM_STEP),
  '0': ({ fit }) => fit(),
  '1': ({ showActual }) => showActual(),
}
