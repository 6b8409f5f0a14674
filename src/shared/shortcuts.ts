/**
 * Every command of Easel and its keys: the single table for the menus, tooltips, keyboard handling and the list of
 * shortcuts. Labels are in the locales, under `menu.<id>`.
 */

/** `mod` is Command on macOS and Control elsewhere; `ctrl` is Control everywhere. The last part is `KeyboardEvent.key`. */
export interface Shortcut {
  readonly id: string
  /** Absent if the command is only in a menu. */
  readonly keys?: string
  /** An alternative that the page handles and no menu shows. */
  readonly also?: string
  readonly section: 'file' | 'edit' | 'view' | 'chat' | 'help'
}

export const SHORTCUTS = [
  { id: 'new-chat', keys: 'mod+N', section: 'file' },
  { id: 'save-image', keys: 'mod+S', section: 'file' },
  { id: 'export-chat', section: 'file' },
  { id: 'print-chat', keys: 'mod+P', section: 'file' },
  { id: 'import-chats', section: 'file' },
  { id: 'open-settings', keys: 'mod+,', section: 'file' },
  { id: 'find', keys: 'mod+F', section: 'edit' },
  { id: 'search-chats', keys: 'mod+shift+F', section: 'edit' },
  { id: 'open-commands', keys: 'mod+K', section: 'view' },
  { id: 'toggle-sidebar', keys: 'mod+B', section: 'view' },
  { id: 'focus-composer', keys: 'mod+L', section: 'view' },
  { id: 'open-gallery', keys: 'mod+shift+G', section: 'view' },
  { id: 'open-prompts', section: 'view' },
  { id: 'open-usage', keys: 'mod+U', section: 'view' },
  { id: 'save-prompt', section: 'chat' },
  { id: 'make-batch', section: 'chat' },
  { id: 'stop', keys: 'mod+.', section: 'chat' },
  { id: 'stop-all', keys: 'mod+shift+.', section: 'chat' },
  // No shortcut, because it costs money and must not be triggered by accident.
  { id: 'regenerate', section: 'chat' },
  { id: 'rename-chat', keys: 'F2', section: 'chat' },
  { id: 'pin-chat', keys: 'mod+shift+P', section: 'chat' },
  { id: 'move-chat', section: 'chat' },
  { id: 'archive-chat', section: 'chat' },
  { id: 'delete-chat', keys: 'mod+shift+Backspace', section: 'chat' },
  { id: 'next-chat', keys: 'ctrl+Tab', also: 'alt+ArrowDown', section: 'chat' },
  { id: 'previous-chat', keys: 'ctrl+shift+Tab', also: 'alt+ArrowUp', section: 'chat' },
  { id: 'show-shortcuts', keys: 'mod+/', section: 'help' },
  { id: 'report-problem', section: 'help' },
  { id: 'about', section: 'help' },
] as const satisfies readonly Shortcut[]

/** What a menu item or shortcut asks the page to do. */
export type Command = (typeof SHORTCUTS)[number]['id']

export type Platform = 'darwin' | 'win32' | 'linux'

const all: readonly Shortcut[] = SHORTCUTS

export function findKeys(command: Command): string | undefined {
  return findShortcut(command).keys
}

function findShortcut(command: Command): Shortcut {
  return all.find(({ id }) => id === command) ?? { id: command, section: 'file' }
}

/** In the notation of Electron's menus. */
export function toAccelerator(keys: string): string {
  return keys
    .split('+')
    .map((part) => ACCELERATOR_PARTS[part] ?? part)
    .join('+')
}

const ACCELERATOR_PARTS: Readonly<Record<string, string>> = {
  mod: 'CmdOrCtrl',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
}

/** Formats keys for display on this system: "⇧⌘P" or "Ctrl+Shift+P". */
export function describeKeys(keys: string, platform: Platform): string {
  const parts = keys === '+' ? [keys] : keys.split('+')
  if (platform !== 'darwin') return parts.map((part) => PLAIN_PARTS[part] ?? part).join('+')
  // Apple's order: Control, Option, Shift, Command.
  const order = ['ctrl', 'alt', 'shift', 'mod']
  return parts
    .toSorted((a, b) => rank(order, a) - rank(order, b))
    .map((part) => MAC_PARTS[part] ?? part)
    .join('')
}

function rank(order: readonly string[], part: string): number {
  const index = order.indexOf(part)
  return index < 0 ? order.length : index
}

const ARROWS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' }
const PLAIN_PARTS: Readonly<Record<string, string>> = {
  ...ARROWS,
  mod: 'Ctrl',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
}
const MAC_PARTS: Readonly<Record<string, string>> = {
  ...ARROWS,
  mod: '⌘',
  ctrl: '⌃',
  alt: '⌥',
  shift: '⇧',
  Backspace: '⌫',
  Tab: '⇥',
}

export interface PressedKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** Finds the command that these keys trigger. */
export function findCommand(pressed: PressedKey, platform: Platform): Command | undefined {
  const isPressed = (keys: string | undefined): boolean => keys !== undefined && matchesKeys(keys, pressed, platform)
  return SHORTCUTS.find(({ id }) => {
    const { keys, also } = findShortcut(id)
    return isPressed(keys) || isPressed(also)
  })?.id
}

function matchesKeys(keys: string, pressed: PressedKey, platform: Platform): boolean {
  const parts = keys.split('+')
  const mod = parts.includes('mod')
  const isMac = platform === 'darwin'
  const ctrl = parts.includes('ctrl') || (mod && !isMac)
  return (
    pressed.ctrlKey === ctrl &&
    pressed.metaKey === (mod && isMac) &&
    pressed.altKey === parts.includes('alt') &&
    (pressed.shiftKey === parts.includes('shift') || isShiftedSign(parts, pressed.key)) &&
    unshifted(pressed.key).toLowerCase() === parts.at(-1)?.toLowerCase()
  )
}

/** On some keyboard layouts a symbol such as the slash is typed with Shift. */
function isShiftedSign(parts: readonly string[], key: string): boolean {
  return !parts.includes('shift') && key === parts.at(-1) && /^[^\p{L}\p{N}]$/u.test(key)
}

/** On most layouts Shift turns the period into another character. */
function unshifted(key: string): string {
  return key === '>' || key === ':' ? '.' : key
}
