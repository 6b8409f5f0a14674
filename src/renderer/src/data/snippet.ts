import { findSpans, foldText } from '@/lib/fold-text'
import { plainText } from './plain-text'

/** A line of text with the matching words in the middle. */
export interface Snippet {
  readonly before: string
  readonly match: string
  readonly after: string
}

/** In characters. Two lines of the sidebar, with the match on the first. */
const BEFORE = 24
const AFTER = 72
/** Half of a surrogate pair, if a cut left one. */
const FIRST_HALF = /[\ud800-\udbff]$/
const SECOND_HALF = /^[\udc00-\udfff]/
/** Beyond this, the first match isn't searched character by character. Characters. */
const LONGEST = 20_000

/** Matches these words, ignoring case. */
export function searchPattern(wanted: string): RegExp {
  return new RegExp(wanted.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+'), 'iu')
}

/**
 * Returns one line around the best match, or undefined if a word is missing. Prefers the words as a phrase, as typed,
 * over the longest of them. `words`: see `splitQuery`.
 */
export function findSnippet(text: string, words: readonly string[]): Snippet | undefined {
  const line = oneLine(text)
  const folded = foldText(line)
  if (words.length === 0 || !words.every((word) => folded.includes(word))) return undefined
  const phrase = words.join(' ')
  const wanted = folded.includes(phrase) ? phrase : longest(words)
  const found = findNear(line, wanted)
  if (!found) return undefined
  const { start: from, end } = found
  const start = wordStart(line, Math.max(0, from - BEFORE), from)
  return {
    before: `${start > 0 ? '…' : ''}${line.slice(start, from).replace(SECOND_HALF, '').trimStart()}`,
    match: line.slice(from, end),
    after: `${line
      .slice(end, end + AFTER)
      .replace(FIRST_HALF, '')
      .trimEnd()}${end + AFTER < line.length ? '…' : ''}`,
  }
}

/** In a very long text, finds the part with the word before comparing character by character. */
function findNear(line: string, word: string): { readonly start: number; readonly end: number } | undefined {
  for (let from = 0; from < line.length; from += LONGEST) {
    const part = line.slice(from, from + LONGEST + word.length * 2)
    if (!foldText(part).includes(word)) continue
    const span = findSpans(part, [word])[0]
    if (span) return { start: from + span.start, end: from + span.end }
  }
  return undefined
}

function longest(words: readonly string[]): string {
  return words.reduce((one, other) => (other.length > one.length ? other : one))
}

/** The same for Markdown, without its marks. A match only inside marks, such as in an address, is shown raw. */
export function findMarkdownSnippet(markdown: string, words: readonly string[]): Snippet | undefined {
  return findSnippet(plainText(markdown).trim(), words) ?? findSnippet(markdown, words)
}

/** The start of a text, for a chat that was found only by its title. */
export function firstWords(text: string): Snippet {
  const line = oneLine(text).trim()
  return {
    before: '',
    match: '',
    after: line.length > AFTER ? `${line.slice(0, AFTER).replace(FIRST_HALF, '').trimEnd()}…` : line,
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

/** The start of the first whole word from here on, unless the match comes first. */
function wordStart(text: string, from: number, match: number): number {
  if (from === 0) return 0
  const space = text.slice(from, match).search(/\s/)
  return space < 0 ? from : from + space + 1
}
