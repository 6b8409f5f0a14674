import { assertNever } from '@shared/assert-never'
import type { ProjectBudget } from '@shared/budget'
import { useChatStore } from '../use-chat-store'
import { DeleteProjectDialog } from './DeleteProjectDialog'
import { findProject } from './model'
import { MoveDialog } from './MoveDialog'
import { showProjectDialog, type ProjectDialog } from './project-dialogs'
import { ProjectForm } from './ProjectForm'
import '@/i18n/later'

interface ProjectDialogsProps {
  readonly dialog: ProjectDialog
  /** The spending of projects, as counted by main. */
  readonly budgets?: readonly ProjectBudget[] | undefined
}

/** The open dialog about a project. Not shown if its project is gone. */
export function ProjectDialogs({ dialog, budgets }: ProjectDialogsProps) {
  const project = useChatStore((state) => ('id' in dialog ? findProject(state, dialog.id) : undefined))
  const close = (): void => showProjectDialog({ kind: 'none' })
  switch (dialog.kind) {
    case 'none':
      return null
    case 'new':
      return <ProjectForm onClose={close} />
    case 'edit':
      return project ? (
        <ProjectForm
          key={project.id}
          project={project}
          budget={budgets?.find(({ id }) => id === project.id)}
          wantedCap={dialog.cap}
          onClose={close}
        />
      ) : null
    case 'move':
      return <MoveDialog chatIds={dialog.chatIds} onClose={close} />
    case 'delete':
      return project ? <DeleteProjectDialog project={project} onClose={close} /> : null
    default:
      return assertNever(dialog)
  }
}
