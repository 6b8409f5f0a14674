/** Turns Markdown into plain text for one line of a list. Quick and rough, not a parser. */

const RULES: readonly (readonly [RegExp, string])[] = [
  // Fences, rules, and the line below a table's head.
  [/^\s*(?:```|~~~).*$/gm, ''],
  [/^\s*(?:[-*_]\s*){3,}$/gm, ''],
  [/^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*$/gm, ''],
  // Marks at the start of a line: quotes, headings, list items, tasks.
  [/^\s*(?:>\s?)+/gm, ''],
  [/^\s*#{1,6}\s+/gm, ''],
  [/^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?/gm, ''],
  // Images and links are replaced by their text.
  [/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1'],
  [/<\/?[a-z][^<>\n]*>/gi, ''],
  [/\|/g, ' '],
  [/`+/g, ''],
  [/(?<!\\)(\*{1,3}|_{1,3}|~~)(?=\S)(.+?)(?<=[^\s\\])\1(?![\p{L}\p{N}])/gu, '$2'],
  [/\\([!-/:-@[-`{-~])/g, '$1'],
]

export function plainText(markdown: string): string {
  return RULES.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), markdown)
}
