/** The quick-ask window: a small window for asking a question from anywhere. */
import type { CapName } from './limits'
import type { Estimate } from './pricing'
import type { ModelId } from './services/ids'

/**
 * Shortcuts that few apps use, in Electron's notation. Only trying to register one shows whether another app uses it.
 */
export const QUICK_ASK_SHORTCUTS = [
  'CommandOrControl+Shift+Space',
  'Alt+Space',
  'CommandOrControl+Alt+Space',
  'CommandOrControl+Shift+E',
  'CommandOrControl+Alt+E',
] as const
export type QuickAskShortcut = (typeof QUICK_ASK_SHORTCUTS)[number]

/** In characters. Longer texts belong in the message box. */
export const LONGEST_QUICK_QUESTION = 20_000

/** What the window shows before the question is sent. */
export interface QuickAskView {
  /** Null: no text model is available. */
  readonly answers: { readonly name: string; readonly estimate: Estimate } | null
  /** The cap that the question would exceed. */
  readonly cap?: CapName
}

/** The question that the user typed. */
export interface QuickQuestion {
  readonly text: string
  /** The model that was shown. Null: none was available. */
  readonly model: ModelId | null
}

/** The file of the page. */
export const QUICK_ASK_PAGE = 'quick-ask.html'
