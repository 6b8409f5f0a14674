export interface Part {
  readonly text: string
  readonly isMarked: boolean
}

/** Parts of a text, with every word of the query marked. */
export function markWords(text: string, query: string): readonly Part[] {
  const words = query.split(/\s+/).filter(Boolean)
  if (words.length === 0) return [{ text, isMarked: false }]
  const anyWord = new RegExp(`(${words.map((word) => word.replace(/[^\p{L}\p{N}\s]/gu, '\\$&')).join('|')})`, 'i')
  // Splitting at a group keeps what it matched, at the odd places.
  return text
    .split(anyWord)
    .map((part, index) => ({ text: part, isMarked: index % 2 === 1 }))
    .filter((part) => part.text !== '')
}
