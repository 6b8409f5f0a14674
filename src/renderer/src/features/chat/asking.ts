/** Turns a prompt into the run that main is asked to start. Pure. */
import { findModel, type ModelId } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { MessageId } from '@shared/ids'
import type { ImageOptions } from '@shared/image-options'
import type { MicroUsd } from '@shared/pricing'
import { createParts } from '@shared/request'
import type { PricedRequest } from '@shared/request-cost'
import type { RunDraft } from '@shared/run'
import type { ChatSettings } from '@shared/text-settings'
import { createQuestion, planContext, tell } from './context/plan-context'
import type { Chat, Conversation, Message, ModelRequest, SendInput, UserMessage } from './model'
import { conversationUpTo } from './tree'

export interface Asking {
  /** As it will be from now on. Its project exists. */
  readonly chat: Chat
  readonly question: UserMessage
  readonly model: ModelId
  readonly options: ImageOptions
  /** Its position among the answers of several models. Absent: only one model is asked. */
  readonly slot?: number | undefined
  /** The amount that the user confirmed, if confirmation was needed. */
  readonly confirmedCost?: MicroUsd | undefined
}

/** An unknown model is treated as an image model; main refuses models that it doesn't know. */
export function createRunDraft(
  asking: Asking,
  id: MessageId,
  conversation: Conversation,
  find: ModelFinder = findModel,
): RunDraft {
  const { chat, question, model, options, slot, confirmedCost } = asking
  const { chatId, text, parentId, inputs } = question
  const agreed = confirmedCost === undefined ? {} : { confirmedCost }
  const place = {
    chatId,
    chatTitle: chat.title,
    ...(chat.projectId && { projectId: chat.projectId }),
    question: { id: question.id, parentId, text, ...(inputs.length > 0 && { inputs }) },
    ...(slot !== undefined && { slot }),
  }
  if (findModel(model)?.kind !== 'text')
    return { id, place, request: { kind: 'image', model, parts: createParts(text, inputs), options }, ...agreed }
  const before = parentId === null ? [] : conversationUpTo(conversation, parentId)
  const facts = find(model)
  const { turns } = planContext({ before, question, model: facts, settings: chat.settings })
  const request = { kind: 'text', model, turns, ...tell(chat.settings, facts) } as const
  return { id, place, request, ...agreed }
}

/** The part of a message that determines the request. */
export type PricedInput = Pick<SendInput, 'text' | 'inputs' | 'model' | 'options' | 'others'>

/** The request for each model, the chosen model first. */
export function listModelRequests({
  model,
  options,
  others = [],
}: Pick<SendInput, 'model' | 'options' | 'others'>): readonly ModelRequest[] {
  return [{ model, options }, ...others]
}

/** What determines each request's price: the same inputs that main uses. */
export function listPricedRequests(
  input: PricedInput,
  history?: History,
  find: ModelFinder = findModel,
): readonly PricedRequest[] {
  return listModelRequests(input).map((request) => findPricedRequest({ ...input, ...request }, history, find))
}

/** What precedes a question. */
export interface History {
  readonly path: readonly Message[]
  readonly settings: ChatSettings | undefined
}

function findPricedRequest(
  { text, inputs = [], model, options }: PricedInput,
  history: History | undefined,
  find: ModelFinder,
): PricedRequest {
  if (findModel(model)?.kind === 'text') {
    if (!history) return { kind: 'text', model }
    const facts = find(model)
    const question = createQuestion(text, inputs)
    const { turns } = planContext({ before: history.path, question, model: facts, settings: history.settings })
    return { kind: 'text', model, turns, ...tell(history.settings, facts) }
  }
  return { kind: 'image', model, parts: createParts(text.trim(), inputs), options }
}
