/** What the page and the native menus say to each other: what can be done now, and what was chosen. */
import type { Command } from './shortcuts'

/** What can be done with the thing under the pointer, in the order of the menu; a new group begins at each inner list. */
export const CONTEXT_COMMANDS = [
  ['open-chat', 'show-in-chat'],
  ['stop', 'retry'],
  ['edit-image', 'paint-mask', 'mark-up', 'crop-image', 'extend-canvas'],
  ['remove-background', 'upscale', 'vectorize', 'vary', 'describe-image'],
  ['copy-image', 'copy-file', 'save-image', 'share-image', 'export-images', 'show-in-folder', 'copy-image-link'],
  ['save-reference', 'image-history'],
  ['copy-answer'],
  ['edit-prompt', 'copy-prompt', 'use-prompt'],
  ['branch-chat'],
  ['regenerate', 'details'],
  ['rename-chat', 'pin-chat', 'unpin-chat'],
  ['move-chat', 'archive-chat', 'unarchive-chat', 'export-chat', 'print-chat'],
  ['delete-image'],
  ['delete-chat'],
] as const

export type ContextCommand = (typeof CONTEXT_COMMANDS)[number][number]

/** A context menu that the page asks for. Selected text and links are the same everywhere, so main adds them itself. */
export interface ContextMenu {
  /** Where it appears, in the page's pixels. */
  readonly at: { readonly x: number; readonly y: number }
  /** What the menu holds; `false` shows it disabled. */
  readonly commands: Readonly<Partial<Record<ContextCommand, boolean>>>
  /** The page's words, where a menu of the page has the same commands. Absent: main's own. */
  readonly labels?: Readonly<Partial<Record<ContextCommand, string>>>
  readonly hasSelection: boolean
  readonly link?: string
}

/** What the application menu can do just now. */
export interface MenuState {
  /** Everything else is disabled: it would do nothing. */
  readonly enabled: readonly Command[]
  readonly isPinned: boolean
}
