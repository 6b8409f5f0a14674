/**
 * Supports a few harmless HTML tags that models write: `br`, `hr`, `sub`, `sup`, `kbd`, tags for emphasis, and
 * `details` with its `summary`. They become nodes of the tree, without attributes; every other tag stays text. HTML
 * itself is never parsed or inserted.
 */
import type { Node, Parent } from 'unist'

interface Html extends Node {
  readonly type: 'html'
  readonly value: string
}

/** What each pair of tags becomes. */
const WRAPPERS: Readonly<Record<string, string>> = {
  sub: 'sub',
  sup: 'sup',
  kbd: 'kbd',
  b: 'strong',
  strong: 'strong',
  // The sanitizer doesn't let `mark` through.
  mark: 'strong',
  i: 'em',
  em: 'em',
  u: 'ins',
  ins: 'ins',
  s: 'del',
  del: 'del',
}
/** Only its own details can collapse it; without them it's a line that stands out. */
const LONE_SUMMARY: Readonly<Record<string, string>> = { summary: 'strong' }
const OPENING = /^<([a-z]+)(?:\s[^<>]*)?>$/i
const CLOSING = /^<\/([a-z]+)\s*>$/i
const BREAK = /^<(?:br(?:\s[^<>]*|\/)?|\/br)>$/i
const RULE = /^<hr(?:\s[^<>]*|\/)?>$/i
/** A break on its own line. Without an empty line after it, Markdown treats the following text as HTML, too. */
const BREAK_LINE = /^\s*<(?:br(?:\s[^<>]*|\/)?|\/br)>[ \t]*\n/i
const WRAPPED_LINES = /^<(sub|sup|kbd)(?:\s[^<>]*)?>[ \t]*\n([\s\S]*)\n[ \t]*<\/\1\s*>\s*$/i
const DETAILS = /^<details(?:\s[^<>]*)?>/i
const DETAILS_TAGS = /<(\/?)details(?:\s[^<>]*)?>/gi
const SUMMARY = /^\s*<summary(?:\s[^<>]*)?>([\s\S]*?)<\/summary\s*>/i
/** Not every pair of angle brackets: `a < b and c > d` contains no tag. */
const TAG = /<\/?[a-z][a-z\d-]*(?:\s[^<>]*|\/)?>/gi

/** Parses Markdown into a tree. */
type Parse = (text: string) => Parent

function plugIn(this: { parse: (text: string) => Node }) {
  return (tree: Node): void => understand(tree as Parent, (text) => this.parse(text) as Parent)
}

/** A remark plugin, which gets the parser as `this`. */
export const safeHtml = plugIn

function understand(parent: Parent, parse: Parse): void {
  const nodes = readDetails(readWrappers(splitAll(parent.children, parse), WRAPPERS), parse)
  parent.children = readLoneSummaries(nodes, parse)
  for (const child of parent.children) if ('children' in child) understand(child as Parent, parse)
}

function splitAll(nodes: readonly Node[], parse: Parse): Node[] {
  return nodes.flatMap((node) => splitLines(node, parse)).flatMap(splitBreaks)
}

/** Text right after the tag of a line, or between two of them, is still Markdown. */
function splitLines(node: Node, parse: Parse): readonly Node[] {
  if (!isHtml(node)) return [node]
  const [line] = BREAK_LINE.exec(node.value) ?? []
  if (line !== undefined) return [{ type: 'break' }, ...splitAll(parse(node.value.slice(line.length)).children, parse)]
  const [, name, text] = WRAPPED_LINES.exec(node.value) ?? []
  return name === undefined || text === undefined ? [node] : [element(name.toLowerCase(), parse(text).children)]
}

function isHtml(node: Node | undefined): node is Html {
  return node?.type === 'html'
}

function splitBreaks(node: Node): readonly Node[] {
  if (!isHtml(node)) return [node]
  const tag = node.value.trim()
  return BREAK.test(tag) ? [{ type: 'break' }] : RULE.test(tag) ? [{ type: 'thematicBreak' }] : [node]
}

function element(name: string, children: readonly Node[]): Node {
  return { type: name, data: { hName: name }, children } as Node
}

function readName(node: Node | undefined, tag: RegExp): string | undefined {
  return isHtml(node) ? tag.exec(node.value.trim())?.[1]?.toLowerCase() : undefined
}

/** Wraps the nodes between opening and closing tags among the same siblings; an unpaired tag stays text. */
function readWrappers(nodes: readonly Node[], wrappers: Readonly<Record<string, string>>): Node[] {
  const read: Node[] = []
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index] as Node
    const name = readName(node, OPENING)
    const made = name !== undefined && Object.hasOwn(wrappers, name) ? wrappers[name] : undefined
    const end = name === undefined || made === undefined ? -1 : findEnd(nodes, index, name)
    if (made === undefined || end < 0) read.push(node)
    else {
      read.push(element(made, readWrappers(nodes.slice(index + 1, end), wrappers)))
      index = end
    }
  }
  return read
}

