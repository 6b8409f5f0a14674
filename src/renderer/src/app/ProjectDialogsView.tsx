import { useBudget } from '@/features/budget/store'
import type { ProjectDialog } from '@/features/chat/projects/project-dialogs'
import { ProjectDialogs } from '@/features/chat/projects/ProjectDialogs'

/** Connects the project dialogs to the spending that main has counted. */
export function ProjectDialogsView({ dialog }: { readonly dialog: ProjectDialog }) {
  return <ProjectDialogs dialog={dialog} budgets={useBudget()?.projects} />
}
