import { Archive, ArchiveRestore, FileDown, FolderInput, Pencil, Pin, PinOff, Printer, Trash2 } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { Menu } from '@/ui/Menu'
import type { Chat } from '../model'
import { showProjectDialog } from '../projects/project-dialogs'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

interface ChatMenuProps {
  readonly chat: Chat
  readonly at: { readonly x: number; readonly y: number }
  readonly container: HTMLElement | null
  readonly onRename: () => void
  readonly onDelete: () => void
  readonly onClose: () => void
  readonly returnFocus: () => void
}

export function ChatMenu({ chat, at, container, onRename, onDelete, onClose, returnFocus }: ChatMenuProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { exportChat, printChat } = useWindowActions()
  const pinned = chat.pinnedAt !== undefined
  const archived = chat.archivedAt !== undefined
  return (
    <Menu
      label={chat.title}
      at={at}
      container={container}
      onClose={onClose}
      returnFocus={returnFocus}
      items={[
        { label: t('sidebar.rename'), icon: Pencil, onChoose: onRename },
        {
          label: t(pinned ? 'sidebar.unpin' : 'sidebar.pin'),
          icon: pinned ? PinOff : Pin,
          onChoose: () => store.getState().pinChat(chat.id, !pinned),
        },
        {
          label: t('projects.moveItem'),
          icon: FolderInput,
          onChoose: () => showProjectDialog({ kind: 'move', chatIds: [chat.id] }),
        },
        {
          label: t(archived ? 'projects.unarchive' : 'projects.archive'),
          icon: archived ? ArchiveRestore : Archive,
          onChoose: () => store.getState().archiveChat(chat.id, !archived),
        },
        { label: t('sidebar.export'), icon: FileDown, onChoose: () => exportChat(chat.id) },
        { label: t('sidebar.print'), icon: Printer, onChoose: () => printChat(chat.id) },
        { label: t('sidebar.delete'), icon: Trash2, danger: true, onChoose: onDelete },
      ]}
    />
  )
}
