/**
 * Plans which part of a chat is sent to a text model with the next question: as much as fits its context window. Pure.
 */
import type { Model } from '@shared/catalogue'
import type { ChatId, MessageId } from '@shared/ids'
import { trimText } from '@shared/is-blank'
import type { InputImage, TextRequest, TextTurn } from '@shared/request'
import { fitSettings, type ChatSettings } from '@shared/text-settings'
import { countInstructions, countTurn } from '@shared/tokens/count-request'
import { countInput, countSearches } from '@shared/usage'
import type { DoneAnswer, Message, UserMessage } from '../model'
import { listTurns, type MessageTurn } from '../tree'
import { UNASKED_ID } from './cut'

export interface Asked {
  /** From the first message to the one that the question follows. Results are cached by the identity of this list. */
  readonly before: readonly Message[]
  readonly question: UserMessage
  /** Including what its server lists. Undefined: unknown. */
  readonly model: Model | undefined
  readonly settings: ChatSettings | undefined
}

export interface ContextPlan {
  /** What is sent, in order. */
  readonly turns: readonly TextTurn[]
  /** The approximate number of tokens of the turns. */
  readonly tokens: number
  /** How many tokens fit next to the answer. Undefined if the window isn't known: then everything is sent. */
  readonly room: number | undefined
  /** The first message that is sent, if earlier ones don't fit. */
  readonly firstId?: MessageId
  /** How many messages don't fit. */
  readonly leftOut: number
}

/** The space for an answer of a model without known limits; less in a small window. */
const USUAL_OUTPUT = 16_384

/**
 * Leaves out the oldest messages, in whole turns of a question with its answer, until the rest fits. The question
 * itself is always sent: if it's too long on its own, the service says so without charging.
 */
export function planContext(asked: Asked): ContextPlan {
  const { before, question, model, settings } = asked
  const all = [...listHistory(before, model), ...listTurns([question])]
  const factor = findCorrection(asked)
  const room = findRoom(model, settings)
  const { instructions } = tell(settings, model)
  let tokens = countInstructions(instructions) + countTurns(all)
  let first = 0
  let dropped = 0
  for (const [index, { turn }] of all.entries()) {
    // The rest can start at a question.
    if (turn.role === 'user') {
      first = index
      tokens -= dropped
      dropped = 0
      if (room === undefined || tokens * factor <= room) break
    }
    dropped += countTurn(turn)
  }
  const start = all[first]
  return {
    turns: all.slice(first).map(({ turn }) => turn),
    tokens: Math.ceil(tokens * factor),
    room,
    ...(first > 0 && start && { firstId: start.id }),
    leftOut: first,
  }
}

/**
 * Images of earlier messages are left out if the model doesn't accept images, which the user is told; images attached
 * to the question are refused elsewhere.
 */
function listHistory(before: readonly Message[], model: Model | undefined): readonly MessageTurn[] {
  const sees = canSee(model)
  const lists = histories[sees ? 'seen' : 'unseen']
  const turns = lists.get(before) ?? listTurns(before, () => sees)
  lists.set(before, turns)
  return turns
}

function canSee(model: Model | undefined): boolean {
  return model?.kind === 'text' && model.sees === true
}

/** A chat may have thousands of messages, and is planned again with every keystroke. */
const histories = {
  seen: new WeakMap<readonly Message[], readonly MessageTurn[]>(),
  unseen: new WeakMap<readonly Message[], readonly MessageTurn[]>(),
}

function countTurns(turns: readonly MessageTurn[]): number {
  return turns.reduce((sum, { turn }) => sum + countTurn(turn), 0)
}

/** A question that hasn't been sent yet. */
export function createQuestion(text: string, inputs: readonly InputImage[]): UserMessage {
  return { role: 'user', id: UNASKED_ID, chatId: '' as ChatId, parentId: null, createdAt: 0, text, inputs }
}

/** What the model is told in addition to the messages. */
export function tell(
  chosen: ChatSettings | undefined,
  model: Model | undefined,
): Pick<TextRequest, 'instructions' | 'settings'> {
  const instructions = trimText(chosen?.instructions ?? '')
  const settings = model?.kind === 'text' ? fitSettings(model.settings, chosen) : {}
  return { ...(instructions && { instructions }), ...(Object.keys(settings).length > 0 && { settings }) }
}

/** The window without the space for the answer; at least half of it stays for the input. */
export function findRoom(model: Model | undefined, settings: ChatSettings | undefined): number | undefined {
  if (model?.kind !== 'text' || model.contextTokens === undefined) return undefined
  const { contextTokens, outputTokens = Math.min(USUAL_OUTPUT, contextTokens / 4) } = model
  const chosen = fitSettings(model.settings, settings).maxOutput ?? 0
  return Math.floor(contextTokens - Math.min(contextTokens / 2, Math.max(outputTokens, chosen)))
}

/** Fewer tokens say little: the framing of messages is a large part of them. */
const LEAST_TELLING = 300
const MOST_CORRECTION = 1.6

/**
 * The ratio between the service's token count for the last answer of this model and our own count of what was sent:
 * each model has its own tokenizer. 1 if the service has counted none.
 */
export function findCorrection({ before, model, settings }: Omit<Asked, 'question'>): number {
  const { instructions } = tell(settings, model)
  const key = `${model?.id} ${canSee(model)} ${instructions}`
  const known = corrections.get(before)
  if (known?.key === key) return known.factor
  const factor = compareCounts(before, model, instructions)
  corrections.set(before, { key, factor })
  return factor
}

/** The last result for each chat: the next keystroke needs the same. `key`: what it depends on besides the messages. */
const corrections = new WeakMap<readonly Message[], { readonly key: string; readonly factor: number }>()

function compareCounts(before: readonly Message[], model: Model | undefined, instructions: string | undefined): number {
  const answer = before.findLast(
    (message): message is DoneAnswer =>
      message.role === 'assistant' &&
      message.status === 'done' &&
      message.kind === 'text' &&
      message.model === model?.id &&
      message.bill.usage !== undefined &&
      // Search results count as input, but were never part of the chat.
      countSearches(message.bill.usage) === 0,
  )
  const counted = countInput(answer?.bill.usage)
  if (!answer || counted < LEAST_TELLING) return 1
  const asked = before.slice(0, before.indexOf(answer))
  const history = listHistory(asked.slice(0, -1), model)
  const estimated = countTurns([...history, ...listTurns(asked.slice(-1))]) + countInstructions(instructions)
  // A ratio that is far off means that something else was sent: a part of the chat, or other instructions.
  const factor = counted / Math.max(1, estimated)
  return factor > MOST_CORRECTION || factor < 1 / MOST_CORRECTION ? 1 : factor
}
