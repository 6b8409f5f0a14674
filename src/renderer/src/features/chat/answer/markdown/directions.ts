/** Lets lists, quotes and tables follow the direction of their own text. `prose.css` does so for paragraphs. */
import type { Node, Parent } from 'unist'

interface Element extends Parent {
  readonly tagName: string
  readonly properties: Record<string, unknown>
}

const DIRECTED = new Set(['ul', 'ol', 'blockquote', 'table', 'details'])

/** A rehype plugin. */
export function directions() {
  return (tree: Node): void => direct(tree as Parent)
}

function direct(parent: Parent): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    const element = child as Element
    if (DIRECTED.has(element.tagName)) element.properties['dir'] = 'auto'
    direct(element)
  }
}
