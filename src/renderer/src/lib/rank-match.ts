import { foldText } from './fold-text'

const LETTER = /[\p{L}\p{N}]/u

/**
 * Returns how well a name matches the typed text, higher is better; undefined if it doesn't. The order: start of the
 * name, start of a word, part of a word, all words in any order, and last only the first letters of words, as in
 * "togsid" for "Toggle sidebar". Among equals, shorter names rank higher.
 */
export function rankMatch(name: string, typed: string): number | undefined {
  const text = foldText(name)
  const query = foldText(typed.trim()).replace(/\s+/g, ' ')
  if (query === '') return 0
  const rank = rankPlace(text, query) ?? rankWords(text, query) ?? rankBeginnings(text, query)
  return rank === undefined ? undefined : rank - Math.min(text.length, 99) / 100
}

function rankPlace(text: string, query: string): number | undefined {
  if (text.startsWith(query)) return 6
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + 1)) if (isWordStart(text, at)) return 5
  return text.includes(query) ? 4 : undefined
}

function rankWords(text: string, query: string): number | undefined {
  return query.split(' ').every((word) => text.includes(word)) ? 3 : undefined
}

function rankBeginnings(text: string, query: string): number | undefined {
  const letters = query.replaceAll(' ', '')
  const starts = Array.from(text, (_, at) => at).filter((at) => isWordStart(text, at))
  return followsStarts(text, letters, starts) ? 2 : undefined
}

/** Whether the letters can be split, in order, into beginnings of words. */
function followsStarts(text: string, letters: string, starts: readonly number[]): boolean {
  if (letters === '') return true
  return starts.some((start, index) => {
    let length = 0
    while (length < letters.length && text[start + length] === letters[length]) length += 1
    for (; length > 0; length -= 1) if (followsStarts(text, letters.slice(length), starts.slice(index + 1))) return true
    return false
  })
}

function isWordStart(text: string, at: number): boolean {
  return LETTER.test(text[at] ?? '') && (at === 0 || !LETTER.test(text[at - 1] ?? ''))
}
