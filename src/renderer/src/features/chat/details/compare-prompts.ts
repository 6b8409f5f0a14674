/** Compares a prompt with the service's rewritten version, word by word. Pure. */
import { diffWordsWithSpace } from 'diff'

export interface PromptPart {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Longer prompts take too long to compare. Characters. */
const MOST_COMPARED = 20_000
/** Below this share of kept words, the marks obscure the text more than they explain. */
const LEAST_KEPT = 0.2

/** The parts of both texts in order. A single `same` part if they have little in common or are too long to compare. */
export function comparePrompts(before: string, after: string): readonly PromptPart[] {
  const plain = [{ kind: 'same', text: after }] as const
  if (before.length + after.length > MOST_COMPARED) return plain
  const parts = diffWordsWithSpace(before, after).map(({ value, added, removed }): PromptPart => {
    return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value }
  })
  const kept = countLetters(parts.filter(({ kind }) => kind === 'same'))
  return kept < LEAST_KEPT * before.length ? plain : parts
}

function countLetters(parts: readonly PromptPart[]): number {
  return parts.reduce((sum, { text }) => sum + text.trim().length, 0)
}
