import type { StoreApi } from 'zustand/vanilla'
import type { CapName } from '@shared/budget'
import type { ChatId } from '@shared/ids'
import type { ChatState } from '@/features/chat/model'
import { findProject } from '@/features/chat/projects/model'
import { showProjectDialog } from '@/features/chat/projects/project-dialogs'
import { openSettings } from './layout-store'

/** Opens the place to raise a cap: its project's settings, or Settings, also for a project that was deleted. */
export function openCap(
  chats: Pick<StoreApi<ChatState>, 'getState'>,
  { projectId, name }: { readonly projectId?: ChatId | undefined; readonly name?: CapName | undefined } = {},
): void {
  const project = findProject(chats.getState(), projectId)
  if (project) showProjectDialog({ kind: 'edit', id: project.id, cap: name ?? 'daily' })
  else openSettings('budget')
}
