/** Keeps a number and its short unit on one line of a table cell, such as "17 nmi". `prose.css` styles the class. */
import type { Literal, Node, Parent } from 'unist'

interface Element extends Parent {
  readonly tagName: string
  readonly properties: Record<string, unknown>
}

/** Longer amounts would make a narrow table scroll. */
const LONGEST = 12
const AMOUNT = /^[\p{Sc}~≈<>≤≥±+−-]*\s?\d[\d.,–-]*\s\S+$/u

/** A rehype plugin. */
export function amounts() {
  return (tree: Node): void => mark(tree as Parent)
}

function mark(parent: Parent): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    const element = child as Element
    if (element.tagName !== 'td') mark(element)
    else if (isAmount(readText(element).trim())) element.properties['className'] = ['prose-amount']
  }
}

function isAmount(text: string): boolean {
  return text.length <= LONGEST && AMOUNT.test(text)
}

function readText(node: Node): string {
  if ('children' in node) return (node as Parent).children.map(readText).join('')
  return node.type === 'text' ? String((node as Literal).value) : ''
}
