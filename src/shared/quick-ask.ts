/** The small window for a question from anywhere. */

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

/** The file of the page. */
export const QUICK_ASK_PAGE = 'quick-ask.html'
