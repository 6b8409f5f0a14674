/**
 * Turns signs in the tree into inline code that contains nothing else, and restores the source if that isn't possible.
 */
import type { Node, Parent } from 'unist'
import { readSign, restoreSigns, SIGN } from './signs'

interface Literal extends Node {
  value: string
}

/** A remark plugin. */
export function readSigns() {
  return (tree: Node): void => readIn(tree as Parent)
}

function readIn(parent: Parent): void {
  parent.children = parent.children.flatMap((child): Node[] => {
    if (child.type === 'text') return splitText(child as Literal)
    restore(child)
    if (!('children' in child)) return [child]
    readIn(child as Parent)
    return child.type === 'paragraph' ? splitNotes(child as Parent) : [child]
  })
}

/** Fields of a node that aren't running text: code, HTML, addresses, descriptions. */
function restore(node: Node): void {
  const fields = node as unknown as Record<string, unknown>
  for (const name of ['value', 'url', 'title', 'alt', 'label', 'lang', 'meta']) {
    const value = fields[name]
    if (typeof value === 'string') fields[name] = restoreSigns(value)
  }
}

function splitText(text: Literal): Node[] {
  const nodes: Node[] = []
  let from = 0
  const addText = (value: string): void => {
    if (value !== '') nodes.push({ ...text, value } as Node)
  }
  for (const { 0: sign, index } of text.value.matchAll(SIGN)) {
    addText(text.value.slice(from, index))
    nodes.push({ type: 'inlineCode', value: sign } as Node)
    from = index + sign.length
  }
  if (from === 0) return [text]
  addText(text.value.slice(from))
  return nodes
}

/** Consecutive notes are one paragraph in Markdown. */
function splitNotes(paragraph: Parent): Node[] {
  const starts = paragraph.children.flatMap((child, index) => (index > 0 && isNote(child) ? [index] : []))
  if (starts.length === 0) return [paragraph]
  return [0, ...starts].map((start, index) => ({
    ...paragraph,
    children: paragraph.children.slice(start, starts[index]),
  }))
}

function isNote(node: Node): boolean {
  return node.type === 'inlineCode' && readSign((node as Literal).value).type === 'note'
}
