/**
 * Text files attached to a question. They're part of its text, as fenced blocks at the end, because that is how models
 * receive them. So drafts, rows, the archive and every branch contain them without special handling (decision 34).
 * Pure.
 */
import { isBlank } from './is-blank'

/** A file's name and text, both without unprintable characters. */
export interface TextFile {
  readonly name: string
  readonly text: string
}

export interface SplitText {
  readonly words: string
  readonly files: readonly TextFile[]
}

/** Per file, in characters: about 250,000 tokens, a quarter of the largest context windows. */
export const LONGEST_FILE_TEXT = 1_000_000
/** All files of a message together. The page's whole message may have four million. */
export const LONGEST_FILES_TEXT = 2_000_000
export const MOST_FILES = 20
/** In characters. A longer paste is offered as a file. */
export const LONG_PASTE = 20_000

const LEAST_FENCE = 4
const WORD = 'file'

/** Appends the files to the text. Without files, returns the text unchanged. */
export function joinFiles(words: string, files: readonly TextFile[]): string {
  return [...(files.length === 0 || words !== '' ? [words] : []), ...files.map(writeBlock)].join('\n\n')
}

function writeBlock({ name, text }: TextFile): string {
  const fence = '`'.repeat(Math.max(LEAST_FENCE, findLongestRun(text) + 1))
  return `${fence}${WORD} ${cleanName(name)}\n${text}\n${fence}`
}

/** Makes it a single line that can't end a fence. */
function cleanName(name: string): string {
  return name.replace(/[\p{C}`]+/gu, ' ').trim() || WORD
}

function findLongestRun(text: string): number {
  let longest = 0
  for (const [run] of text.matchAll(/`{4,}/g)) longest = Math.max(longest, run.length)
  return longest
}

const OPENING = /(^|\n\n)(`{4,})file ([^\n`]+)\n/g

let last: { readonly text: string; readonly split: SplitText } | undefined

/**
 * Splits text and files again. Blocks only count as files if nothing but other blocks follows, so whatever a user types
 * stays as typed.
 */
export function splitFiles(text: string): SplitText {
  if (!text.includes('````file ')) return { words: text, files: [] }
  // A long text is split again on every render.
  if (last?.text === text) return last.split
  const split = findBlocks(text)
  last = { text, split }
  return split
}

function findBlocks(text: string): SplitText {
  OPENING.lastIndex = 0
  for (let opening = OPENING.exec(text); opening; opening = OPENING.exec(text)) {
    const files = readBlocks(text, opening.index + (opening[1] ?? '').length)
    if (files) return { words: text.slice(0, opening.index), files }
  }
  return { words: text, files: [] }
}

/** Undefined unless everything from here to the end is blocks. */
function readBlocks(text: string, start: number): readonly TextFile[] | undefined {
  const files: TextFile[] = []
  for (let at = start; ;) {
    const [head, fence = '', name = ''] = /^(`{4,})file ([^\n`]+)\n/.exec(text.slice(at, at + 400)) ?? []
    if (head === undefined) return undefined
    const from = at + head.length
    const end = text.indexOf(`\n${fence}`, from)
    if (end < 0) return undefined
    files.push({ name, text: text.slice(from, end) })
    const behind = end + 1 + fence.length
    if (behind === text.length) return files
    if (!text.startsWith('\n\n', behind)) return undefined
    at = behind + 2
  }
}

/** Returns the question without its files, or their names if there's nothing else. */
export function nameQuestion(text: string): string {
  const { words, files } = splitFiles(text)
  return isBlank(words) && files.length > 0 ? files.map(({ name }) => name).join(', ') : words
}
