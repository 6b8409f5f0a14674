/** Finds the prompts that match a query. Pure. */
import type { SavedPrompt } from '@shared/prompt-library'
import { foldText, splitQuery } from '@/lib/fold-text'
import { rankMatch } from '@/lib/rank-match'

/** Only this much of a text is searched. Characters. */
const MOST_SEARCHED = 5_000

/**
 * Returns the best title matches first, then prompts with every word in title, folder or text. Without a query, keeps
 * the given order.
 */
export function findPrompts(prompts: readonly SavedPrompt[], query: string): readonly SavedPrompt[] {
  const words = splitQuery(query)
  if (words.length === 0) return prompts
  return prompts
    .flatMap((prompt) => {
      const rank = rankMatch(prompt.title, query) ?? (hasWords(prompt, words) ? 0 : undefined)
      return rank === undefined ? [] : [{ prompt, rank }]
    })
    .toSorted((one, other) => other.rank - one.rank)
    .map(({ prompt }) => prompt)
}

function hasWords({ title, folder = '', text }: SavedPrompt, words: readonly string[]): boolean {
  const all = foldText(`${title}\n${folder}\n${text.slice(0, MOST_SEARCHED)}`)
  return words.every((word) => all.includes(word))
}

/** Returns each folder once, in the order of the prompts. */
export function listFolders(prompts: readonly SavedPrompt[]): readonly string[] {
  return [...new Set(prompts.flatMap(({ folder }) => folder ?? []))]
}
