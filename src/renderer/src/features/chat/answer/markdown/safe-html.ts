/**
 * A few HTML tags that models write and that can do no harm: `br`, `sub`, `sup`, `kbd`, and `details` with its `summary`.
 * They become nodes of the tree, without any attribute; every other tag stays the text that it is. HTML itself is never
 * parsed or inserted.
 */
import type { Node, Parent } from 'unist'

interface Html extends Node {
  readonly type: 'html'
  readonly value: string
}

const WRAPPERS = /^<(sub|sup|kbd)>$/i
const BREAK = /^<(?:br\s*\/?|\/br)>$/i
/** A line of its own. Without an empty line behind it, Markdown takes what follows for HTML, too. */
const BREAK_LINE = /^\s*<(?:br\s*\/?|\/br)>[ \t]*\n/i
const WRAPPED_LINES = /^<(sub|sup|kbd)>[ \t]*\n([\s\S]*)\n[ \t]*<\/\1>\s*$/i
const DETAILS = /^<details(?:\s+open(?:=(?:"[^"<>]*"|'[^'<>]*'|\w+))?)?\s*>/i
const DETAILS_END = /<\/details\s*>/i
const SUMMARY = /^\s*<summary>([\s\S]*?)<\/summary\s*>/i

/** The Markdown of a text as a tree. */
type Parse = (text: string) => Parent

function plugIn(this: { parse: (text: string) => Node }) {
  return (tree: Node): void => understand(tree as Parent, (text) => this.parse(text) as Parent)
}

/** A remark plugin, which gets the parser as `this`. */
export const safeHtml = plugIn

function understand(parent: Parent, parse: Parse): void {
  parent.children = readDetails(readWrappers(splitAll(parent.children, parse)), parse)
  for (const child of parent.children) if ('children' in child) understand(child as Parent, parse)
}

function splitAll(nodes: readonly Node[], parse: Parse): Node[] {
  return nodes.flatMap((node) => splitLines(node, parse)).flatMap(splitBreaks)
}

/** What stands right behind the tag of a line, or between two of them, is Markdown all the same. */
function splitLines(node: Node, parse: Parse): readonly Node[] {
  if (!isHtml(node)) return [node]
  const [line] = BREAK_LINE.exec(node.value) ?? []
  if (line !== undefined) return [{ type: 'break' }, ...parse(node.value.slice(line.length)).children]
  const [, name, text] = WRAPPED_LINES.exec(node.value) ?? []
  return name === undefined || text === undefined ? [node] : [element(name.toLowerCase(), parse(text).children)]
}

function isHtml(node: Node | undefined): node is Html {
  return node?.type === 'html'
}

function splitBreaks(node: Node): readonly Node[] {
  return isHtml(node) && BREAK.test(node.value.trim()) ? [{ type: 'break' }] : [node]
}

function element(name: string, children: readonly Node[]): Node {
  return { type: name, data: { hName: name }, children } as Node
}

/** Pairs of opening and closing tags among the same siblings; one without the other stays text. */
function readWrappers(nodes: readonly Node[]): Node[] {
  const read: Node[] = []
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index] as Node
    const name = isHtml(node) ? WRAPPERS.exec(node.value.trim())?.[1]?.toLowerCase() : undefined
    const end = name === undefined ? -1 : findEnd(nodes, index, name)
    if (name === undefined || end < 0) read.push(node)
    else {
      read.push(element(name, readWrappers(nodes.slice(index + 1, end))))
      index = end
    }
  }
  return read
}

function findEnd(nodes: readonly Node[], start: number, name: string): number {
  let depth = 0
  for (let index = start; index < nodes.length; index += 1) {
    const node = nodes[index]
    if (!isHtml(node)) continue
    const tag = node.value.trim().toLowerCase()
    if (tag === `<${name}>`) depth += 1
    if (tag === `</${name}>` && (depth -= 1) === 0) return index
  }
  return -1
}

/** The Markdown between `<details>` and `</details>`; to the end where it was not closed (yet). */
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
    // The next details may begin there.
    nodes = [...splitAll(behind, parse), ...nodes.slice(next + 1)]
    index = -1
  }
  return read
}

interface Details {
  readonly children: Node[]
  /** What stands right behind the end, which must not be folded away. */
  readonly behind: readonly Node[]
  readonly next: number
}

function readOneDetails(nodes: readonly Node[], start: number, parse: Parse): Details {
  const opening = (nodes[start] as Html).value.trim().replace(DETAILS, '')
  const whole = splitAtEnd(opening)
  const first = whole?.before ?? opening
  const summary = SUMMARY.exec(first)
  const body: Node[] = [...parse(summary ? first.slice(summary[0].length) : first).children]
  let behind = whole ? parse(whole.after).children : []
  let index = start
  let depth = whole ? 0 : 1
  while (depth > 0 && index + 1 < nodes.length) {
    index += 1
    const node = nodes[index] as Node
    if (isHtml(node)) {
      if (DETAILS.test(node.value.trim())) depth += 1
      const end = splitAtEnd(node.value)
      if (end) depth -= 1
      if (end && depth === 0) {
        body.push(...parse(end.before).children)
        behind = parse(end.after).children
        break
      }
    }
    body.push(node)
  }
  const children = [...(summary ? [makeSummary(summary[1] ?? '', parse)] : []), ...readDetails(body, parse)]
  return { children, behind, next: index }
}

function splitAtEnd(html: string): { readonly before: string; readonly after: string } | undefined {
  const end = DETAILS_END.exec(html)
  return end ? { before: html.slice(0, end.index), after: html.slice(end.index + end[0].length) } : undefined
}

function makeSummary(html: string, parse: Parse): Node {
  const text = withoutTags(html)
  const [line, ...more] = parse(text).children
  const isLine = line?.type === 'paragraph' && more.length === 0
  return element('summary', isLine ? (line as Parent).children : [{ type: 'text', value: text } as Node])
}

function withoutTags(text: string): string {
  return text.replace(/<[^<>]*>/g, '').trim()
}
