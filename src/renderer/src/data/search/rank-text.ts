const LETTER = /[\p{L}\p{N}]/u
/** How many places of a word are checked: if a long text has it as a whole word, then usually early. */
const MOST_PLACES = 8

/**
 * Ranks how well a folded text that contains every word matches, as a number: whole words before starts of words before
 * parts, and adjacent words, as typed, before everything.
 */
export function createRanking(words: readonly string[]): (text: string) => number {
  const phrase = words.length > 1 ? words.join(' ') : undefined
  return (text) => {
    let rank = phrase !== undefined && text.includes(phrase) ? 4 * words.length : 0
    for (const word of words) rank += rankWord(text, word)
    return rank
  }
}

function rankWord(text: string, word: string): number {
  let best = 0
  let at = text.indexOf(word)
  for (let place = 0; at >= 0 && place < MOST_PLACES && best < 2; place += 1) {
    if (!isLetter(text, at - 1)) best = isLetter(text, at + word.length) ? Math.max(best, 1) : 2
    at = text.indexOf(word, at + 1)
  }
  return best
}

/** Fast path first: this is called a hundred thousand times per keystroke. */
function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (Number.isNaN(code)) return false
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
  return LETTER.test(text[at] ?? '')
}
