/** Prepares an answer's Markdown before it's parsed. Pure. */

const RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/

/** Holds back the head of a table until the next line confirms it, so that no raw pipes appear while it streams. */
export function holdTable(markdown: string): string {
  const start = markdown.search(/(?:^|\n)[ \t]*\|[^\n]*(?:\n[^\n]*)?$/)
  if (start < 0 || isInCode(markdown, start)) return markdown
  const lines = markdown.slice(start).replace(/^\n/, '').split('\n')
  const before = /(?:^|\n)([^\n]*)$/.exec(markdown.slice(0, start))?.[1] ?? ''
  // A row of a table whose rule has already arrived, or the text below such a line.
  if (/^\s*\|/.test(before)) return markdown
  const [, rule] = lines
  // The rule may still come as long as the line contains nothing else.
  if (rule !== undefined && !/^[\s|:-]*$/.test(rule)) return markdown
  if (rule !== undefined && RULE.test(rule) && countCells(rule) >= countCells(lines[0] ?? '')) return markdown
  return markdown.slice(0, start)
}

function countCells(line: string): number {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|').length
}

function isInCode(markdown: string, at: number): boolean {
  const fences = markdown.slice(0, at).match(/^[ \t]*(?:```|~~~)/gm)
  return (fences?.length ?? 0) % 2 === 1
}

/** Whether parts of it refer to each other and so can't be laid out separately. */
export function needsWhole(markdown: string): boolean {
  return /^ {0,3}\[(?!\^)[^\]\n]+\]:/m.test(markdown)
}
