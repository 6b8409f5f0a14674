/**
 * Counts characters as providers do: an emoji of two code units counts as one. Stops early once the count exceeds
 * `enough`.
 */
export function countCharacters(text: string, enough = Number.POSITIVE_INFINITY): number {
  let count = 0
  for (let index = 0; index < text.length && count <= enough; index += 1) {
    const code = text.charCodeAt(index)
    const isFirstHalf = code >= 0xd800 && code < 0xdc00
    const next = isFirstHalf ? text.charCodeAt(index + 1) : 0
    if (next >= 0xdc00 && next < 0xe000) index += 1
    count += 1
  }
  return count
}

export function isLongerThan(text: string, most: number): boolean {
  // No text has more characters than code units.
  return text.length > most && countCharacters(text, most) > most
}
