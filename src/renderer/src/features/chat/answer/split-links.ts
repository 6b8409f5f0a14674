export interface TextPart {
  readonly text: string
  readonly href?: string
}

/** Punctuation and closing brackets after an address belong to the text, unless the address opened the bracket. */
const TRAILING = /[.,;:!?'"”’»]+$/

/** Finds the web addresses in plain text. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(/https:\/\/[^\s<>\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。]+/gu)) {
    const href = trim(match[0])
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push({ text: href, href })
    end = match.index + href.length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}

function trim(address: string): string {
  const trimmed = address.replace(TRAILING, '')
  const closes = trimmed.endsWith(')') && count(trimmed, ')') > count(trimmed, '(')
  const shorter = closes ? trimmed.slice(0, -1) : trimmed
  return shorter === address ? address : trim(shorter)
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}