function findEnd(nodes: readonly Node[], start: number, name: string): number {
  let depth = 0
  for (let index = start; index < nodes.length; index += 1) {
    const node = nodes[index]
    if (readName(node, OPENING) === name) depth += 1
    if (readName(node, CLOSING) === name && (depth -= 1) === 0) return index
  }
  return -1
}

/** Reads the Markdown between `<details>` and `</details>`, or to the end if it isn't closed (yet). */
function readDetails(all: readonly Node[], parse: Parse): Node[] {
  const read: Node[] = []
  let nodes = all
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index] as Node
    if (!isHtml(node) || !DETAILS.test(node.value.trim())) {
      read.push(node)
      continue
    }
    const { children, behind, next } = readOneDetails(nodes, index, parse)
    read.push(element('details', children))
    // The next details may start there.
    nodes = [...splitAll(behind, parse), ...nodes.slice(next + 1)]
    index = -1
  }
  return read
}

interface Details {
  readonly children: Node[]
  /** Text right after the closing tag, which must not be collapsed. */
  readonly behind: readonly Node[]
  readonly next: number
}

function readOneDetails(nodes: readonly Node[], start: number, parse: Parse): Details {
  const opening = (nodes[start] as Html).value.trim().replace(DETAILS, '')
  let end = findDetailsEnd(opening, 1)
  const first = end.before ?? opening
  const summary = SUMMARY.exec(first)
  const body: Node[] = [...parse(summary ? first.slice(summary[0].length) : first).children]
  let index = start
  while (end.before === undefined && index + 1 < nodes.length) {
    index += 1
    const node = nodes[index] as Node
    if (isHtml(node)) end = findDetailsEnd(node.value, end.depth)
    if (isHtml(node) && end.before !== undefined) body.push(...parse(end.before).children)
    else body.push(node)
  }
  const behind = end.before === undefined ? [] : parse(end.after).children
  const inside = summary ? body : takeSummary(body)
  const children = [...(summary ? [makeSummary(summary[1] ?? '', parse)] : []), ...readDetails(inside, parse)]
  return { children, behind, next: index }
}

interface DetailsEnd {
  /** How many details are open after it. */
  readonly depth: number
  /** Undefined if the outermost details don't end here. */
  readonly before: string | undefined
  readonly after: string
}

/** Finds where the outermost of `depth` open details ends in a piece of HTML, in which others may start and end. */
function findDetailsEnd(html: string, depth: number): DetailsEnd {
  let open = depth
  for (const tag of html.matchAll(DETAILS_TAGS)) {
    open += tag[1] === '/' ? -1 : 1
    if (open === 0) return { depth: 0, before: html.slice(0, tag.index), after: html.slice(tag.index + tag[0].length) }
  }
  return { depth: open, before: undefined, after: '' }
}

/** Within a line, as in a table cell, the summary's tags and words are separate nodes. */
function takeSummary(body: readonly Node[]): readonly Node[] {
  const start = body.findIndex((node) => !isBlankText(node))
  const end = readName(body[start], OPENING) === 'summary' ? findEnd(body, start, 'summary') : -1
  if (end < 0) return body
  return [element('summary', body.slice(start + 1, end)), ...body.slice(end + 1)]
}

function isBlankText(node: Node): boolean {
  return node.type === 'text' && (node as Node & { value: string }).value.trim() === ''
}

function readLoneSummaries(nodes: readonly Node[], parse: Parse): Node[] {
  return readWrappers(nodes, LONE_SUMMARY).flatMap((node): readonly Node[] => {
    const summary = isHtml(node) ? SUMMARY.exec(node.value) : null
    if (!isHtml(node) || !summary) return [node]
    const line = element('strong', readSummary(summary[1] ?? '', parse))
    return [element('p', [line]), ...parse(node.value.slice(summary[0].length)).children]
  })
}

function makeSummary(html: string, parse: Parse): Node {
  return element('summary', readSummary(html, parse))
}

/** One line of text. Headings and the like would break it into several lines. */
function readSummary(html: string, parse: Parse): readonly Node[] {
  for (const text of [html.trim(), html.replace(TAG, '').trim()]) {
    const [line, ...more] = parse(text).children
    if (line?.type === 'paragraph' && more.length === 0) return dropTags((line as Parent).children)
  }
  return [{ type: 'text', value: html.replace(TAG, '').trim() } as Node]
}

/** Drops tags that mean nothing here, since a summary is short and often styled. */
function dropTags(nodes: readonly Node[]): Node[] {
  return readWrappers(nodes, WRAPPERS).filter((node) => !isHtml(node) || BREAK.test(node.value))
}
