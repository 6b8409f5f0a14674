import { i18n } from '@/i18n'
import { noteDeletion } from '../delete-with-undo'
import type { ChatStore } from '../store'
import type { ProjectId } from './model'

/** A single Undo restores all of it. */
export function deleteProjectWithUndo(store: ChatStore, id: ProjectId, withChats: boolean): void {
  const { chats, openChatId } = store.getState()
  const inside = withChats ? chats.filter(({ projectId }) => projectId === id) : []
  const restores = inside.map((chat) => store.getState().deleteChat(chat.id))
  restores.push(store.getState().deleteProject(id))
  noteDeletion(i18n.t('projects.deleted'), () => {
    restores.forEach((restore) => restore())
    if (openChatId && inside.some((chat) => chat.id === openChatId)) void store.getState().openChat(openChatId)
  })
}
