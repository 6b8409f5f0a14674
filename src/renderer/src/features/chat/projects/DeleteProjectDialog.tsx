import { useId } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { deleteProjectWithUndo } from './delete-project'
import type { Project } from './model'

interface DeleteProjectDialogProps {
  readonly project: Project
  readonly onClose: () => void
}

/** Asks whether to keep the project's chats. Both choices can be undone. */
export function DeleteProjectDialog({ project, onClose }: DeleteProjectDialogProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const textId = useId()
  const count = useChatStore((state) => state.chats.filter(({ projectId }) => projectId === project.id).length)
  const remove = (withChats: boolean): void => {
    onClose()
    deleteProjectWithUndo(store, project.id, withChats)
  }
  return (
    <Dialog
      role="alertdialog"
      label={t('projects.deleteTitle')}
      describedBy={textId}
      onDismiss={onClose}
      className="flex w-[440px] max-w-[calc(100vw-24px)] animate-rise flex-col gap-4 rounded-lg border border-line bg-surface-raised p-6 shadow-float"
    >
      <div className="flex flex-col gap-1.5">
        <h2 className="text-16 font-semibold">{t('projects.deleteTitle')}</h2>
        <p id={textId} className="text-13 wrap-anywhere text-text-muted">
          {count === 0
            ? t('projects.deleteEmpty', { name: project.title })
            : t('projects.deleteText', { name: project.title, count })}
        </p>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('projects.cancel')}</Button>
        {count > 0 && (
          <Button look="danger" onClick={() => remove(true)}>
            {t('projects.deleteAll')}
          </Button>
        )}
        <Button look="primary" onClick={() => remove(false)}>
          {t(count > 0 ? 'projects.keepChats' : 'projects.delete')}
        </Button>
      </div>
    </Dialog>
  )
}
