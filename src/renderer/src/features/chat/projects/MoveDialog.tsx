import { Check } from 'lucide-react'
import { useState } from 'react'
import type { ChatId } from '@shared/ids'
import { isBlank } from '@shared/is-blank'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { clearSelection } from '../sidebar/selection-store'
import { findProject, type ProjectId } from './model'

interface MoveDialogProps {
  readonly chatIds: readonly ChatId[]
  readonly onClose: () => void
}

/** Moves chats into a project, into a new one, or out of their project. */
export function MoveDialog({ chatIds, onClose }: MoveDialogProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const projects = useChatStore((state) => state.projects)
  // The current place of all of them. Null: they are in different places.
  const current = useChatStore((state): ProjectId | null | undefined => {
    const places = new Set(
      chatIds.map((chatId) => findProject(state, state.chats.find(({ id }) => id === chatId)?.projectId)?.id),
    )
    return places.size === 1 ? [...places][0] : null
  })
  const [title, setTitle] = useState('')
  const move = (projectId: ProjectId | undefined): void => {
    for (const id of chatIds) store.getState().moveChat(id, projectId)
    clearSelection()
    onClose()
  }
  const choices = [{ id: undefined, title: t('projects.none') }, ...projects]
  return (
    <Dialog
      label={t('projects.move')}
      onDismiss={onClose}
      className="flex max-h-[calc(100vh-48px)] w-[400px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={t('projects.move')} closeLabel={t('chatSettings.close')} onClose={onClose} />
      <ul data-focus-first aria-label={t('projects.title')} className="scroll-slim min-h-0 px-4">
        {choices.map((choice) => (
          <li key={choice.id ?? ''}>
            <button
              type="button"
              aria-current={choice.id === current || undefined}
              onClick={() => move(choice.id)}
              className="flex min-h-8 w-full items-center gap-2 rounded-sm px-2 py-1 text-left text-13 hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span dir="auto" className="min-w-0 grow truncate">
                {choice.title}
              </span>
              {choice.id === current && <Check size={16} strokeWidth={1.5} aria-hidden className="text-accent" />}
            </button>
          </li>
        ))}
      </ul>
      <form
        className="flex gap-2 px-6 pt-3 pb-5"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBlank(title)) move(store.getState().createProject({ title }))
        }}
      >
        <input
          aria-label={t('projects.new')}
          dir="auto"
          placeholder={t('projects.new')}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          className={CONTROL}
        />
        <Button type="submit" disabled={isBlank(title)}>
          {t('projects.createAndMove')}
        </Button>
      </form>
    </Dialog>
  )
}
