/** How the sidebar lists chats: under their projects, by age, and the archived ones. Pure. */
import type { ChatId } from '@shared/ids'
import type { Chat, ChatState } from '../model'
import { remember } from '../remember'
import { chatGroups, startOfDay, type ChatGroupName } from '../selectors'
import type { Project } from './model'

export type Section = { readonly chats: readonly Chat[] } & (
  | { readonly kind: 'project'; readonly project: Project }
  | { readonly kind: 'age'; readonly name: ChatGroupName }
  | { readonly kind: 'archived' }
)

/** Projects by name, including empty ones, then chats without a project, then archived chats of all projects. */
export function listSections(
  { chats, projects }: Pick<ChatState, 'chats' | 'projects'>,
  now: number,
): readonly Section[] {
  return sectionsOfDay({ chats, projects, today: startOfDay(now, 0) })
}

interface Listed extends Pick<ChatState, 'chats' | 'projects'> {
  readonly today: number
}

const sectionsOfDay = remember(
  ({ chats, projects, today }: Listed) => [chats, projects, today],
  ({ chats, projects, today }): readonly Section[] => {
    const inProjects = new Map<ChatId, Chat[]>(projects.map(({ id }) => [id, []]))
    const others: Chat[] = []
    const archived: Chat[] = []
    for (const chat of chats) {
      if (chat.archivedAt !== undefined) archived.push(chat)
      else ((chat.projectId && inProjects.get(chat.projectId)) || others).push(chat)
    }
    return [
      ...projects.map((project) => ({
        kind: 'project' as const,
        project,
        chats: (inProjects.get(project.id) ?? []).toSorted(byPin),
      })),
      ...chatGroups(others, today).map(({ name, chats: listed }) => ({ kind: 'age' as const, name, chats: listed })),
      ...(archived.length > 0 ? [{ kind: 'archived' as const, chats: archived }] : []),
    ]
  },
)

/** Pinned chats first, starting with the last one pinned; the others keep their order. */
function byPin(one: Chat, other: Chat): number {
  return (other.pinnedAt ?? 0) - (one.pinnedAt ?? 0)
}

/** The chat listed after the open one (or before it, with -1), wrapping around at the ends. */
export function findNeighborChat(
  { chats, projects, openChatId }: Pick<ChatState, 'chats' | 'projects' | 'openChatId'>,
  step: 1 | -1,
  now: number,
): ChatId | undefined {
  const ids = listSections({ chats, projects }, now)
    .filter((section) => section.kind !== 'archived')
    .flatMap((section) => section.chats.map(({ id }) => id))
  const at = openChatId === null ? -1 : ids.indexOf(openChatId)
  if (at < 0) return step === 1 ? ids[0] : ids.at(-1)
  return ids[(at + step + ids.length) % ids.length]
}
