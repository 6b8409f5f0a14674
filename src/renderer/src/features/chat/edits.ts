/**
 * The questions being edited in place. Typed text stays until the window closes, even when the box is scrolled away.
 */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { MessageId } from '@shared/ids'
import type { InputImage } from '@shared/request'
import type { UserMessage } from './model'

export interface Edit {
  readonly text: string
  readonly inputs: readonly InputImage[]
}

type Edits = Readonly<Record<MessageId, Edit>>

const edits = createStore<Edits>()(() => ({}))

export function useEdit(id: MessageId): Edit | undefined {
  return useStore(edits, (state) => state[id])
}

export function getEdit(id: MessageId): Edit | undefined {
  return edits.getState()[id]
}

let begun: MessageId | undefined

/** Starts editing with the text from an earlier edit, if any. */
export function beginEdit({ id, text, inputs }: UserMessage): void {
  begun = id
  if (!getEdit(id)) keepEdit(id, { text, inputs })
}

/**
 * Whether this edit was started since the last call. A box that only scrolls back into view must not take the focus.
 */
export function takeBegun(id: MessageId): boolean {
  const isBegun = begun === id
  if (isBegun) begun = undefined
  return isBegun
}

export function keepEdit(id: MessageId, edit: Edit): void {
  edits.setState({ [id]: edit })
}

export function endEdit(id: MessageId): void {
  const { [id]: _ended, ...others } = edits.getState()
  edits.setState(others, true)
}
