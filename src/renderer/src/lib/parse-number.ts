/**
 * Reads numbers as people type and paste them around the world. Refuses ambiguous and unreadable ones, because silently
 * dropping a character would change the amount. Pure.
 */

export type NumberReading =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'empty' | 'unreadable' | 'not-whole' }
  /** "1,234" means 1.234 to some people and 1234 to others. */
  | { readonly kind: 'ambiguous'; readonly small: number; readonly large: number }

export interface NumberForm {
  /** Only whole numbers are valid here, so "1,024" is unambiguous. */
  readonly isWhole?: boolean
  /** Words around the number that don't change it: `USD_WORDS`, "px". Lower case. */
  readonly words?: readonly string[]
}

/** Words around an amount that is in US dollars anyway. Longest first. */
export const USD_WORDS: readonly string[] = ['us dollars', 'us dollar', 'dollars', 'dollar', 'us$', 'usd', '$']

/** Ignored: zero-width and direction marks. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
/** The digit zero in other scripts, each followed by its other nine digits. */
const OTHER_ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50]
/** Marks that only group digits, in addition to spaces. */
const GROUPING_MARKS = /['’‘`´_٬]/gu
/** Thousands, or groups of two before the last three, as in India. */
const GROUPS = /^\d{1,3}(?: \d{2,3})* \d{3}$/u

export function parseNumber(text: string, { isWhole = false, words = [] }: NumberForm = {}): NumberReading {
  const plain = writePlainly(text)
  if (plain === '') return { kind: 'empty' }
  const bare = takeWord(plain, words, 'behind')
  const unworded = takeWord(bare, words, 'before')
  const [, sign = '', body = ''] = /^([+-]?)(.*)$/su.exec(unworded) ?? []
  // The word may come before or after the sign, but only once.
  const digits = unworded === bare ? takeWord(body.trim(), words, 'before') : body.trim()
  const reading = readDigits(digits, isWhole)
  if (reading.kind !== 'number' || sign !== '-') return reading
  // Avoids -0, which would be displayed.
  return { kind: 'number', value: 0 - reading.value }
}

/** Converts to ASCII digits and signs, with single spaces and without invisible characters. */
function writePlainly(text: string): string {
  // A fraction such as "½" becomes "1⁄2", which is refused too.
  const composed = text.normalize('NFKC').replace(INVISIBLE, '')
  const digits = composed.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    const zero = OTHER_ZEROS.find((first) => code >= first && code <= first + 9)
    return zero === undefined ? digit : String(code - zero)
  })
  return digits.replace(/[−–]/gu, '-').replace(/٫/gu, ',').replace(/\s+/gu, ' ').trim().toLowerCase()
}

function takeWord(text: string, words: readonly string[], side: 'before' | 'behind'): string {
  const word = words.find((one) => (side === 'before' ? text.startsWith(one) : text.endsWith(one)))
  if (word === undefined) return text
  return (side === 'before' ? text.slice(word.length) : text.slice(0, -word.length)).trim()
}

function readDigits(text: string, isWhole: boolean): NumberReading {
  const unreadable = { kind: 'unreadable' } as const
  const body = text.replace(GROUPING_MARKS, ' ')
  if (!/^[\d., ]+$/u.test(body) || !/\d/u.test(body)) return unreadable
  const marks = body.match(/[.,]/gu) ?? []
  const last = marks.at(-1)
  if (last === undefined) return numberFrom(body, '', isWhole)
  const isMixed = marks.some((mark) => mark !== last)
  const isOnce = marks.filter((mark) => mark === last).length === 1
  // "1,234,567" or "1.234.567" is a number, but "1,234.567,8" isn't.
  if (!isOnce) return isMixed ? unreadable : numberFrom(regroup(body, last), '', isWhole)
  const [before = '', after = ''] = body.split(last)
  const other = last === '.' ? ',' : '.'
  if (isMixed) return numberFrom(regroup(before, other), after, isWhole)
  const isLikeThousands = /^[1-9]\d{0,2}$/u.test(before) && /^\d{3}$/u.test(after)
  if (isLikeThousands && isWhole) return numberFrom(`${before} ${after}`, '', isWhole)
  // Easel itself writes a point as the decimal separator. A comma is ambiguous.
  if (isLikeThousands && last === ',') {
    return { kind: 'ambiguous', small: Number(`${before}.${after}`), large: Number(before + after) }
  }
  return numberFrom(before, after, isWhole)
}

/** Writes the grouping mark as a space. Existing spaces would be a second grouping mark. */
function regroup(digits: string, mark: string): string {
  return digits.includes(' ') ? 'no number' : digits.replaceAll(mark, ' ')
}

function numberFrom(before: string, after: string, isWhole: boolean): NumberReading {
  const isGrouped = before.includes(' ')
  if (!/^\d*$/u.test(after) || !(isGrouped ? GROUPS.test(before) : /^\d*$/u.test(before))) return { kind: 'unreadable' }
  const value = Number(`${before.replaceAll(' ', '') || '0'}.${after || '0'}`)
  return isWhole && !Number.isInteger(value) ? { kind: 'not-whole' } : { kind: 'number', value }
}
