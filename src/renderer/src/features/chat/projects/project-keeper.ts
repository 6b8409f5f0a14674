/** Changes projects. Updates memory first, then the row, as with chats. */
import { trimText } from '@shared/is-blank'
import type { StoreApi } from 'zustand/vanilla'
import { LONGEST_INSTRUCTIONS, readChatSettings } from '@shared/text-settings'
import type { ChatChanges } from '@/data/chat-repository'
import type { ChatRow } from '@/data/rows'
import { withoutUndefined } from '@/data/without-undefined'
import type { Journal } from '../journal'
import type { ChatState } from '../model'
import type { Project, ProjectChanges, ProjectId, ProjectState } from './model'

export interface ProjectKeeper extends Pick<ProjectState, 'createProject' | 'changeProject' | 'deleteProject'> {
  /** Adds the projects from the database, overridden by those in memory. */
  load(rows: readonly ChatRow[]): void
}

interface ProjectKeeperParts {
  readonly store: StoreApi<ChatState>
  readonly journal: Journal
  readonly now: () => number
  readonly createId: <Id extends ProjectId>() => Id
}

export function createProjectKeeper({ store, journal, now, createId }: ProjectKeeperParts): ProjectKeeper {
  const { getState, setState } = store
  const deleted = new Set<ProjectId>()

  function write(project: Project, changes: ChatChanges): void {
    const key = `project:${project.id}:${Object.keys(changes).join()}`
    journal.write(key, (data) => data.chats.patch(toRow(project), changes))
  }

  function put(project: Project): void {
    setState(({ projects }) => ({ projects: addProject(projects, project) }))
  }

  return {
    load(rows) {
      const read = rows.filter((row) => row.isProject && row.deletedAt === undefined && !deleted.has(row.id))
      const { projects } = getState()
      setState({ projects: projects.reduce(addProject, read.map(toProject).reduce(addProject, [])) })
    },
    createProject(changes) {
      const project = withoutUndefined({
        title: changes.title,
        ...clean(changes),
        id: createId(),
        createdAt: now(),
      })
      put(project)
      write(project, {})
      return project.id
    },
    changeProject(id, changes) {
      const project = getState().projects.find((candidate) => candidate.id === id)
      if (!project) return
      const changed = clean(changes)
      put(withoutUndefined({ ...project, ...changed }))
      write(project, toRowChanges(changed))
    },
    deleteProject(id) {
      const project = getState().projects.find((candidate) => candidate.id === id)
      if (!project) return () => undefined
      deleted.add(id)
      setState(({ projects, newChatProject }) => ({
        projects: projects.filter((other) => other.id !== id),
        newChatProject: newChatProject === id ? undefined : newChatProject,
      }))
      write(project, { deletedAt: now() })
      return () => {
        if (!deleted.delete(id)) return
        put(project)
        write(project, { deletedAt: undefined })
      }
    },
  }
}

function addProject(projects: readonly Project[], project: Project): readonly Project[] {
  return [...projects.filter(({ id }) => id !== project.id), project].toSorted(
    (one, other) => one.title.localeCompare(other.title) || (one.id < other.id ? -1 : 1),
  )
}

/** Makes the title a single line, and removes empty fields. */
function clean(changes: ProjectChanges): ProjectChanges {
  const { title, instructions, ...others } = changes
  const line = trimText(title?.replace(/\s+/g, ' ') ?? '')
  const text = trimText(instructions ?? '').slice(0, LONGEST_INSTRUCTIONS)
  return {
    ...others,
    ...(line && { title: line }),
    ...('instructions' in changes && { instructions: text === '' ? undefined : text }),
  }
}

function toRowChanges(changes: ProjectChanges): ChatChanges {
  const { instructions, ...others } = changes
  return 'instructions' in changes ? { ...others, settings: instructions ? { instructions } : undefined } : others
}

function toRow({ instructions, ...project }: Project): ChatRow {
  const settings = instructions === undefined ? {} : { settings: { instructions } }
  return { ...project, ...settings, updatedAt: project.createdAt, isProject: true, chosen: {} } as ChatRow
}

function toProject({ id, title, createdAt, settings, model, isFolded }: ChatRow): Project {
  const instructions = readChatSettings(settings)?.instructions
  return withoutUndefined({ id, title, createdAt, instructions, model, isFolded })
}
