/** Finds words in what is on screen. Only reads the document. */

/** The text of messages; everything else is buttons and captions. */
const TEXT = '[data-selectable]'
const NO_TEXT = 'button, .sr-only, .prose-code-head, .formula-drawn, [aria-hidden="true"]:not(.formula-source)'
const BLOCKS = 'p, li, td, th, h2, h3, h4, h5, h6, pre, blockquote, dd, dt, summary, div'

interface Piece {
  readonly node: Text
  /** Where its text starts in the concatenated text. */
  readonly start: number
}

/** Every match below `root`, in reading order. Words may span bold and linked parts, but not paragraphs. */
export function findRanges(root: ParentNode, pattern: RegExp): readonly Range[] {
  return [...root.querySelectorAll(TEXT)].flatMap((element) => findInElement(element, pattern))
}

function findInElement(element: Element, pattern: RegExp): readonly Range[] {
  const { pieces, text } = readText(element)
  return [...text.matchAll(new RegExp(pattern.source, 'giu'))].flatMap((match) => {
    const start = locate(pieces, match.index)
    const end = locate(pieces, match.index + match[0].length - 1)
    if (!start || !end || match[0] === '') return []
    const range = element.ownerDocument.createRange()
    range.setStart(start.node, start.offset)
    range.setEnd(end.node, end.offset + 1)
    return range
  })
}

function readText(element: Element): { readonly pieces: readonly Piece[]; readonly text: string } {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(NO_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  )
  const pieces: Piece[] = []
  let text = ''
  let block: Element | null | undefined
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement?.closest(BLOCKS)
    // A separator that no query contains: matches end with their paragraph.
    if (pieces.length > 0 && around !== block) text += '\u0000'
    block = around
    pieces.push({ node: node as Text, start: text.length })
    text += node.nodeValue ?? ''
  }
  return { pieces, text }
}

function locate(pieces: readonly Piece[], index: number): { readonly node: Text; readonly offset: number } | undefined {
  let low = 0
  let high = pieces.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((pieces[middle]?.start ?? 0) <= index) low = middle
    else high = middle - 1
  }
  const piece = pieces[low]
  return piece && { node: piece.node, offset: index - piece.start }
}
