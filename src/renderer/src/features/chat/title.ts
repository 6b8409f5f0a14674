/** Fits the sidebar on one line and still tells one chat from the next. */
const MAX_TITLE_LENGTH = 60

/** A chat's title from its first prompt: one line, cut at a word. */
export function titleOf(prompt: string): string {
  const line = prompt.replace(/\s+/g, ' ').trim()
  if (line.length <= MAX_TITLE_LENGTH) return line
  const room = line.slice(0, MAX_TITLE_LENGTH)
  const lastSpace = room.lastIndexOf(' ')
  const cut = lastSpace > 0 ? room.slice(0, lastSpace) : room.slice(0, MAX_TITLE_LENGTH - 1)
  // A cut through a surrogate pair would leave half a character.
  return `${cut.replace(/[\uD800-\uDBFF]$/, '').replace(/[\s,;:.–—-]+$/u, '')}…`
}
