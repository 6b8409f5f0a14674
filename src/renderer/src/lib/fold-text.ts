/**
 * Folds text for searching: case, accents and letter width are ignored, so "Über" matches "uber" and "Straße" matches
 * "strasse". Languages without spaces need nothing more, because parts of words match anywhere.
 */

/** Letters that Unicode decomposition leaves as they are. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
}
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g')
/** Accents only. Marks in other scripts, as in が, make a different letter. */
const ACCENTS = /[\u0300-\u036f]/g
/** Anything outside ASCII, which NFKD or lowercasing could change. */
const BEYOND_ASCII = /[^\0-\x7f]/

export function foldText(text: string): string {
  const lower = text.toLowerCase()
  if (!BEYOND_ASCII.test(lower)) return lower
  return lower
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC')
}

export interface FoldedText {
  readonly folded: string
  /** For each unit of the folded text, its position in the original; then the original's length. */
  readonly positions: readonly number[]
}

/** Folds letter by letter and records positions, for highlighting. Much slower. */
export function foldWithPositions(text: string): FoldedText {
  let folded = ''
  const positions: number[] = []
  let at = 0
  for (const letter of text) {
    const part = foldText(letter)
    for (let unit = 0; unit < part.length; unit += 1) positions.push(at)
    folded += part
    at += letter.length
  }
  positions.push(text.length)
  return { folded, positions }
}

/**
 * Splits a query into the words that a text must contain, in any order; a quoted phrase counts as one. Folded, without
 * duplicates.
 */
export function splitQuery(query: string): readonly string[] {
  const words = [...query.matchAll(/"([^"]+)"?|([^\s"]+)/g)].map(([, phrase, word]) =>
    foldText((phrase ?? word ?? '').trim()),
  )
  return [...new Set(words.map((word) => word.replace(/\s+/g, ' ')).filter(Boolean))]
}

export interface Span {
  readonly start: number
  readonly end: number
}

/** Finds every occurrence of these words in a text, in order; overlapping or adjacent ones are merged. */
export function findSpans(text: string, words: readonly string[]): readonly Span[] {
  const { folded, positions } = foldWithPositions(text)
  const found: { start: number; end: number }[] = []
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
      found.push({ start: positions[at] ?? 0, end: positions[at + word.length] ?? text.length })
  }
  const spans: { start: number; end: number }[] = []
  for (const span of found.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    const last = spans.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else spans.push(span)
  }
  return spans
}
