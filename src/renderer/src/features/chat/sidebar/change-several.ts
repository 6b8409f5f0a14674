/** Changes several chats at once, with a single undo for all of them. */
import { i18n } from '@/i18n'
import type { ChatId } from '@shared/ids'
import { noteDeletion } from '../delete-with-undo'
import type { ChatStore } from '../store'

/** Undo also reopens the chat that was open, if it was among them. */
export function deleteSeveral(store: ChatStore, ids: readonly ChatId[]): void {
  const { openChatId } = store.getState()
  const restores = ids.map((id) => store.getState().deleteChat(id))
  noteDeletion(i18n.t('notices.chatsDeleted', { count: ids.length }), () => {
    for (const restore of restores) restore()
    if (openChatId && ids.includes(openChatId)) void store.getState().openChat(openChatId)
  })
}

/** Chats that are already archived stay as they are. */
export function archiveSeveral(store: ChatStore, ids: readonly ChatId[]): void {
  const { chats } = store.getState()
  const archived = ids.filter((id) => chats.some((chat) => chat.id === id && chat.archivedAt === undefined))
  if (archived.length === 0) return
  for (const id of archived) store.getState().archiveChat(id, true)
  noteDeletion(i18n.t('notices.chatsArchived', { count: archived.length }), () => {
    for (const id of archived) store.getState().archiveChat(id, false)
  })
}
