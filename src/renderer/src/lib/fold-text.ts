/**
 * Text as it's compared in a search: case, accents and the width of letters don't count. "Über" and "uber" are the same, so
 * are "Straße" and "strasse". Languages without spaces need nothing more, because parts of words are found everywhere.
 */

/** What decomposing doesn't take apart. */
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
/** Accents only. Marks of other scripts, as in が, make another letter. */
const ACCENTS = /[\u0300-\u036f]/g
/** What NFKD or a lower case could change beyond A to Z. */
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
  /** Where each unit of the folded text comes from in the original, and at the end its length. */
  readonly positions: readonly number[]
}

/** The same, letter by letter, for what is shown. Slower by far. */
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

/** The words that a text must have, each anywhere; what is in quotation marks is one. Folded, without repetition. */
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

/** Every place of these words in a text, in order; what overlaps or touches is one. */
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
