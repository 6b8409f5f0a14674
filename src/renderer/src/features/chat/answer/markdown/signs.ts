/**
 * Formulas and footnotes, which Markdown doesn't support. They're found in the source and become signs: characters
 * without a meaning in Markdown, one for each character of the source, so that positions stay the same and nothing
 * inside is read as Markdown. After parsing, `read-signs.ts` turns a sign back into its formula or footnote.
 *
 * [Note: Money stays money] `$…$` is a formula only if it reads like one (`looksLikeFormula`).
 */
import { isFormulaStart, isProse, looksLikeFormula } from './formula-rules'

/** The starts of the three ranges of signs, in Unicode's private use area. Each range represents ASCII. */
const FIRST = 0xf300
const INNER = 0xf400
const LAST = 0xf500
const ASCII = 0x80

/** One sign. Non-ASCII characters inside it stay as they are. */
export const SIGN = /[\uf300-\uf37f][^\uf300-\uf37f\uf500-\uf57f]*[\uf500-\uf57f]/g

export type Sign =
  | { readonly type: 'formula'; readonly source: string; readonly tex: string; readonly isDisplay: boolean }
  /** `[^label]`, and `[^label]:` at the start of the note itself. */
  | { readonly type: 'reference' | 'note'; readonly source: string; readonly label: string }

/** The longest formulas, in characters: anything longer is text without a closing delimiter. */
const MOST_INLINE = 1_000
const MOST_DISPLAY = 5_000

const CODE =
  /(^|\n)([ \t]*)(`{3,}|~{3,})[^\n]*(?:\n[\s\S]*?(?:\n[ \t]*\3[`~]*[ \t]*(?=\n|$)|$)|$)|(?<!\\)(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])*?[^`]\4(?!`)/g

