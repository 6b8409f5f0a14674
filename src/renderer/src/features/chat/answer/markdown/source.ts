/** What is done to an answer's Markdown before it is parsed. Pure. */

const RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/

/** Holds back the head of a table until the line below it says that it is one: no raw pipes while it streams. */
export function holdTable(markdown: string): string {
  const start = markdown.search(/(?:^|\n)[ \t]*\|[^\n]*(?:\n[^\n]*)?$/)
  if (start < 0 || isInCode(markdown, start)) return markdown
  const lines = markdown.slice(start).replace(/^\n/, '').split('\n')
  const before = /(?:^|\n)([^\n]*)$/.exec(markdown.slice(0, start))?.[1] ?? ''
  // A row of a table whose rule has come already, or the text below such a line.
  if (/^\s*\|/.test(before)) return markdown
  const [, rule] = lines
  // The rule is on its way as long as nothing else than one was begun.
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

/** Whether parts of it refer to each other: then it can't be laid out part by part. */
export function needsWhole(markdown: string): boolean {
  return /^ {0,3}\[(?!\^)[^\]\n]+\]:/m.test(markdown)
}
