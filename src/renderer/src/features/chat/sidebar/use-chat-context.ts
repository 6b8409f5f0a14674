import type { MouseEvent } from 'react'
import { useContextMenu } from '@/bridge/use-context-menu'
import type { Chat } from '../model'
import { showProjectDialog } from '../projects/project-dialogs'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

interface ChatContext {
  /** Absent if the chat is already open. */
  readonly onOpen?: () => void
  readonly onRename: () => void
  readonly onDelete: () => void
}

/** The context menu of a chat, for every place that shows its title. */
export function useChatContext({ id, pinnedAt, archivedAt }: Chat): (event: MouseEvent, chat: ChatContext) => void {
  const store = useChatStoreApi()
  const showContextMenu = useContextMenu()
  const { exportChat, printChat } = useWindowActions()
  return (event, { onOpen, onRename, onDelete }) =>
    showContextMenu(event, {
      ...(onOpen && { 'open-chat': onOpen }),
      'rename-chat': onRename,
      [pinnedAt === undefined ? 'pin-chat' : 'unpin-chat']: () => store.getState().pinChat(id, pinnedAt === undefined),
      'move-chat': () => showProjectDialog({ kind: 'move', chatIds: [id] }),
      [archivedAt === undefined ? 'archive-chat' : 'unarchive-chat']: () =>
        store.getState().archiveChat(id, archivedAt === undefined),
      'export-chat': () => exportChat(id),
      'print-chat': () => printChat(id),
      'delete-chat': onDelete,
    })
}
