/** What is looked for in the open chat. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { MessageId } from '@shared/ids'

interface FindState {
  /** The oldest message that holds it: everything from there on is laid out, so that it can be marked. */
  readonly oldestId?: MessageId
}

export const find = createStore<FindState>()(() => ({}))

export function useOldestFound(): MessageId | undefined {
  return useStore(find, (state) => state.oldestId)
}
