import { foldText } from './fold-text'

const LETTER = /[\p{L}\p{N}]/u

/**
 * How well a name fits what was typed, higher being better; undefined where it doesn't. The beginning of the name comes before
 * the beginning of a word, that before a part, that before words in another order, and last what only has the beginnings of
 * its words, as in "togsid" for "Toggle sidebar". Of equally good ones the shorter.
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

/** Whether the letters are those that words begin with, in order, as many of each word as are needed. */
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
