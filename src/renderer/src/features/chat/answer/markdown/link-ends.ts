/** Ends an automatically recognized address where its text ends, not in the Chinese sentence after it. */
import type { Node, Parent } from 'unist'

interface Link extends Parent {
  readonly type: 'link'
  url: string
}

/**
 * Signs that end a sentence or a quote in any script, non-ASCII spaces, and direction marks. Not the en dash, which is
 * in many Wikipedia titles.
 */
const SIGN =
  /[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u2018-\u201f\u2026\u2014\u00ab\u00bb\u060c\u061b\u061f\u06d4\u0964\u0965\u0589\u1362\u00a0\u2000-\u200b\u200e\u200f\u2028-\u202f]/u
/**
 * Scripts without spaces between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer; also Korean particles and emoji.
 */
const WORD =
  /[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffef\u{1f1e6}-\u{1f1ff}\u{20000}-\u{3ffff}]|\p{Extended_Pictographic}|\p{Emoji_Modifier}/u
/** Joins emoji. */
const JOINERS = /\u200d|\ufe0f/gu
/** An address up to its host. */
const HOST = /^(?:[a-z]+:\/\/)?[^/?#]*\/?$/i
/** After a dot, words that are part of a host: "例え" in "www.例え.jp". */
const LABEL = /^[^\s./?#]+\.[^\s./?#]/u

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
 * Returns where an address ends. It contains words of such scripts if they start a path, a query or a domain
 * ("/wiki/日本"); after a Latin letter, or right after a host, they continue the sentence. Signs such as "。" are never
 * part of it.
 */
export function findEnd(address: string): number {
  let index = 0
  for (const character of address) {
    if (SIGN.test(character)) return index
    if (WORD.test(character)) {
      const before = address.slice(0, index)
      const last = [...before.replace(JOINERS, '')].at(-1) ?? ''
      if (!WORD.test(last) && !canBegin(before, address.slice(index))) return index
    }
    index += character.length
  }
  return index
}

/** Whether words can start after this part of an address. */
function canBegin(before: string, rest: string): boolean {
  const isInHost = HOST.test(before)
  if (isInHost && before.endsWith('.')) return WORD.test([...before].at(-2) ?? '') || LABEL.test(rest)
  const isBehindHost = isInHost && before.endsWith('/') && !before.endsWith('//') && !WORD.test(before)
  return /[/=?#&_-]$/.test(before) && !isBehindHost
}
