import { plainText } from './plain-text'

/** A line of text with the matching words in its middle. */
export interface Snippet {
  readonly before: string
  readonly match: string
  readonly after: string
}

/** In characters. Two lines of the sidebar, with the match on the first. */
const BEFORE = 24
const AFTER = 72

/** Matches these words in any case. */
export function searchPattern(wanted: string): RegExp {
  return new RegExp(wanted.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+'), 'iu')
}

/** Returns the words around the first match on one line, or undefined without a match. */
export function findSnippet(text: string, pattern: RegExp): Snippet | undefined {
  const found = pattern.exec(text)
  if (!found) return undefined
  const end = found.index + found[0].length
  const start = wordStart(text, Math.max(0, found.index - BEFORE), found.index)
  return {
    before: `${start > 0 ? '…' : ''}${oneLine(text.slice(start, found.index)).trimStart()}`,
    match: oneLine(found[0]),
    after: `${oneLine(text.slice(end, end + AFTER)).trimEnd()}${end + AFTER < text.length ? '…' : ''}`,
  }
}

/** The same for Markdown, without its marks. A match only inside the marks, such as in an address, is shown raw. */
export function findMarkdownSnippet(markdown: string, pattern: RegExp): Snippet | undefined {
  // Most messages don't match, so check before parsing.
  if (!pattern.test(markdown)) return undefined
  return findSnippet(oneLine(plainText(markdown)).trim(), pattern) ?? findSnippet(markdown, pattern)
}

/** The beginning of a text, for a chat that was found only by its title. */
export function firstWords(text: string): Snippet {
  const line = oneLine(text).trim()
  return { before: '', match: '', after: line.length > AFTER ? `${line.slice(0, AFTER).trimEnd()}…` : line }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

/** The first whole word from here on, unless the match comes first. */
function wordStart(text: string, from: number, match: number): number {
  if (from === 0) return 0
  const space = text.slice(from, match).search(/\s/)
  return space < 0 ? from : from + space + 1
}
