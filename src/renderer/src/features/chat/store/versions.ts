/**
 * Which version of an answer is on screen, and which answer of a group is kept. Updates memory, then the chat's row.
 */
import type { MessageId } from '@shared/ids'
import { findVersionKey, slotKey } from '../groups'
import type { AssistantMessage, ChatState } from '../model'
import { countGroup, findGroup } from '../shown'
import { parentKey, type Chosen } from '../tree'
import type { StoreContext } from './parts'

type VersionActions = Pick<ChatState, 'chooseVersion' | 'keepAnswer' | 'showTogether'>

export function createVersionActions({ store, keeper }: Pick<StoreContext, 'store' | 'keeper'>): VersionActions {
  const { getState, setState } = store

  function change({ chatId }: Pick<AssistantMessage, 'chatId'>, chosen: Chosen): void {
    setState({ chosen })
    keeper.keepChosen(chatId, chosen)
  }

  return {
    chooseVersion(id) {
      const state = getState()
      const message = state.messages.get(id)
      if (!message) return
      const key = message.role === 'user' ? parentKey(message.parentId) : findVersionKey(message, findGroup(state, id))
      change(message, { ...state.chosen, [key]: id })
    },
    keepAnswer(id) {
      const state = getState()
      const message = findAnswer(state, id)
      if (message && findGroup(state, id)) change(message, { ...state.chosen, [message.parentId]: id })
    },
    showTogether(id) {
      const state = getState()
      const message = findAnswer(state, id)
      if (message?.slot === undefined || countGroup(state, id) === 0) return
      const { [message.parentId]: _kept, ...others } = state.chosen
      // The version that was on screen stays there.
      change(message, { ...others, [slotKey(message.parentId, message.slot)]: id })
    },
  }
}

function findAnswer({ messages }: ChatState, id: MessageId): AssistantMessage | undefined {
  const message = messages.get(id)
  return message?.role === 'assistant' ? message : undefined
}
