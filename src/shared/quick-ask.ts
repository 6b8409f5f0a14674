/** The small window for a question from anywhere. */
import type { CapName } from './limits'
import type { Estimate } from './pricing'
import type { ModelId } from './services/ids'

/** Keys that few apps use, as Electron names them. Which of them another app has is only known by asking for it. */
export const QUICK_ASK_SHORTCUTS = [
  'CommandOrControl+Shift+Space',
  'Alt+Space',
  'CommandOrControl+Alt+Space',
  'CommandOrControl+Shift+E',
  'CommandOrControl+Alt+E',
] as const
export type QuickAskShortcut = (typeof QUICK_ASK_SHORTCUTS)[number]

/** A longer text is for the message box. In characters. */
export const LONGEST_QUICK_QUESTION = 20_000

/** What the small window says before it asks. */
export interface QuickAskView {
  /** Null: no text model can be asked now. */
  readonly answers: { readonly name: string; readonly estimate: Estimate } | null
  /** The cap that it would go over. */
  readonly cap?: CapName
}

/** What was typed there. */
export interface QuickQuestion {
  readonly text: string
  /** The model that was shown. Null: none could be asked. */
  readonly model: ModelId | null
}

/** The file of the page. */
export const QUICK_ASK_PAGE = 'quick-ask.html'
