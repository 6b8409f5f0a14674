/** Reads the answers of a batch's cells from the messages of its chat. Pure. */
import type { BatchPlan } from '@shared/batch/batch'
import { countReferences } from '@shared/catalogue/inputs'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { MicroUsd } from '@shared/money'
import { findCost } from '../answer/answer-cost'
import type { AssistantMessage, ChatState } from '../model'
import { remember } from '../remember'
import { childrenByParent } from '../tree'

type Messages = Pick<ChatState, 'messages' | 'chosen'>

const byParent = remember(
  ({ messages }: Pick<ChatState, 'messages'>) => [messages],
  ({ messages }) => childrenByParent(messages),
)

/** The answer of a cell to show: the chosen version, otherwise the newest. Undefined before the cell was started. */
export function findCellAnswer(state: Messages, questionId: string): AssistantMessage | undefined {
  const versions = (byParent(state).get(questionId) ?? []).filter((message) => message.role === 'assistant')
  return versions.find(({ id }) => id === state.chosen[questionId]) ?? versions.at(-1)
}

export interface BatchSpending {
  /** The amount known to have been billed. */
  readonly known: MicroUsd
  /** How many answers may have been billed at an unknown price. */
  readonly unknown: number
}

/** What all answers of a batch have cost so far, including those that were retried. */
export function sumSpending(state: Messages, { cells, inputs = [] }: BatchPlan, find: ModelFinder): BatchSpending {
  let [known, unknown] = [0, 0]
  for (const { questionId } of cells) {
    for (const message of byParent(state).get(questionId) ?? []) {
      if (message.role !== 'assistant' || message.status === 'streaming') continue
      const cost = findCost({ ...message, inputs: countReferences(inputs) }, find)
      if ('amount' in cost) known += cost.amount
      else if (cost.source === 'estimated') known += cost.estimate.high
      else if (cost.source === 'unknown') unknown += 1
    }
  }
  return { known, unknown }
}

/** The maximum that the user has agreed to. */
export function sumAgreed({ cells }: BatchPlan): MicroUsd {
  return cells.reduce((sum, { confirmedCost = 0 }) => sum + confirmedCost, 0)
}
