/** The instructions that a project adds for the text models of its chats. Pure. */
import type { ChatSettings } from '@shared/text-settings'
import type { Chat, ChatState } from '../model'
import { remember } from '../remember'
import { getSettings } from '../selectors'
import { findProject, type Project, type ProjectState } from './model'

/** The chat as sent: the project's instructions followed by its own, and in no project if that was deleted. */
export function asInProject(state: Pick<ProjectState, 'projects'>, chat: Chat): Chat {
  const project = findProject(state, chat.projectId)
  const placed = { ...chat, projectId: project?.id }
  return project?.instructions === undefined
    ? placed
    : { ...placed, settings: addInstructions(project.instructions, chat.settings) }
}

export function addInstructions(first: string, settings: ChatSettings = {}): ChatSettings {
  const { instructions } = settings
  return { ...settings, instructions: instructions === undefined ? first : `${first}\n\n${instructions}` }
}

/** What the text models of the open chat, or of the new one, are told in addition to the messages. */
export const getSentSettings = remember(
  (state: OpenProjectState & Pick<ChatState, 'newChatSettings'>) => [getSettings(state), getProjectInstructions(state)],
  (state): ChatSettings | undefined => {
    const first = getProjectInstructions(state)
    return first === undefined ? getSettings(state) : addInstructions(first, getSettings(state))
  },
)

type OpenProjectState = Pick<ChatState, 'chats' | 'projects' | 'openChatId' | 'newChatProject'>

/** For the open chat, or the new one. */
export function getProjectInstructions(state: OpenProjectState): string | undefined {
  return getOpenProject(state)?.instructions
}

/** The project of the open chat, or the one that the new chat starts in. */
export function getOpenProject({ chats, projects, openChatId, newChatProject }: OpenProjectState): Project | undefined {
  const id = openChatId === null ? newChatProject : chats.find((chat) => chat.id === openChatId)?.projectId
  return findProject({ projects }, id)
}
