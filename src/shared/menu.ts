/** Messages between the page and the native menus: which commands are available, and which was chosen. */
import type { Command } from './shortcuts'

/** Commands for the item under the pointer, in menu order; each inner list is a group. */
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

/** A context menu requested by the page. Main adds the commands for selected text and links itself. */
export interface ContextMenu {
  /** Where it appears, in the page's pixels. */
  readonly at: { readonly x: number; readonly y: number }
  /** The menu's commands; `false` shows one disabled. */
  readonly commands: Readonly<Partial<Record<ContextCommand, boolean>>>
  /** The page's labels, if one of its own menus has the same commands. Absent: main's own. */
  readonly labels?: Readonly<Partial<Record<ContextCommand, string>>>
  readonly hasSelection: boolean
  readonly link?: string
}

/** What the application menu currently offers. */
export interface MenuState {
  /** Every other command is disabled, because it would do nothing. */
  readonly enabled: readonly Command[]
  readonly isPinned: boolean
}
