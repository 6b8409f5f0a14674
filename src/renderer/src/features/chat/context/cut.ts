/** The first message that is sent, as currently planned by the message box. The conversation shows a line there. */
import { createStore } from 'zustand/vanilla'
import type { MessageId } from '@shared/ids'

export interface Cut {
  /** The first message that is sent. Undefined: all are sent. */
  readonly firstId: MessageId | undefined
  /** How many messages before it are left out. */
  readonly leftOut: number
  /** The model whose window they don't fit. */
  readonly model: string
}

/** Stands for the question that is being written: where nothing before it fits, it's the first that is sent. */
export const UNASKED_ID = '' as MessageId

export const NO_CUT: Cut = { firstId: undefined, leftOut: 0, model: '' }

export const cut = createStore<Cut>(() => NO_CUT)
