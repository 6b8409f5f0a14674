/** Projects: named groups of chats, with instructions and a model that new chats start with. */
import type { ModelId } from '@shared/catalogue'
import type { ChatId } from '@shared/ids'

/** Projects share a table with chats (`ChatRow.isProject`), so their ids have the same type. */
export type ProjectId = ChatId

export interface Project {
  readonly id: ProjectId
  readonly title: string
  readonly createdAt: number
  /** Sent before the instructions of each of its chats. Absent: none. */
  readonly instructions?: string | undefined
  /** The model that its new chats start with. Absent: the usual one. */
  readonly model?: ModelId | undefined
  /** Whether its chats are hidden in the list. */
  readonly isFolded?: true | undefined
}

export type ProjectChanges = Partial<Omit<Project, 'id' | 'createdAt'>>

/** The projects in the chat store, and their actions. */
export interface ProjectState {
  /** By name. */
  readonly projects: readonly Project[]
  /** The project that the new chat starts in. */
  readonly newChatProject?: ProjectId | undefined

  createProject(changes: ProjectChanges & Pick<Project, 'title'>): ProjectId
  /** Undefined removes a field. An empty title changes nothing. */
  changeProject(id: ProjectId, changes: ProjectChanges): void
  /** Its chats stay, outside any project. The returned function restores it with its chats. */
  deleteProject(id: ProjectId): () => void
  /** Undefined: out of its project. */
  moveChat(id: ChatId, projectId: ProjectId | undefined): void
  archiveChat(id: ChatId, archived: boolean): void
}

/** The project of a chat; undefined if it's in none, or in a deleted one. */
export function findProject(
  { projects }: Pick<ProjectState, 'projects'>,
  id: ProjectId | undefined,
): Project | undefined {
  return id === undefined ? undefined : projects.find((project) => project.id === id)
}
