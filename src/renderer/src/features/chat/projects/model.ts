/** Projects: chats under a name, with instructions and a model that new chats begin with. */
import type { ModelId } from '@shared/catalogue'
import type { ChatId } from '@shared/ids'

/** A project's row is beside those of chats (`ChatRow.isProject`), so its id is one of theirs. */
export type ProjectId = ChatId

export interface Project {
  readonly id: ProjectId
  readonly title: string
  readonly createdAt: number
  /** Sent before the instructions of each of its chats. Absent: none. */
  readonly instructions?: string | undefined
  /** What its new chats begin with. Absent: as everywhere. */
  readonly model?: ModelId | undefined
  /** Its chats aren't listed. */
  readonly isFolded?: true | undefined
}

export type ProjectChanges = Partial<Omit<Project, 'id' | 'createdAt'>>

/** What the chat store knows of projects, and what can be done with them. */
export interface ProjectState {
  /** By name. */
  readonly projects: readonly Project[]
  /** The project that the new chat begins in. */
  readonly newChatProject?: ProjectId | undefined

  createProject(changes: ProjectChanges & Pick<Project, 'title'>): ProjectId
  /** Undefined removes a field. An empty title changes nothing. */
  changeProject(id: ProjectId, changes: ProjectChanges): void
  /** Its chats stay, outside of any project. The returned function brings it back, with the chats in it. */
  deleteProject(id: ProjectId): () => void
  /** Undefined: out of any project. */
  moveChat(id: ChatId, projectId: ProjectId | undefined): void
  archiveChat(id: ChatId, archived: boolean): void
}

/** The project that a chat is in; undefined where it's in none, or in one that was deleted. */
export function findProject(
  { projects }: Pick<ProjectState, 'projects'>,
  id: ProjectId | undefined,
): Project | undefined {
  return id === undefined ? undefined : projects.find((project) => project.id === id)
}