/** What can start a sign, and what must not be mistaken for one: escapes, addresses. */
const START = /\\[\s\S]|https?:\/\/[^\s<>)$\\]+|\${3,}|\$\$?|\[\^[\p{L}\p{N}_.-]{1,40}\]:?/gu
const MAYBE = /\\[([]|\$|\[\^/

/** The same text with signs in it; its length doesn't change. */
export function markSigns(markdown: string): string {
  if (!MAYBE.test(markdown)) return markdown
  let marked = ''
  for (const { text, isCode } of splitCode(markdown)) marked += isCode ? text : markText(text)
  return marked
}

/** Restores the source of a text with signs. */
export function restoreSigns(text: string): string {
  return text.replace(SIGN, decode)
}

export function isSign(text: string): boolean {
  const code = text.charCodeAt(0)
  return code >= FIRST && code < FIRST + ASCII
}

/** Decodes a sign into a formula or a footnote. */
export function readSign(sign: string): Sign {
  const source = decode(sign)
  const [, label, colon] = /^\[\^(.+)\](:?)$/.exec(source) ?? []
  if (label !== undefined) return { type: colon ? 'note' : 'reference', source, label }
  const length = source.startsWith('$') && !source.startsWith('$$') ? 1 : 2
  const tex = unquote(source.slice(length, -length)).trim()
  return { type: 'formula', source, tex, isDisplay: /^(?:\$\$|\\\[)/.test(source) }
}

/** The labels of the notes in a text, in order. */
export function listNotes(markdown: string): readonly string[] {
  if (!markdown.includes('[^')) return []
  const signs = markSigns(markdown).match(SIGN) ?? []
  return signs.map(readSign).flatMap((sign) => (sign.type === 'note' ? [sign.label] : []))
}

/** Cuts off a formula or a footnote at the end that isn't complete yet, so that it's never shown half. */
export function holdSign(markdown: string): string {
  if (!/\\[([]?|\$|\[\^?/.test(markdown)) return markdown
  let at = 0
  for (const { text, isCode } of splitCode(markdown)) {
    const open = isCode ? -1 : findOpen(text)
    if (open >= 0) return markdown.slice(0, at + open)
    at += text.length
  }
  return markdown
}

function* splitCode(markdown: string): Generator<{ readonly text: string; readonly isCode: boolean }> {
  let from = 0
  for (const code of markdown.matchAll(CODE)) {
    yield { text: markdown.slice(from, code.index), isCode: false }
    yield { text: code[0], isCode: true }
    from = code.index + code[0].length
  }
  yield { text: markdown.slice(from), isCode: false }
}

function markText(text: string): string {
  let marked = ''
  let from = 0
  for (let next = findSign(text, 0); next; next = findSign(text, next.end)) {
    marked += text.slice(from, next.start) + encode(text.slice(next.start, next.end))
    from = next.end
  }
  return marked + text.slice(from)
}

interface Span {
  readonly start: number
  readonly end: number
}

function findSign(text: string, from: number): Span | undefined {
  START.lastIndex = from
  for (let match = START.exec(text); match; match = START.exec(text)) {
    const start = match.index
    const after = START.lastIndex
    const end = findEnd(text, match[0], start)
    if (end !== undefined) return { start, end }
    START.lastIndex = after
  }
  return undefined
}

/** Where the sign that starts here ends; undefined if it isn't one. */
function findEnd(text: string, opening: string, start: number): number | undefined {
  const from = start + opening.length
  if (opening.startsWith('[^')) return findNoteEnd(text, opening, start)
  if (opening === '$') return findDollarEnd(text, start)
  const closing = CLOSINGS[opening]
  if (closing === undefined) return undefined
  const isDisplay = opening !== '\\('
  const end = text.indexOf(closing, from)
  if (end < 0 || end - from > (isDisplay ? MOST_DISPLAY : MOST_INLINE)) return undefined
  const content = text.slice(from, end)
  const isAlone = isDisplay && isAtLineStart(text, start)
  if (content.trim() === '' || (!isAlone && BLANK_LINE.test(content))) return undefined
  if (opening === '\\[' && (text[end + 2] === '(' || isBracketed(content))) return undefined
  return isProse(content) && !content.includes('\n') ? undefined : end + closing.length
}

const CLOSINGS: Readonly<Record<string, string>> = { '\\(': '\\)', '\\[': '\\]', $$: '$$' }
const BLANK_LINE = /\n[ \t>]*\n/

/** "\[1\]" and "\[x\]" are escaped brackets, not formulas. */
function isBracketed(content: string): boolean {
  return !content.includes('\n') && !/[\\^_=<>+*/|]|\w\s*-/.test(content)
}

/** Whether only list and quote marks precede it. */
function isAtLineStart(text: string, start: number): boolean {
  return /(?:^|\n)[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?$/.test(text.slice(Math.max(0, start - 80), start))
}

function findNoteEnd(text: string, opening: string, start: number): number | undefined {
  if (text[start - 1] === '!') return undefined
  const end = start + opening.length
  if (!opening.endsWith(':')) return text[end] === '(' ? undefined : end
  return /(?:^|\n)[ >]{0,6}$/.test(text.slice(Math.max(0, start - 8), start)) ? end : end - 1
}

function findDollarEnd(text: string, start: number): number | undefined {
  if (!isFormulaStart(text, start)) return undefined
  const line = text.slice(start + 1, start + 1 + MOST_INLINE).split('\n', 1)[0] ?? ''
  const [content, closing] = /^((?:\\.|[^\\$])+)(\$?)/.exec(line)?.slice(1) ?? []
  if (content === undefined || !closing) return undefined
  const end = start + content.length + 2
  return looksLikeFormula(content, text[end] ?? '') ? end : undefined
}

/** Where something starts whose end may still come; -1 if nothing does. */
function findOpen(text: string): number {
  START.lastIndex = 0
  for (let match = START.exec(text); match; match = START.exec(text)) {
    const start = match.index
    const after = START.lastIndex
    const end = findEnd(text, match[0], start)
    START.lastIndex = end ?? after
    if (end === undefined && mayGoOn(text, match[0], start)) return start
  }
  return /(?:\\|\[\^?|\[\^[\p{L}\p{N}_.-]{1,40})$/u.exec(text)?.index ?? -1
}

function mayGoOn(text: string, opening: string, start: number): boolean {
  const from = start + opening.length
  const content = text.slice(from)
  if (opening === '$') {
    return content === '' ? isFormulaStart(`${text}x`, start) : isFormulaStart(text, start) && mayBecomeFormula(content)
  }
  if (opening === '$$' && content === '') return true
  const closing = CLOSINGS[opening]
  if (closing === undefined || text.includes(closing, from)) return false
  if (opening === '\\(') return content.length < MOST_INLINE && !BLANK_LINE.test(content) && !isProse(content)
  const isAlone = isAtLineStart(text, start)
  return content.length < MOST_DISPLAY && (isAlone || !BLANK_LINE.test(content)) && !isProse(content)
}

/** While it streams: short, on one line, and without anything that only money or a sentence has. */
function mayBecomeFormula(content: string): boolean {
  return content.length < 200 && !content.includes('\n') && !/^\d[\d.,]*\s/.test(content) && !isProse(content)
}

function encode(source: string): string {
  const last = source.length - 1
  let sign = ''
  for (let index = 0; index <= last; index += 1) {
    const code = source.charCodeAt(index)
    const base = index === 0 ? FIRST : index === last ? LAST : INNER
    sign += code < ASCII ? String.fromCharCode(base + code) : source[index]
  }
  return sign
}

function decode(sign: string): string {
  return sign.replace(/[\uf300-\uf37f\uf400-\uf47f\uf500-\uf57f]/g, (character) =>
    String.fromCharCode(character.charCodeAt(0) & (ASCII - 1)),
  )
}

/** Removes the marks of a quote if every line has them. */
function unquote(tex: string): string {
  const [, ...lines] = tex.split('\n')
  if (lines.length === 0 || !lines.every((line) => /^[ \t]*>/.test(line))) return tex
  return tex.replace(/\n[ \t]*(?:>[ \t]?)+/g, '\n')
}
