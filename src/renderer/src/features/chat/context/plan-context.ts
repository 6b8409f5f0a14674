/** What of a chat goes to a text model with the next question: as much as fits its context window. Pure. */
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
  /** From the first message to the one that the question follows. What is found out about it is kept as long as the list is. */
  readonly before: readonly Message[]
  readonly question: UserMessage
  /** With what its server lists of it. Undefined: unknown. */
  readonly model: Model | undefined
  readonly settings: ChatSettings | undefined
}

export interface ContextPlan {
  /** What is sent, in its order. */
  readonly turns: readonly TextTurn[]
  /** About how many tokens that has. */
  readonly tokens: number
  /** How many fit beside the answer. Undefined where the window isn't known: then everything is sent. */
  readonly room: number | undefined
  /** The first message that is sent, where earlier ones don't fit. */
  readonly firstId?: MessageId
  /** How many messages don't fit. */
  readonly leftOut: number
}

/** An answer that nothing is known of gets this much room, or less in a small window. */
const USUAL_OUTPUT = 16_384

/**
 * The oldest messages are left out by whole turns, each a question with its answer, until the others fit. The question
 * itself always goes: if it alone is too long, the service says so, for nothing.
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
    // A question is where the rest can begin.
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
 * What is attached to the question is refused where the model doesn't see; images of earlier messages are left out, and
 * it's said.
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

/** A chat may have thousands of messages, and is planned anew with every letter that is typed. */
const histories = {
  seen: new WeakMap<readonly Message[], readonly MessageTurn[]>(),
  unseen: new WeakMap<readonly Message[], readonly MessageTurn[]>(),
}

function countTurns(turns: readonly MessageTurn[]): number {
  return turns.reduce((sum, { turn }) => sum + countTurn(turn), 0)
}

/** A question that isn't asked yet. */
export function createQuestion(text: string, inputs: readonly InputImage[]): UserMessage {
  return { role: 'user', id: UNASKED_ID, chatId: '' as ChatId, parentId: null, createdAt: 0, text, inputs }
}

/** What the model is told beside the messages. */
export function tell(
  chosen: ChatSettings | undefined,
  model: Model | undefined,
): Pick<TextRequest, 'instructions' | 'settings'> {
  const instructions = trimText(chosen?.instructions ?? '')
  const settings = model?.kind === 'text' ? fitSettings(model.settings, chosen) : {}
  return { ...(instructions && { instructions }), ...(Object.keys(settings).length > 0 && { settings }) }
}

/** The window without what the answer may take, of which at least half stays for the input. */
export function findRoom(model: Model | undefined, settings: ChatSettings | undefined): number | undefined {
  if (model?.kind !== 'text' || model.contextTokens === undefined) return undefined
  const { contextTokens, outputTokens = Math.min(USUAL_OUTPUT, contextTokens / 4) } = model
  const chosen = fitSettings(model.settings, settings).maxOutput ?? 0
  return Math.floor(contextTokens - Math.min(contextTokens / 2, Math.max(outputTokens, chosen)))
}

/** Fewer tokens say little: what frames the messages is a large part of them. */
const LEAST_TELLING = 300
const MOST_CORRECTION = 1.6

/**
 * The tokens that the service counted for the last answer of this model, by those that we count for what it was sent: each
 * model has a tokenizer of its own. 1 where it has counted none.
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

/** Of each chat the last one: the next letter asks for the same. `key`: what it depends on beside the messages. */
const corrections = new WeakMap<readonly Message[], { readonly key: string; readonly factor: number }>()

function compareCounts(before: readonly Message[], model: Model | undefined, instructions: string | undefined): number {
  const answer = before.findLast(
    (message): message is DoneAnswer =>
      message.role === 'assistant' &&
      message.status === 'done' &&
      message.kind === 'text' &&
      message.model === model?.id &&
      message.bill.usage !== undefined &&
      // What was found counts as input, and was never a part of the chat.
      countSearches(message.bill.usage) === 0,
  )
  const counted = countInput(answer?.bill.usage)
  if (!answer || counted < LEAST_TELLING) return 1
  const asked = before.slice(0, before.indexOf(answer))
  const history = listHistory(asked.slice(0, -1), model)
  const estimated = countTurns([...history, ...listTurns(asked.slice(-1))]) + countInstructions(instructions)
  // A figure far off means that something else was sent then: a part of the chat, or other instructions.
  const factor = counted / Math.max(1, estimated)
  return factor > MOST_CORRECTION || factor < 1 / MOST_CORRECTION ? 1 : factor
}
