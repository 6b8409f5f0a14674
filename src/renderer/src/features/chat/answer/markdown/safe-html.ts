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
const BREAK = /^<br\s*\/?>$/i
const DETAILS = /^<details(?:\s+open(?:="")?)?\s*>/i
const DETAILS_END = /<\/details\s*>\s*$/i
const SUMMARY = /^\s*<summary>([\s\S]*?)<\/summary\s*>/i

/** A remark plugin. */
export function safeHtml() {
  return (tree: Node): void => understand(tree as Parent)
}

function understand(parent: Parent): void {
  parent.children = readDetails(readWrappers(parent.children.flatMap(splitBreaks)))
  for (const child of parent.children) if ('children' in child) understand(child as Parent)
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
function readDetails(nodes: readonly Node[]): Node[] {
  const read: Node[] = []
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index] as Node
    if (!isHtml(node) || !DETAILS.test(node.value.trim())) {
      read.push(node)
      continue
    }
    const { children, next } = readOneDetails(nodes, index)
    read.push(element('details', children))
    index = next
  }
  return read
}

function readOneDetails(nodes: readonly Node[], start: number): { readonly children: Node[]; readonly next: number } {
  const opening = (nodes[start] as Html).value.trim().replace(DETAILS, '')
  const isWhole = DETAILS_END.test(opening)
  const body: Node[] = []
  const first = isWhole ? opening.replace(DETAILS_END, '') : opening
  const summary = SUMMARY.exec(first)
  const rest = summary ? first.slice(summary[0].length) : first
  if (rest.trim() !== '') body.push(paragraph(rest))
  let index = start
  let depth = isWhole ? 0 : 1
  while (depth > 0 && index + 1 < nodes.length) {
    index += 1
    const node = nodes[index] as Node
    if (isHtml(node)) {
      if (DETAILS.test(node.value.trim())) depth += 1
      if (DETAILS_END.test(node.value.trim())) depth -= 1
      const before = node.value.replace(DETAILS_END, '')
      if (depth === 0) {
        if (before.trim() !== '') body.push(paragraph(before))
        break
      }
    }
    body.push(node)
  }
  return { children: [...(summary ? [makeSummary(summary[1] ?? '')] : []), ...readDetails(body)], next: index }
}

function paragraph(text: string): Node {
  return { type: 'paragraph', children: [{ type: 'text', value: withoutTags(text) }] } as Node
}

function makeSummary(text: string): Node {
  return element('summary', [{ type: 'text', value: withoutTags(text) } as Node])
}

function withoutTags(text: string): string {
  return text.replace(/<[^<>]*>/g, '').trim()
}
