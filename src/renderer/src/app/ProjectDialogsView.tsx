import { useBudget } from '@/features/budget/store'
import type { ProjectDialog } from '@/features/chat/projects/project-dialogs'
import { ProjectDialogs } from '@/features/chat/projects/ProjectDialogs'

/** Ties the dialogs about projects, which count no money, to what main has counted. */
export function ProjectDialogsView({ dialog }: { readonly dialog: ProjectDialog }) {
  return <ProjectDialogs dialog={dialog} budgets={useBudget()?.projects} />
}
