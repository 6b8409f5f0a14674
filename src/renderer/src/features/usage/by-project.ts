/**
 * Filters spending by project. An answer counts toward the project that its chat was in when it was requested. Pure.
 */
import type { Limits } from '@shared/budget'
import type { ChatId } from '@shared/ids'
import type { Spending } from '@shared/spending'

export interface UsageProject {
  readonly id: ChatId
  readonly title: string
  readonly limits: Limits
}

/** `none`: chats without a project. `gone`: deleted projects. */
export type ProjectFilter = 'all' | 'none' | 'gone' | ChatId

/** Returns the projects that pass the filter, null for none. Undefined: everything. */
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

/** Returns the deleted projects among these entries. */
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
