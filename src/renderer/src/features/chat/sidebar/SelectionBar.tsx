import { Archive, FolderInput, Trash2, X } from 'lucide-react'
import type { ChatId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton } from '@/ui/IconButton'
import { showProjectDialog } from '../projects/project-dialogs'
import { useChatStoreApi } from '../use-chat-store'
import { archiveSeveral } from './change-several'
import { clearSelection } from './selection-store'

interface SelectionBarProps {
  readonly ids: readonly ChatId[]
  readonly onDelete: () => void
}

/** Actions for the selected chats, above the list while any are selected. */
export function SelectionBar({ ids, onDelete }: SelectionBarProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  return (
    <div
      role="toolbar"
      aria-label={t('sidebar.selection')}
      className="sticky top-0 z-10 flex h-9 items-center gap-0.5 rounded-sm bg-surface-sunken pl-2.5 text-13"
    >
      <span role="status" className="min-w-0 grow truncate font-medium">
        {t('sidebar.selected', { count: ids.length })}
      </span>
      <IconButton
        icon={Archive}
        label={t('projects.archive')}
        size="small"
        hintSide="below"
        onClick={() => {
          archiveSeveral(store, ids)
          clearSelection()
        }}
      />
      <IconButton
        icon={FolderInput}
        label={t('projects.moveItem')}
        size="small"
        hintSide="below"
        onClick={() => showProjectDialog({ kind: 'move', chatIds: ids })}
      />
      <IconButton icon={Trash2} label={t('sidebar.delete')} size="small" hintSide="below" onClick={onDelete} />
      <IconButton icon={X} label={t('sidebar.clearSelection')} size="small" hintSide="below" onClick={clearSelection} />
    </div>
  )
}
