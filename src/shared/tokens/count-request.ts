/** Estimates the input tokens of a text request. Pure. */
import type { RequestPart, TextRequest, TextTurn } from '../request'
import { estimateTokens } from './estimate-tokens'

/** Overhead per message: the highest value among services that publish it. */
const PER_TURN = 4
/**
 * Per image shown to a text model. Services count by its size, each by its own rules: 1,024 × 1,024 pixels take between
 * 258 and 1,120 tokens.
 */
export const TOKENS_PER_IMAGE = 1_100

const known = new WeakMap<TextTurn, number>()

/** Counts each turn only once. */
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
