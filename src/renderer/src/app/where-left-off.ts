/** Decides what Easel opens at the start: where the user left off, or a new chat, according to Settings. */
import type { Welcome } from '@shared/contract'
import { NEW_CHAT, type Session } from '@shared/session'

/**
 * Returns the chat and place to open. A reload always resumes where it was. An answer that was in progress when the app
 * ended is shown, unless the user had opened another chat or was writing in a new one. `session`: the copy that won.
 */
export function whereLeftOff(
  session: Session,
  { isLaunch, interruptedChat, settings }: Pick<Welcome, 'isLaunch' | 'interruptedChat' | 'settings'>,
): Pick<Session, 'openChatId' | 'place'> {
  if (!isLaunch) return session
  const newChat = { openChatId: interruptedChat ?? null }
  if (settings.settings.onLaunch === 'new-chat') return newChat
  return session.openChatId === null && !session.drafts[NEW_CHAT] ? newChat : session
}
