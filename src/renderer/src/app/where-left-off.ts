/** Where Easel begins: where the user left off, or a new chat, as Settings say. */
import type { Welcome } from '@shared/contract'
import { NEW_CHAT, type Session } from '@shared/session'

/**
 * `session`: the copy that counts. A reload always goes on where it was. An answer that was being made when the app ended
 * is shown, unless the user had gone on to another chat, or was writing in a new one.
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
