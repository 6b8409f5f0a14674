/**
 * Closes what is open at the end of streaming Markdown, so that no star or backtick appears that is about to gain a
 * meaning. `remend` closes links; it loses track of nested stars and code.
 */
import remend from 'remend'

/** `block`: the last block of a text. */
export function closeOpen(block: string): string {
  const shown = block.replace(HALF_FENCE, '')
  if (endsInFence(shown)) return shown
  const linked = remend(closeAddress(shown.replace(HALF_TASK, '$1').replace(HALF_LINE, '')), LINKS_ONLY)
  const start = findStart(linked)
  return linked.slice(0, start) + closeText(linked.slice(start))
}

/** An incomplete fence: it would flash up as a line of code. */
const HALF_FENCE = /\n[ \t>]*(?:`{1,2}|~{1,2})$/

/** The box of a task, until it's clearly a box. */
const HALF_TASK = /((?:^|\n)[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX]?(?:\]\s*)?$/

/** The start of a line that looks like text but becomes an item, heading, quote or rule with the next word. */
const HALF_LINE = /(?:^|\n)[ \t>]*(?:#{1,6}|[-*+_]{1,2}|=+|>|\d{1,3}[.)]|(?<=\n[ \t>]*)\d{1,3})[ \t\n]*$/

const LINKS_ONLY = {
  bold: false,
  boldItalic: false,
  inlineCode: false,
  italic: false,
  katex: false,
  strikethrough: false,
} as const

function endsInFence(block: string): boolean {
  const fences = block.match(/^[ \t>]*(?:`{3,}|~{3,})/gm)
  return (fences?.length ?? 0) % 2 === 1
}

const BOUNDARY = /(?:^|\n)(?:[ \t>]*\n|[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|#{1,6}[ \t]+|\|))+/g

/** The start of the paragraph, item or cell that a mark at the end can reach back to. */
function findStart(block: string): number {
  let start = 0
  for (const match of block.matchAll(BOUNDARY)) start = match.index + match[0].length
  const line = block.slice(block.lastIndexOf('\n') + 1)
  return /^\s*\|/.test(line) ? Math.max(start, block.lastIndexOf('|') + 1) : start
}

/** How `remend` ends a link whose address is yet to come. */
const LINK_END = '](streamdown:incomplete-link)'

/**
 * Closes what `remend` takes as complete: an address that contains brackets, and the text of a link before its address.
 */
function closeAddress(block: string): string {
  const open = block.lastIndexOf('](')
  const address = open < 0 ? '' : block.slice(open + 2)
  const [opening, closing] = [address.match(/\(/g), address.match(/\)/g)].map((found) => found?.length ?? 0)
  if (open >= 0 && !/\s/.test(address) && (closing ?? 0) <= (opening ?? 0)) return block.slice(0, open) + LINK_END
  return block.replace(/(\[[^[\]\n]+)\]$/, (_all, text: string) => text + LINK_END)
}

/** Replaces a link: a character that is neither a letter nor a sign to the marks next to it. */
const LINK = '\ufffc'

function closeText(text: string): string {
  const start = text.endsWith(LINK_END) ? text.lastIndexOf('[', text.length - LINK_END.length) : -1
  if (start < 0) return closeMarks(text)
  const link = `[${closeMarks(text.slice(start + 1, -LINK_END.length))}${LINK_END}`
  return closeMarks(text.slice(0, start) + LINK).replace(LINK, () => link)
}

interface Mark {
  readonly sign: string
  readonly length: number
  readonly at: number
}

/** An escape, backticks, or a run of one sign. */
const TOKEN = /\\[\s\S]|(`+)|(\*+|_+|~+)/g

function closeMarks(text: string): string {
  const open: Mark[] = []
  let shown = text
  for (let match = findToken(text, 0); match; match = findToken(text, TOKEN.lastIndex)) {
    const [, ticks, row] = match
    const at = match.index
    if (ticks) {
      const end = findTicks(text, ticks, TOKEN.lastIndex)
      if (end === undefined) {
        shown = text.slice(0, at) + closeCode(text.slice(at + ticks.length), ticks)
        break
      }
      TOKEN.lastIndex = end
    } else if (row) {
      const left = readRow({ sign: row.charAt(0), length: row.length, at }, text, open)
      // At the end it may be the first half of a longer run.
      if (at + row.length === text.length) shown = text.slice(0, text.length - left)
    }
  }
  return endMarks(shown, open)
}

function findToken(text: string, from: number): RegExpExecArray | null {
  TOKEN.lastIndex = from
  return TOKEN.exec(text)
}

function findTicks(text: string, ticks: string, from: number): number | undefined {
  for (const match of text.slice(from).matchAll(/`+/g)) {
    if (match[0] === ticks) return from + match.index + ticks.length
  }
  return undefined
}

function closeCode(inside: string, ticks: string): string {
  const code = inside.replace(/`+$/, '')
  return code.trim() === '' ? '' : `${ticks}${code}${ticks}`
}

/**
 * Treats a run of signs first as the end of open marks, then as the start of new ones. Returns how many are neither.
 */
function readRow({ sign, length, at }: Mark, text: string, open: Mark[]): number {
  const before = text.charAt(at - 1) || ' '
  const after = text.charAt(at + length) || ' '
  let left = length
  if (!/\s/.test(before) && !(sign === '_' && WORD.test(after))) {
    for (let last = open.at(-1); last?.sign === sign && left >= last.length; last = open.at(-1)) {
      left -= last.length
      open.pop()
    }
  }
  const isMark = left > 0 && left <= 3 && (sign !== '~' || left === 2)
  if (!isMark || /\s/.test(after) || !MAY_PRECEDE.test(before)) return left
  open.push({ sign, length: left, at: at + length - left })
  return 0
}

const WORD = /[\p{L}\p{N}]/u
/** After a letter or a slash, a star is mostly literal ("src/*.ts"); Chinese has no spaces. */
const MAY_PRECEDE =
  /[\s([{"'“‘«„>*_~:|—–-]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}、。，：；（「]/u

/** Closes each mark where it can end, which isn't after a space. A mark with nothing inside isn't shown yet. */
function endMarks(shown: string, open: Mark[]): string {
  let text = shown
  for (let last = open.at(-1); last && text.slice(last.at + last.length).trim() === ''; last = open.at(-1)) {
    text = text.slice(0, last.at)
    open.pop()
  }
  if (open.length === 0) return text
  return (
    text.trimEnd() +
    open
      .toReversed()
      .map(({ sign, length }) => sign.repeat(length))
      .join('')
  )
}
