/** Spending of one project. An answer counts for the project that its chat was in when it was asked for. Pure. */
import type { Limits } from '@shared/budget'
import type { ChatId } from '@shared/ids'
import type { Spending } from '@shared/spending'

export interface UsageProject {
  readonly id: ChatId
  readonly title: string
  readonly limits: Limits
}

/** `none`: of chats without a project. `gone`: of projects that aren't there anymore. */
export type ProjectFilter = 'all' | 'none' | 'gone' | ChatId

/** The projects that the filter lets through, null for none. Undefined: everything. */
export function listWanted(
  filter: ProjectFilter,
  projects: readonly UsageProject[],
  entries: readonly Spending[],
): readonly (ChatId | null)[] | undefined {
  switch (filter) {
    case 'all':
      return undefined
    case 'none':
      return [null]
    case 'gone':
      return listGone(projects, entries)
    default:
      return [filter]
  }
}

/** The projects of entries that aren't there anymore. */
export function listGone(projects: readonly UsageProject[], entries: readonly Spending[]): readonly ChatId[] {
  const known = new Set(projects.map(({ id }) => id))
  return [...new Set(entries.flatMap(({ projectId }) => projectId ?? []))].filter((id) => !known.has(id))
}

export function ofProjects(
  entries: readonly Spending[],
  wanted: readonly (ChatId | null)[] | undefined,
): readonly Spending[] {
  if (!wanted) return entries
  const ids = new Set(wanted)
  return entries.filter(({ projectId }) => ids.has(projectId ?? null))
}
