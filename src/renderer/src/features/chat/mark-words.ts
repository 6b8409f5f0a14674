import { findSpans, splitQuery } from '@/lib/fold-text'

export interface Part {
  readonly text: string
  readonly isMarked: boolean
}

/** Splits a text into parts with every word of the query marked, ignoring case and accents. */
export function markWords(text: string, query: string): readonly Part[] {
  const parts: Part[] = []
  let at = 0
  for (const { start, end } of findSpans(text, splitQuery(query))) {
    parts.push({ text: text.slice(at, start), isMarked: false }, { text: text.slice(start, end), isMarked: true })
    at = end
  }
  parts.push({ text: text.slice(at), isMarked: false })
  return parts.filter((part) => part.text !== '')
}
