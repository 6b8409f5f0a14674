/** Ends an address that was recognized without brackets where its text does: not in the Chinese sentence behind it. */
import type { Node, Parent } from 'unist'

interface Link extends Parent {
  readonly type: 'link'
  url: string
}

const CJK_SIGN = /[\u3000-\u303f\uff00-\uffef\u2018-\u201f\u2026]/u
const CJK_WORD = /[\u1100-\u11ff\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]/u

/** A remark plugin. */
export function linkEnds() {
  return (tree: Node, file: { toString(): string }): void => endLinks(tree as Parent, String(file))
}

function endLinks(parent: Parent, source: string): void {
  parent.children = parent.children.flatMap((child): Node[] => {
    if (child.type === 'link' && isBare(child as Link, source)) return splitLink(child as Link)
    if ('children' in child) endLinks(child as Parent, source)
    return [child]
  })
}

function isBare({ position }: Link, source: string): boolean {
  const first = source[position?.start.offset ?? -1]
  return first !== undefined && first !== '[' && first !== '<'
}

function splitLink(link: Link): Node[] {
  const [text] = link.children as { type: string; value?: string }[]
  const shown = text?.value
  if (shown === undefined || link.children.length !== 1) return [link]
  const end = findEnd(shown)
  if (end === shown.length) return [link]
  const rest = { type: 'text', value: shown.slice(end) } as Node
  const address = shown.slice(0, end)
  const kept = {
    ...link,
    url: link.url.slice(0, link.url.length - (shown.length - end)),
    children: [{ type: 'text', value: address }],
  }
  return [kept as Node, rest]
}

/**
 * Addresses hold Chinese words where a path, a query or a domain begins with them ("/wiki/日本"); behind a Latin letter,
 * or right behind a host, they are the sentence that goes on. Signs such as "。" are never part of one.
 */
export function findEnd(address: string): number {
  const host = /^(?:[a-z]+:\/\/)?[^/]*\/?$/i
  let index = 0
  for (const character of address) {
    if (CJK_SIGN.test(character)) return index
    if (CJK_WORD.test(character)) {
      const before = address.slice(0, index)
      const last = [...before].at(-1) ?? ''
      const isBeginning =
        /[/=?#&_-]$/.test(before) && !(host.test(before) && before.endsWith('/') && !before.endsWith('//'))
      if (!isBeginning && !CJK_WORD.test(last)) return index
    }
    index += character.length
  }
  return index
}
