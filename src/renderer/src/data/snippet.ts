/** Enough to recognise a sentence by, and one line in the sidebar. */
const BEFORE = 24
const AFTER = 72

/** The words around the first match on one line, or undefined without one. `wanted` is in lower case. */
export function snippetOf(text: string, wanted: string): string | undefined {
  const at = text.toLowerCase().indexOf(wanted)
  if (at < 0) return undefined
  const start = wordStart(text, Math.max(0, at - BEFORE), at)
  const end = Math.min(text.length, at + wanted.length + AFTER)
  const words = text.slice(start, end).replace(/\s+/g, ' ').trim()
  return `${start > 0 ? '…' : ''}${words}${end < text.length ? '…' : ''}`
}

/** The first whole word from here on, unless the match itself comes first. */
function wordStart(text: string, from: number, match: number): number {
  if (from === 0) return 0
  const space = text.slice(from, match).search(/\s/)
  return space < 0 ? from : from + space + 1
}
