import { describeKeys } from '@shared/shortcuts'
import { PLATFORM } from './platform'

/** Formats a key with the platform's command key, in the platform's notation: "⌘C" or "Ctrl+C". */
export function formatShortcut(key: string): string {
  return describeKeys(`mod+${key}`, PLATFORM)
}

type PressedKey = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>

/** Whether a key was pressed with the platform's command key and no other. */
export function isShortcut(event: PressedKey, key: string): boolean {
  const isCommand = PLATFORM === 'darwin' ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  return isCommand && !event.altKey && !event.shiftKey && event.key.toLowerCase() === key.toLowerCase()
}
