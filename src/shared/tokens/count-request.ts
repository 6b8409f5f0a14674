/** About how many tokens of input a text request has. Pure. */
import type { RequestPart, TextRequest, TextTurn } from '../request'
import { estimateTokens } from './estimate-tokens'

/** What frames a message. Of the services that say it, the highest count. */
const PER_TURN = 4
/**
 * An image that a text model sees. Services count by its size, each by rules of its own: 1,024 × 1,024 pixels take between
 * 258 and 1,120 tokens.
 */
export const TOKENS_PER_IMAGE = 1_100

const known = new WeakMap<TextTurn, number>()

/** Counted once for each turn. */
export function countTurn(turn: TextTurn): number {
  const counted = known.get(turn) ?? PER_TURN + turn.parts.reduce((sum, part) => sum + countPart(part), 0)
  known.set(turn, counted)
  return counted
}

function countPart(part: RequestPart): number {
  return part.type === 'text' ? estimateTokens(part.text) : TOKENS_PER_IMAGE
}

export function countInstructions(instructions: string | undefined): number {
  return instructions === undefined ? 0 : PER_TURN + estimateTokens(instructions)
}

export function countRequest({ turns, instructions }: Pick<TextRequest, 'turns' | 'instructions'>): number {
  return Math.ceil(turns.reduce((sum, turn) => sum + countTurn(turn), countInstructions(instructions)))
}
