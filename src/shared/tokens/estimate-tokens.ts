/**
 * Estimates the tokens of a text from its characters and their script. Each vendor has its own tokenizer, and not all
 * are published, so an estimate is the best available. Checked against the tokenizer o200k: within a quarter for prose
 * in a dozen languages and for code; too low for random letters.
 */

/** A word of up to this length is one token, plus one more for every few letters. */
const SHORT_WORD = 7
const LETTERS_PER_MORE = 5
/** Digits are grouped. */
const DIGITS_PER_TOKEN = 3

/** Tokens per character in scripts that aren't counted by word, by the last code point of their block. */
const SCRIPTS: readonly (readonly [until: number, each: number])[] = [
  [0x36f, 0.5], // combining marks
  [0x52f, 0.27], // Greek, Cyrillic
  [0x6ff, 0.36], // Armenian, Hebrew, Arabic
  [0xdff, 0.42], // Indic scripts
  [0xeff, 0.34], // Thai, Lao
  [0x1fff, 0.6],
  [0x2fff, 1], // symbols
  [0x30ff, 0.75], // kana
  [0x9fff, 0.68], // Chinese characters
  [0xabff, 0.7],
  [0xd7ff, 0.6], // Hangul
  [0xffff, 1], // halves of emoji, among others
]

/**
 * Not rounded to whole tokens, so that sums of many short texts stay accurate. Takes about a millisecond for 100,000
 * characters.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at)
    if (isLetter(code)) {
      const end = findWordEnd(text, at)
      tokens += 1 + Math.max(0, end - at - SHORT_WORD) / LETTERS_PER_MORE
      for (let index = at; index < end; index += 1) if (text.charCodeAt(index) > LAST_COMMON) tokens += RARE_LETTER
      at = end
    } else if (isDigit(code)) {
      const end = findEnd(text, at, isDigit)
      tokens += Math.ceil((end - at) / DIGITS_PER_TOKEN)
      at = end
    } else if (isSpace(code)) {
      const end = findEnd(text, at, isSpace)
      // A single space belongs to the next word, and indentation to its line break.
      tokens += end - at === 1 && code === SPACE ? 0 : 0.8
      at = end
    } else {
      tokens += code < 128 ? 0.75 : findWeight(code)
      at += 1
    }
  }
  return tokens
}

const SPACE = 32
/** Above this are letters that only a few Latin-script languages use, such as Polish. */
const LAST_COMMON = 0xff
/** Tokens that such a letter adds to its word. */
const RARE_LETTER = 1.2
const LATIN = { first: 0xc0, last: 0x24f }

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isSpace(code: number): boolean {
  return code === SPACE || (code >= 9 && code <= 13)
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || isCapital(code) || (code >= LATIN.first && code <= LATIN.last)
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90
}

function findEnd(text: string, start: number, belongs: (code: number) => boolean): number {
  let end = start + 1
  while (end < text.length && belongs(text.charCodeAt(end))) end += 1
  return end
}

/** An uppercase letter after a lowercase one starts another word, as in `camelCase`. */
function findWordEnd(text: string, start: number): number {
  let end = start + 1
  let before = text.charCodeAt(start)
  while (end < text.length) {
    const code = text.charCodeAt(end)
    if (!isLetter(code) || (isCapital(code) && !isCapital(before))) break
    before = code
    end += 1
  }
  return end
}

function findWeight(code: number): number {
  for (const [until, each] of SCRIPTS) if (code <= until) return each
  return 1
}
