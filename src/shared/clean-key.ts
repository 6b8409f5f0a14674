/**
 * Turns pasted text into a key or token that a header can carry, and reports what was removed. Keys are copied from web
 * pages, chats, `.env` files and shell lines, so they come with invisible characters, quotes and the name of their
 * variable. Anything that would change the key's own characters is refused instead of guessed.
 */

import { joinKeyShapes } from './key-shapes'

/** What was removed around or between the key's characters. */
export type KeyRemoval = 'invisible' | 'spaces' | 'quotes' | 'prefix' | 'punctuation'

/**
 * `masked`: a shortened key, as pages show it. `spaces`: several words. `character`: one that no header can contain.
 */
export type KeyProblem = 'empty' | 'masked' | 'spaces' | 'character' | 'too-long'

export type CleanedKey =
  | { readonly key: string; readonly removed: readonly KeyRemoval[] }
  | { readonly problem: KeyProblem; readonly character?: string }

/** In characters. Servers refuse headers of 8 kB and more. */
const LONGEST_KEY = 4096
/** In characters. Anything longer is a file, not a key. */
const LONGEST_TEXT = 4 * LONGEST_KEY

/** Characters without a glyph: zero-width spaces and joiners, direction marks, byte order marks, controls. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]|(?![\t\n\v\f\r])\p{Cc}/gu
/** A long key that was wrapped, including the next line's indentation. */
const LINE_BREAKS = /[^\S\r\n\u2028\u2029\u0085]*[\r\n\u2028\u2029\u0085\v\f]\s*/gu
const QUOTES_BEFORE = /^["'`´“”„‟‘’‚‛«»‹›「」『』【】〈〉《》?&]+/u
const QUOTES_AFTER = /["'`´“”„‟‘’‚‛«»‹›「」『』【】〈〉《》]+$/u
/** A variable name without a value. */
const BARE_NAME = /^(?:[\w.-]{0,60}(?:key|token|secret|authorization|credentials?|password)\s*[=:]+)$/iu
const BRACKETS = /^(?:\((.*)\)|\[(.*)\]|\{(.*)\}|<(.*)>)$/u
/** `export ANY_API_KEY=`, `$env:ANY_API_KEY = `, `"apiKey": `, `x-api-key: ` */
const NAME = String.raw`(?:-{1,2}|(?:export|set|setx|const|let|var)\s+|\$env:|\$)?["'\x60]?[A-Za-z][\w.-]{0,60}?["'\x60]?`
const ASSIGNMENT = new RegExp(String.raw`^${NAME}\s*(?:=|:=|=>)\s*(?=[^\s=])`, 'u')
const FIELD = new RegExp(String.raw`^${NAME}\s*[:：](?:\s+|(?=["'“\x60]))`, 'u')
const IS_KEY_NAME = /(?:key|token|secret|authorization|credentials?|password)["'`]?\s*(?:=|:|：|$)/iu
const SCHEME = /^(?:Bearer|Basic|Token|Key)(?:\s+|:\s*)(?=\S)/iu
const MASKED = /…|\.{3}|\*{3}|[•●∙·]{2}/u
/** `ANY_API_KEY=…`, as in a file with one setting per line. */
const SETTING = /^\s*(?:(?:export|set|setx|ENV|-)\s+)?["'`]?([A-Za-z][\w.-]{0,60})["'`]?\s*[:=]\s*(\S.*)$/u
const MARKS_BEFORE = String.raw`(?:\S*(?:[^\s\w.$/+@-]|%2[27]))?`
const MARKS_AFTER = String.raw`(?:[*~!?…。、，；！？)\]\p{M}]+|\)?\]\(\S*|(?:%(?:0[AD]|2[027]))+|\\\S{0,3}|&\S*)?`
/** Doesn't look like a word: possibly the second line of a key whose line break became a space. */
const MAYBE_REST = /^(?=.*\d)[\w-]{6,}$|^[-_]\w/u
const NO_HEADER = /[^\x21-\x7e]/u

export function cleanKey(text: string): CleanedKey {
  if (text.length > LONGEST_TEXT) return { problem: 'too-long' }
  const removed = new Set<KeyRemoval>()
  const visible = text.replace(INVISIBLE, () => note(removed, 'invisible'))
  const [keyLine, otherKey] = findKeyLines(visible)
  if (otherKey !== undefined) return { problem: 'spaces' }
  if (keyLine !== undefined && keyLine !== visible) return cleanKey(keyLine)
  const unwrapped = visible.trim().replace(LINE_BREAKS, () => note(removed, 'spaces'))
  if (unwrapped !== visible) removed.add('spaces')
  const bare = unwrap(unwrapped, removed)
  if (bare === '' || BARE_NAME.test(bare)) return { problem: 'empty' }
  if (MASKED.test(bare)) return { problem: 'masked' }
  const key = takeFromSentence(bare, removed)
  if (key === undefined) return { problem: 'spaces' }
  const character = NO_HEADER.exec(key)?.[0]
  if (character !== undefined) return { problem: 'character', character }
  return key.length > LONGEST_KEY ? { problem: 'too-long' } : { key, removed: [...removed] }
}

/** Finds the lines with keys if every line is a setting. Empty for anything else, because a long key may be wrapped. */
function findKeyLines(text: string): readonly string[] {
  const lines = text.split(/\r\n?|\n/u).filter((line) => line.trim() !== '' && !/^\s*(?:#|\/\/)/u.test(line))
  const names = lines.map((line) => SETTING.exec(line)?.[1])
  if (lines.length < 2 || names.includes(undefined)) return []
  return lines.filter((_, index) => IS_KEY_NAME.test(names[index] ?? ''))
}

/** Removes one layer after another: `export KEY="Bearer sk-…";` has four. */
function unwrap(text: string, removed: Set<KeyRemoval>): string {
  for (let current = text; ;) {
    const next = takeLayer(current, removed).trim()
    if (next === current || next === '') return next
    current = next
  }
}

function takeLayer(text: string, removed: Set<KeyRemoval>): string {
  const remove = (pattern: RegExp, what: KeyRemoval): string | undefined => {
    const rest = text.replace(pattern, '')
    if (rest === text) return undefined
    removed.add(what)
    return rest
  }
  const named = ASSIGNMENT.exec(text) ?? FIELD.exec(text)
  if (named && IS_KEY_NAME.test(named[0])) {
    removed.add('prefix')
    return text.slice(named[0].length)
  }
  const inBrackets = BRACKETS.exec(text)
    ?.slice(1)
    .find((inside) => inside !== undefined)
  if (inBrackets !== undefined) {
    removed.add('quotes')
    return inBrackets
  }
  return (
    remove(SCHEME, 'prefix') ??
    remove(/^[,;]+|(?:[,;]|(?<!\.)\.)$/u, 'punctuation') ??
    remove(QUOTES_BEFORE, 'quotes') ??
    remove(QUOTES_AFTER, 'quotes') ??
    takeMarked(text, removed) ??
    text
  )
}

/** Shapes of known keys, including plain `sk-` ones, which many services use. */
function joinForms(): string {
  return String.raw`sk-[\w-]{8,}|${joinKeyShapes()}`
}

/** Returns a key of known shape surrounded by Markdown or punctuation, or inside a URL. */
function takeMarked(text: string, removed: Set<KeyRemoval>): string | undefined {
  const marked = new RegExp(String.raw`^${MARKS_BEFORE}(${joinForms()})${MARKS_AFTER}$`, 'u')
  const key = marked.exec(text)?.[1]
  if (key === undefined || key === text) return undefined
  removed.add(text.startsWith(key) ? 'punctuation' : 'prefix')
  return key
}

/** Returns a single word as it is; of several words, the only one with the shape of a key. */
function takeFromSentence(text: string, removed: Set<KeyRemoval>): string | undefined {
  if (!/\s/u.test(text)) return text
  const words = text.split(/\s+/u).map((word) => unwrap(word, new Set()))
  const known = new RegExp(`^(?:${joinForms()})$`, 'u')
  const [key, ...others] = words.filter((word) => known.test(word))
  if (key === undefined || others.length > 0) return undefined
  // Half a key is worse than none, because it looks complete.
  const next = words[words.indexOf(key) + 1]
  if (next !== undefined && MAYBE_REST.test(next)) return undefined
  removed.add('prefix')
  return key
}

function note(removed: Set<KeyRemoval>, what: KeyRemoval): '' {
  removed.add(what)
  return ''
}
